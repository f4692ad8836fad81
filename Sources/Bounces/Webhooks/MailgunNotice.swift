import Crypto
import Foundation
package import Kernel
import Mail

/// A notice of Mailgun, signed with HMAC-SHA-256 over its moment and a token.
package struct MailgunNotice: Sendable {
    private let key: SymmetricKey

    /// Older ones could be somebody’s who has seen one.
    private static let longestAge: Int64 = 600

    private struct Body: Decodable {
        struct Signature: Decodable {
            let timestamp: String
            let token: String
            let signature: String
        }
        struct Event: Decodable {
            struct Status: Decodable {
                let code: Int?
                let message: String?
                let description: String?
                let enhanced: String?

                enum CodingKeys: String, CodingKey {
                    case code, message, description
                    case enhanced = "enhanced-code"
                }
            }
            struct Envelope: Decodable { let sender: String? }
            let event: String
            let severity: String?
            let recipient: String?
            let reason: String?
            let status: Status?
            let envelope: Envelope?

            enum CodingKeys: String, CodingKey {
                case event, severity, recipient, reason, envelope
                case status = "delivery-status"
            }
        }
        let signature: Signature
        let event: Event

        enum CodingKeys: String, CodingKey {
            case signature
            case event = "event-data"
        }
    }

    /// - Parameter signingKey: As Mailgun’s page of webhooks shows it.
    package init(signingKey: String) { key = SymmetricKey(data: Array(signingKey.utf8)) }

    /// - Returns: `nil` for a notice of something else, such as a delivery.
    package func read(_ bytes: [UInt8], now: Timestamp) throws(WebhookFault) -> MailEvent? {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else { throw .unreadable }
        let signed = Array((body.signature.timestamp + body.signature.token).utf8)
        let seconds = now.milliseconds / 1000
        guard let moment = Int64(body.signature.timestamp),
            (seconds - Self.longestAge...seconds + Self.longestAge).contains(moment),
            let code = [UInt8](hexadecimal: body.signature.signature),
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key)
        else { throw .forged }
        let event = body.event
        let address = event.recipient.flatMap { EmailAddress($0) }
        switch event.event {
        case "complained":
            return MailEvent(
                .complained, source: .notice, address: address, reason: "complained", sender: event.envelope?.sender)
        case "failed":
            let words =
                [event.status?.message, event.status?.description, event.reason].compactMap { $0 }.first { !$0.isEmpty }
                ?? ""
            let status = event.status?.enhanced.flatMap { EnhancedStatus(atStartOf: $0) } ?? SMTPWords.status(in: words)
            let reply = event.status?.code.flatMap { (400...599).contains($0) ? $0 : nil }
            let kind = FailureKind(status: status, reply: reply, text: words)
            return MailEvent(
                event.severity == "temporary" ? .delayed(kind) : .failed(kind), source: .notice, address: address,
                status: status, reason: words, sender: event.envelope?.sender)
        default: return nil
        }
    }
}
