import Crypto
import Kernel
import Mail
import Testing

@testable import Bounces

@Suite struct WebhookTests {
    private let now = Timestamp(milliseconds: 1_795_478_400_000)
    private let ann = EmailAddress("ann@a.example")

    private func mailgun(event: String, seconds: Int64 = 1_795_478_400, key: String = "key") -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(seconds)token".utf8), using: SymmetricKey(data: Array(key.utf8)))
        let signature = code.hexadecimal
        return Array(
            """
            {"signature": {"timestamp": "\(seconds)", "token": "token", "signature": "\(signature)"}, "event-data": \(event)}
            """.utf8)
    }

    @Test func mailgunIsBelievedByItsSignature() throws {
        let notice = MailgunNotice(signingKey: "key")
        let failed =
            #"{"event": "failed", "severity": "permanent", "recipient": "ann@a.example", "reason": "bounce", "delivery-status": {"code": 550, "message": "5.1.1 no such user"}}"#
        let event = try #require(try notice.read(mailgun(event: failed), now: now))
        #expect(event.kind == .failed(.deadAddress))
        #expect(event.address == ann)
        let policy = failed.replacing("5.1.1 no such user", with: "5.7.1 go away")
        #expect(try notice.read(mailgun(event: policy), now: now)?.kind == .failed(.policy))
        let temporary = failed.replacing("permanent", with: "temporary").replacing(
            "5.1.1 no such user", with: "4.2.2 full")
        #expect(try notice.read(mailgun(event: temporary), now: now)?.kind == .delayed(.full))
        let complained = #"{"event": "complained", "recipient": "ann@a.example"}"#
        #expect(try notice.read(mailgun(event: complained), now: now)?.kind == .complained)
        #expect(try notice.read(mailgun(event: #"{"event": "delivered"}"#), now: now) == nil)
        #expect(throws: WebhookFault.forged) { try notice.read(mailgun(event: failed, key: "other"), now: now) }
        #expect(throws: WebhookFault.forged) {
            try notice.read(mailgun(event: failed, seconds: 1_795_470_000), now: now)
        }
        // No moment that anybody writes there ends the program.
        for seconds in [Int64.min, Int64.max, 0] {
            #expect(throws: WebhookFault.forged) {
                try notice.read(mailgun(event: failed, seconds: seconds), now: now)
            }
        }
        for bad in ["", "{}", "[]", "null", "{\"signature\": 1}", "\u{0}"] {
            #expect(throws: WebhookFault.unreadable) { try notice.read(Array(bad.utf8), now: now) }
        }
    }

    @Test(arguments: [
        ("HardBounce", "smtp;550 5.1.1 unknown", MailEvent.Kind.failed(.deadAddress)),
        ("HardBounce", "", .failed(.deadAddress)),
        ("HardBounce", "550 5.7.1 blocked", .failed(.policy)), ("HardBounce", "552 5.2.2 over quota", .failed(.full)),
        ("SoftBounce", "", .delayed(.temporary)), ("Blocked", "", .failed(.policy)), ("SpamComplaint", "", .complained),
        ("Unknown", "550 5.1.1 unknown", .failed(.other)),
    ])
    func postmarkIsUnderstood(type: String, details: String, kind: MailEvent.Kind) throws {
        let body = #"{"RecordType": "Bounce", "Type": "\#(type)", "Email": "ann@a.example", "Details": "\#(details)"}"#
        let event = try #require(try PostmarkNotice.read(Array(body.utf8)))
        #expect(event.kind == kind)
        #expect(event.address == ann)
        #expect(try PostmarkNotice.read(Array(#"{"RecordType": "Delivery"}"#.utf8)) == nil)
        #expect(throws: WebhookFault.unreadable) { try PostmarkNotice.read(Array("[1".utf8)) }
    }

    private func sns(_ message: String) -> [UInt8] {
        let escaped = message.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return Array("{\"Type\": \"Notification\", \"Message\": \"\(escaped)\"}".utf8)
    }

    @Test func sesIsUnderstood() throws {
        let bounce =
            #"{"notificationType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [{"emailAddress": "ann@a.example", "status": "5.1.1", "action": "failed", "diagnosticCode": "smtp; 550 5.1.1 unknown"}]}}"#
        func kind(_ text: String) throws -> MailEvent.Kind? {
            guard case .events(let events) = try SESNotice.read(sns(text)) else { return nil }
            return events.first?.kind
        }
        #expect(try kind(bounce) == .failed(.deadAddress))
        #expect(try kind(bounce.replacing("5.1.1", with: "5.7.1")) == .failed(.policy))
        #expect(try kind(bounce.replacing("\"General\"", with: "\"MailboxFull\"")) == .failed(.full))
        #expect(try kind(bounce.replacing("Permanent", with: "Transient")) == .delayed(.temporary))
        let complaint =
            #"{"notificationType": "Complaint", "complaint": {"complainedRecipients": [{"emailAddress": "ann@a.example"}], "complaintFeedbackType": "abuse"}}"#
        #expect(try kind(complaint) == .complained)
        #expect(try SESNotice.read(Array(complaint.utf8)) == SESNotice.read(sns(complaint)))
        let asked = #"{"Type": "SubscriptionConfirmation", "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?x=y"}"#
        #expect(
            try SESNotice.read(Array(asked.utf8)) == .confirmation(address: "https://sns.eu-west-1.amazonaws.com/?x=y"))
        for bad in [
            "", "{}", "[]", asked.replacing("sns.eu-west-1.amazonaws.com", with: "sns.evil.example"),
            asked.replacing("https://sns.eu-west-1.amazonaws.com", with: "http://169.254.169.254"),
            asked.replacing("sns.eu-west-1.amazonaws.com", with: "sns.evil.example/.amazonaws.com"),
            "{\"Type\": \"Notification\"}", "{\"Type\": \"Other\", \"Message\": \"\"}",
        ] { #expect(throws: WebhookFault.unreadable) { try SESNotice.read(Array(bad.utf8)) } }
    }
}
