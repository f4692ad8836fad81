import Audience
import Bounces
import Crypto
import Kernel
import Mail
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// `/hooks/mail/…` through the router.
@Suite struct MailHookTests {
    private func ask(
        _ site: IntakeFixture, _ service: String, _ body: String, secret: String = HookAsker.secret,
        account: String? = nil, shown: String? = nil, topic: String? = nil, hasSecret: Bool = true,
        asked: HookAsker.Asked = .init()
    ) async throws -> RouterAsker.Answer {
        var asker = HookAsker(site: site, shown: shown, asked: asked)
        asker.hooks = .init(
            secret: hasSecret ? HookAsker.secret : nil, mailgunKey: HookAsker.mailgunKey, postmarkAccount: account,
            sesTopic: topic)
        return try await asker.ask(service, body, secret: secret)
    }

    private func postmark(_ type: String, _ address: String, kind: String = "Bounce") -> String {
        #"{"RecordType": "\#(kind)", "Type": "\#(type)", "Email": "\#(address)", "Details": "550 5.1.1 unknown"}"#
    }

    private func mailgun(_ site: IntakeFixture, _ event: String, key: String = HookAsker.mailgunKey) -> String {
        let seconds = site.clock.now().milliseconds / 1000
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(seconds)token".utf8), using: SymmetricKey(data: Array(key.utf8)))
        let signature = code.hexadecimal
        return
            #"{"signature": {"timestamp": "\#(seconds)", "token": "token", "signature": "\#(signature)"}, "event-data": \#(event)}"#
    }

    private func ses(_ address: String, sender: String = "x@y.example", status: String = "5.1.1") -> String {
        #"{"notificationType": "Bounce", "mail": {"source": "\#(sender)"}, "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "\#(address)", "status": "\#(status)", "action": "failed", "diagnosticCode": "smtp; 550 \#(status) no"}]}}"#
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverDoesNotKnowTheSecretDoesNothing(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@a.example")
            _ = try await site.sent()
            for wrong in ["x", HookAsker.secret + "x", "%ff", String(HookAsker.secret.dropLast())] {
                let answer = try await ask(site, "postmark", postmark("HardBounce", "ann@a.example"), secret: wrong)
                #expect(answer.status == 403 && answer.text.contains("mail-hook-forbidden"))
            }
            let unknown = try await ask(site, "sendgrid", "{}")
            #expect(unknown.status == 404 && unknown.text.contains("ses, postmark, mailgun"))
            // Where nothing is settled there is nothing at the address.
            #expect(try await ask(site, "postmark", "{}", hasSecret: false).status == 418)
            #expect(try await site.state(ann) == .active)
            #expect(try await site.returned().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func eachServiceIsUnderstoodAndAReplayChangesNothing(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let people = [
                try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"),
                try await site.subscriber("cid@a.example"), try await site.subscriber("dan@a.example"),
            ]
            _ = try await site.sent()
            let failed =
                #"{"event": "failed", "severity": "permanent", "recipient": "bob@a.example", "delivery-status": {"code": 550, "message": "5.1.1 no such user"}}"#
            for _ in 0..<2 {
                #expect(try await ask(site, "postmark", postmark("HardBounce", "Ann@a.example")).status == 204)
                #expect(try await ask(site, "mailgun", mailgun(site, failed)).status == 204)
                #expect(try await ask(site, "ses", ses("cid@a.example")).status == 204)
                #expect(
                    try await ask(site, "postmark", postmark("SpamComplaint", "dan@a.example", kind: "SpamComplaint"))
                        .status == 204)
            }
            for person in people { #expect(try await site.state(person) == .stopped) }
            let returned = try await site.returned()
            #expect(returned.count == 4)
            #expect(Set(returned.map(\.source)) == ["ses", "postmark", "mailgun"])
            #expect(try await site.suppression(people[3].address) == .complained)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSenderNamesItsDeliveryAndWhatIsNotLastCountsNot(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (ann, bob) = (try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"))
            let first = try await site.sent()
            let yesterday = Edition.ID(day: site.clock.now().day, rhythm: .daily)
            site.clock.advance(by: .seconds(86_400))
            _ = try await site.sent()
            let path = try site.path(try #require(first[ann.id]))
            #expect(try await ask(site, "ses", ses("ann@a.example", sender: path, status: "5.2.2")).status == 204)
            #expect(try await site.returned().map(\.edition) == [yesterday])
            site.clock.advance(by: .seconds(1))
            // Somebody else’s sender is not believed of this address.
            #expect(try await ask(site, "ses", ses("bob@a.example", sender: path, status: "5.2.2")).status == 204)
            #expect(try await site.returned().map(\.address) == [bob.address, ann.address])
            let tried =
                #"{"event": "failed", "severity": "temporary", "recipient": "bob@a.example", "delivery-status": {"code": 451, "message": "4.3.0 later"}}"#
            #expect(try await ask(site, "mailgun", mailgun(site, tried)).status == 204)
            #expect(try await ask(site, "postmark", postmark("SoftBounce", "nobody@a.example")).status == 204)
            #expect(try await site.returned().count == 2)
            site.clock.advance(by: .seconds(1))
            #expect(try await ask(site, "postmark", postmark("SoftBounce", "bob@a.example")).status == 204)
            #expect(try await site.returned().map(\.kind) == [.soft, .full, .full])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aComplaintOfTheMailThatAsksIsHeardToo(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let address = try #require(EmailAddress("eve@a.example"))
            _ = try await SignUps(database: site.database, key: site.key).take(
                SignUp(address: address, rhythm: .daily, topics: [], page: "/"), from: nil, at: site.clock.now())
            let complaint = postmark("SpamComplaint", address.text, kind: "SpamComplaint")
            #expect(try await ask(site, "postmark", complaint).status == 204)
            #expect(try await site.suppression(address) == .complained)
            // Of a stranger nothing is kept.
            let other = try #require(EmailAddress("stranger@a.example"))
            #expect(try await ask(site, "postmark", postmark("HardBounce", other.text)).status == 204)
            #expect(try await site.suppression(other) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeReadIsToldClearly(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            for body in ["", "{", "[]", "null", "\u{0}", #"{"RecordType": 1}"#, "{\"a\": \"\\ud800\"}"] {
                for service in ["ses", "postmark", "mailgun"] {
                    let answer = try await ask(site, service, body)
                    #expect(answer.status == 400 && answer.text.contains("mail-hook-unreadable"), "\(service) \(body)")
                }
            }
            let long = try await ask(site, "postmark", String(repeating: " ", count: 300_000))
            #expect(long.status == 413 && long.text.contains("256 kB"))
            let deep = String(repeating: "[", count: 100_000)
            #expect(try await ask(site, "ses", deep).status == 400)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func signaturesAndAccountsAreAskedFor(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@a.example")
            _ = try await site.sent()
            let failed = #"{"event": "complained", "recipient": "ann@a.example"}"#
            #expect(try await ask(site, "mailgun", mailgun(site, failed, key: "another")).status == 403)
            let notice = postmark("HardBounce", "ann@a.example")
            let account = "postmark:password-of-it"
            for shown in [nil, "", "Basic", "Basic eA==", "Bearer \(account)"] {
                let answer = try await ask(site, "postmark", notice, account: account, shown: shown)
                #expect(answer.status == 403 && answer.text.contains("mail-hook-account"))
            }
            // Where a topic is settled, a bare notice is nobody’s.
            let topic = "arn:aws:sns:eu-west-1:1:bounces"
            #expect(try await ask(site, "ses", ses("ann@a.example"), topic: topic).status == 403)
            #expect(try await site.state(ann) == .active)
            let right = "Basic " + String(decoding: Base64.encode(Array(account.utf8)), as: UTF8.self)
            #expect(try await ask(site, "postmark", notice, account: account, shown: right).status == 204)
            #expect(try await site.state(ann) == .stopped)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatSNSDidNotSignIsRefusedAndNobodyElseIsAsked(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            _ = try await site.subscriber("ann@a.example")
            _ = try await site.sent()
            func envelope(_ kind: String, certificate: String, topic: String = "arn:aws:sns:eu-west-1:1:bounces")
                -> String
            {
                let message = ses("ann@a.example").replacing("\"", with: "\\\"")
                return
                    #"{"Type": "\#(kind)", "MessageId": "1", "TopicArn": "\#(topic)", "Message": "\#(message)", "Timestamp": "\#(site.clock.now().rfc3339)", "Token": "t", "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", "SignatureVersion": "2", "Signature": "QUJD", "SigningCertURL": "\#(certificate)"}"#
            }
            let asked = HookAsker.Asked()
            for elsewhere in [
                "https://evil.example/a.pem", "http://sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
                "https://sns.evil.example/.amazonaws.com/a.pem",
                "https://sns.x@evil.example/a.amazonaws.com.pem", "https://sns..amazonaws.com:81/a.pem",
                "https://sns.eu-west-1.amazonaws.com/a.txt",
            ] {
                let answer = try await ask(site, "ses", envelope("Notification", certificate: elsewhere), asked: asked)
                #expect(answer.status == 403, "\(elsewhere)")
            }
            #expect(asked.addresses.isEmpty)
            let own = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"
            for kind in ["Notification", "SubscriptionConfirmation"] {
                #expect(try await ask(site, "ses", envelope(kind, certificate: own), asked: asked).status == 403)
            }
            // Only the certificate was asked for, never the address that would confirm.
            #expect(Set(asked.addresses) == [own])
            let other = try await ask(
                site, "ses", envelope("Notification", certificate: own, topic: "arn:aws:sns:eu-west-1:2:other"),
                topic: "arn:aws:sns:eu-west-1:1:bounces")
            #expect(other.status == 403 && other.text.contains("another topic"))
            #expect(try await site.returned().isEmpty)
        }
    }
}
