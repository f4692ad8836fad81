import Kernel
import Mail
import Secrets
import Testing

@testable import Bounces

@Suite struct ReportTests {
    private let reader = BounceReader(paths: nil)

    private func read(_ text: String, recipients: [String] = []) -> MailReport {
        reader.read(Array(text.utf8), recipients: recipients)
    }

    private func notification(action: String = "failed", status: String, diagnostic: String = "") -> String {
        """
        From: MAILER-DAEMON@mx.example
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; Ann@A.example
        Action: \(action)
        Status: \(status)
        \(diagnostic.isEmpty ? "" : "Diagnostic-Code: smtp; \(diagnostic)\n")
        --b--

        """
    }

    private func event(_ text: String) -> MailEvent? {
        guard case .events(let events) = read(text), events.count == 1 else { return nil }
        return events.first
    }

    /// Not every 5.x.x is a dead address.
    @Test(arguments: [
        ("5.1.1", "", FailureKind.deadAddress), ("5.1.1", "550 5.1.1 no such user", .deadAddress),
        ("5.2.1", "", .deadAddress),
        ("5.2.2", "", .full), ("5.7.1", "550 5.7.1 user unknown", .policy), ("5.7.515", "", .policy),
        ("5.7.26", "", .policy),
        ("5.3.0", "554 5.3.0 user unknown", .system), ("5.4.1", "", .system), ("5.4.4", "", .system),
        ("5.0.0", "", .other),
        ("5.0.0", "smtp; 550 5.1.1 unknown", .deadAddress), ("5.0.0", "552 quota exceeded", .full),
        ("5.0.0", "550 blocked", .policy),
        ("5.1.1", "550 5.1.1 blocked because of spam", .policy),
        ("5.5.0", "550 5.1.10 recipient not found", .deadAddress),
        ("5.6.0", "", .other), ("5.5.2", "", .other), ("", "", .other),
        ("garbage", "550 no such user here", .deadAddress),
    ])
    func failuresAreToldApart(status: String, diagnostic: String, kind: FailureKind) {
        let event = event(notification(status: status, diagnostic: diagnostic))
        #expect(event?.kind == .failed(kind))
        #expect(event?.address == EmailAddress("Ann@A.example"))
        #expect(event?.source == .report)
    }

    @Test func delaysAndSuccessesAreNoFailures() {
        #expect(event(notification(action: "delayed", status: "4.4.1"))?.kind == .delayed(.system))
        #expect(event(notification(action: "delayed", status: "4.2.2"))?.kind == .delayed(.full))
        #expect(event(notification(action: "Delayed (still trying)", status: "5.1.1"))?.kind == .delayed(.temporary))
        #expect(read(notification(action: "delivered", status: "2.0.0")) == .nothing)
        #expect(read(notification(action: "relayed", status: "2.1.5")) == .nothing)
        #expect(event(notification(action: "failed", status: "4.4.7"))?.kind == .failed(.system))
        #expect(event(notification(action: "", status: "5.1.1"))?.kind == .failed(.deadAddress))
    }

    @Test func aComplaintNamesWhoComplained() {
        let mail = """
            From: complaints@provider.example
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: x
            Original-Rcpt-To: <ann@a.example>
            --b
            Content-Type: message/rfc822

            To: other@a.example
            Subject: x

            x
            --b--
            """
        #expect(event(mail)?.kind == .complained)
        #expect(event(mail)?.address == EmailAddress("ann@a.example"))
        let hidden = mail.replacing("Original-Rcpt-To: <ann@a.example>\n", with: "")
        #expect(event(hidden)?.address == EmailAddress("other@a.example"))
        #expect(read(mail.replacing("abuse", with: "not-spam")) == .nothing)
        #expect(read(mail.replacing("abuse", with: "auth-failure")) == .unparsed)
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply", "Subject: Out of Office: x",
        "Subject: Automatische Antwort: x", "Auto-Submitted: auto-replied (vacation)",
    ])
    func anAnswerOfAProgramIsOne(field: String) {
        let mail =
            "From: ann@a.example\n\(field)\n\nI failed to be here. Write to bob@a.example, the other is unknown.\n"
        #expect(read(mail) == .autoReply)
    }

    @Test(arguments: [
        "<ann@a.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
        "Delivery to the following recipient failed permanently:\n\n     ann@a.example\n\n550 5.1.1 No such user\n",
        "Your message\n\n To: list@x.example\n Subject: x\n\ndid not reach the following recipient(s):\n\nann@a.example on Fri\n   Unknown Recipient\n",
        "The user(s) account is disabled.\n\n550 SMTP=ann@a.example unknown user\n",
    ])
    func wordsForPeopleAreUnderstood(words: String) {
        let mail =
            "From: MAILER-DAEMON@a.example\nTo: bounce-x@b.example\nSubject: failure\n\n\(words)\n--- Below this line is a copy\nTo: zoe@z.example failed\n"
        let found = event(mail)
        #expect(found?.kind == .failed(.deadAddress))
        #expect(found?.address == EmailAddress("ann@a.example"))
        #expect(found?.source == .words)
    }

    /// A person’s answer, and whatever is broken, is for a person to look at.
    @Test(arguments: [
        "", "\n", "Hello", "Subject: thanks\n\nI liked it. See you on ann@a.example\n",
        "Content-Type: multipart/report\n\nx",
        "Content-Type: multipart/report; boundary=\"\"\n\n--\n--\n",
        "Content-Type: multipart/report; boundary=b\n\n--b",
        "Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n",
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; nobody\nAction: failed\n",
        "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n", ": x\n\nx",
        "\u{0}\u{0}",
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!====", "From \n>From \n",
    ])
    func whatIsNotUnderstoodIsKept(mail: String) { #expect(read(mail) == .unparsed) }

    @Test func whateverComesIsRead() {
        var generator = SystemRandomNumberGenerator()
        let source = Array(notification(status: "5.1.1", diagnostic: "550 x").utf8)
        for _ in 0..<500 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.removeSubrange(place..<min(place + 10, bytes.count))
                default: bytes.insert(contentsOf: source.prefix(30), at: place)
                }
                if bytes.isEmpty { break }
            }
            guard case .events(let events) = reader.read(bytes) else { continue }
            #expect(events.allSatisfy { $0.reason.utf8.count <= MailEvent.longestReason })
        }
        let deep = String(repeating: "Content-Type: multipart/mixed; boundary=b\n\n--b\n", count: 5000)
        #expect(read(deep) == .unparsed)
        let wide = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 50_000)
        #expect(read(wide) == .unparsed)
    }

    @Test func theReturnPathNamesTheMessage() throws {
        let keys = try #require(SealingKeys(current: 1, secret: [UInt8](repeating: 1, count: 32)))
        let paths = try #require(ReturnPaths(host: "bounces.quarto.example", keys: keys))
        let message = Identifier<SentMail>(high: 1, low: 2)
        let reader = BounceReader(paths: paths)
        let path = paths.address(for: message).text
        let report = notification(status: "5.1.1")
        func named(_ mail: String, _ recipients: [String]) -> Identifier<SentMail>? {
            guard case .events(let events) = reader.read(Array(mail.utf8), recipients: recipients) else { return nil }
            return events.first?.message
        }
        #expect(named(report, [path.uppercased()]) == message)
        #expect(named("To: <\(path)>\n" + report, []) == message)
        #expect(named(report, ["bounce-aaaa@bounces.quarto.example"]) == nil)
        let included = report.replacing(
            "\n--b--",
            with: "\n--b\nContent-Type: text/rfc822-headers\n\nReturn-Path: <\(path)>\nTo: x@y.example\n--b--")
        #expect(named(included, []) == message)
    }
}
