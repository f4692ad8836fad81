import Foundation
import Kernel
import Mail

/// A notice of Postmark.
///
/// It has no signature: the address that takes it is a secret, or asks for a password.
package enum PostmarkNotice {
    private struct Body: Decodable {
        let kind: String
        let type: String?
        let email: String?
        let description: String?
        let details: String?

        enum CodingKeys: String, CodingKey {
            case kind = "RecordType"
            case type = "Type"
            case email = "Email"
            case description = "Description"
            case details = "Details"
        }
    }

    /// - Returns: `nil` for a notice of something else, such as a delivery.
    package static func read(_ bytes: [UInt8]) throws(WebhookFault) -> MailEvent? {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else { throw .unreadable }
        let address = body.email.flatMap { EmailAddress($0) }
        let words = [body.details, body.description].compactMap { $0 }.first { !$0.isEmpty } ?? ""
        if body.kind == "SpamComplaint" || body.type == "SpamComplaint" {
            return MailEvent(.complained, source: .notice, address: address, reason: words)
        }
        guard body.kind == "Bounce" else { return nil }
        let (reply, status) = SMTPWords.numbers(in: words)
        let kind = FailureKind(status: status, reply: reply, text: words)
        switch body.type {
        case "HardBounce", "BadEmailAddress":
            // What Postmark calls hard includes policy; only where the words say nothing is its own word taken.
            return MailEvent(
                .failed(kind == .other ? .deadAddress : kind), source: .notice, address: address, status: status,
                reason: words)
        case "SoftBounce", "Transient", "DnsError":
            return MailEvent(
                .delayed(kind == .other || kind == .deadAddress ? .temporary : kind), source: .notice, address: address,
                status: status, reason: words)
        case "Blocked", "SpamNotification", "DMARCPolicy", "VirusNotification", "ChallengeVerification":
            return MailEvent(.failed(.policy), source: .notice, address: address, status: status, reason: words)
        case "AutoResponder", "AddressChange", "Subscribe", "Unsubscribe", "OpenRelayTest": return nil
        default:
            return MailEvent(
                .failed(kind == .deadAddress ? .other : kind), source: .notice, address: address, status: status,
                reason: words)
        }
    }
}
