import Foundation
import Kernel
import Mail

/// A notice of Amazon SES, as SNS hands it on.
///
/// Whether SNS signed it is told by ``SNSEnvelope``; the address that takes it is a secret besides.
package enum SESNotice: Sendable, Hashable {
    case events([MailEvent])
    /// SNS asks whether it may send notices: whoever set it up has to open this address once.
    case confirmation(address: String)

    private struct Envelope: Decodable {
        let kind: String
        let message: String?
        let subscribeURL: String?

        enum CodingKeys: String, CodingKey {
            case kind = "Type"
            case message = "Message"
            case subscribeURL = "SubscribeURL"
        }
    }

    private struct Body: Decodable {
        struct Recipient: Decodable {
            let emailAddress: String
            let status: String?
            let action: String?
            let diagnosticCode: String?
        }
        struct Bounce: Decodable {
            let bounceType: String
            let bounceSubType: String?
            let bouncedRecipients: [Recipient]
        }
        struct Complaint: Decodable {
            let complainedRecipients: [Recipient]
            let complaintFeedbackType: String?
        }
        struct Mail: Decodable { let source: String? }
        let notificationType: String?
        let mail: Mail?
        let eventType: String?
        let bounce: Bounce?
        let complaint: Complaint?
    }

    /// Takes what SNS posts, or the bare notice where it hands on “raw” messages.
    package static func read(_ bytes: [UInt8]) throws(WebhookFault) -> SESNotice {
        if let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(bytes)) {
            switch envelope.kind {
            case "SubscriptionConfirmation":
                // Only Amazon’s own addresses are shown to anybody as something to open.
                guard let address = envelope.subscribeURL, SNSEnvelope.isOfAmazon(address) else { throw .unreadable }
                return .confirmation(address: address)
            case "Notification": return .events(try events(Array((envelope.message ?? "").utf8)))
            default: throw .unreadable
            }
        }
        return .events(try events(bytes))
    }

    private static func events(_ bytes: [UInt8]) throws(WebhookFault) -> [MailEvent] {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)),
            (body.notificationType ?? body.eventType) != nil
        else { throw .unreadable }
        if let complaint = body.complaint {
            // That somebody took it out of the spam is no complaint.
            if complaint.complaintFeedbackType == "not-spam" { return [] }
            return complaint.complainedRecipients.map {
                MailEvent(
                    .complained, source: .notice, address: EmailAddress($0.emailAddress),
                    reason: complaint.complaintFeedbackType ?? "", sender: body.mail?.source)
            }
        }
        guard let bounce = body.bounce else { return [] }
        return bounce.bouncedRecipients.map { recipient in
            let words = recipient.diagnosticCode ?? bounce.bounceSubType ?? ""
            let status = recipient.status.flatMap { EnhancedStatus(atStartOf: $0) } ?? SMTPWords.status(in: words)
            var kind = FailureKind(status: status, reply: SMTPWords.numbers(in: words).reply, text: words)
            switch bounce.bounceSubType {
            case "MailboxFull": kind = .full
            case "MessageTooLarge", "ContentRejected", "AttachmentRejected": kind = kind == .deadAddress ? .other : kind
            case "NoEmail", "Suppressed", "OnAccountSuppressionList": kind = kind == .other ? .deadAddress : kind
            default: break
            }
            let isForGood = bounce.bounceType == "Permanent"
            return MailEvent(
                isForGood ? .failed(kind) : .delayed(kind == .deadAddress ? .temporary : kind), source: .notice,
                address: EmailAddress(recipient.emailAddress), status: status, reason: words,
                sender: body.mail?.source)
        }
    }
}
