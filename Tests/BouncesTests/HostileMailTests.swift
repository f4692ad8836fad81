import Testing

@testable import Bounces

/// Mail that was made to keep the server busy: whoever can send it to “postmaster” needs no more than that.
///
/// Each is answered at once; without bounds each of them takes from minutes to hours.
@Suite struct HostileMailTests {
    private let reader = BounceReader(paths: nil)

    private func repeated(_ text: String, times: Int) -> [UInt8] {
        let bytes = Array(text.utf8)
        var all: [UInt8] = []
        all.reserveCapacity(bytes.count * times)
        for _ in 0..<times { all += bytes }
        return all
    }

    /// As many as a mail can hold, without the numbers that servers give.
    private func addresses(_ count: Int, perLine: Int = 1) -> [UInt8] {
        (0..<count).flatMap { number in
            let name = String(number).map { String($0) == "5" ? "five" : String($0) }.joined()
            return Array("a\(name)@b.example\(number % perLine == perLine - 1 ? "\n" : " ")".utf8)
        }
    }

    @Test(arguments: [1, 50, 60_000])
    func aHundredThousandAddressesAreNoReport(perLine: Int) {
        let mail = Array("From: x@y.example\nSubject: hello\n\nfail\n".utf8) + addresses(60_000, perLine: perLine)
        guard case .events(let events) = reader.read(mail) else {
            Issue.record("It names addresses near a word of failure")
            return
        }
        #expect(events.count <= 20)
        let friendly = Array("From: x@y.example\nSubject: hello\n\nnice\n".utf8) + addresses(60_000, perLine: perLine)
        let isUnparsed = reader.read(friendly) == .unparsed
        #expect(isUnparsed)
    }

    @Test func manyPartsShareOneRoom() {
        var mail = Array("From: x@y.example\nContent-Type: multipart/mixed; boundary=b\n\n".utf8)
        for _ in 0..<60 { mail += Array("--b\nContent-Type: text/plain\n\n".utf8) + addresses(1000, perLine: 40) }
        let isUnparsed = reader.read(mail) == .unparsed
        #expect(isUnparsed)
    }

    @Test func aFieldOfManyLinesIsCutOff() {
        let mail = MIMEPart(Array("Subject: a\n".utf8) + repeated(" b\n", times: 400_000) + Array("To: c\n\nd".utf8))
        #expect(mail["subject"]?.utf8.count ?? 0 < 30_000)
        #expect(mail["to"] == "c")
        #expect(mail.body.elementsEqual("d".utf8))
    }

    @Test func beginningsOfWordsWithoutAnEndAreWords() {
        let field = String(decoding: repeated("=?x", times: 300_000), as: UTF8.self)
        #expect(EncodedText.decoded(field).hasPrefix("=?x=?x"))
        let summary = MailSummary(Array("Subject: \(field)\n\n".utf8))
        #expect(summary.subject.hasPrefix("=?x=?x"))
    }

    @Test func aReportOfThousandsIsCutOff() {
        var mail = Array(
            """
            From: MAILER-DAEMON@mx.example
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example


            """.utf8)
        let words = String(repeating: "x y ", count: 1000)
        for number in 0..<240 {
            mail += Array(
                "Final-Recipient: rfc822; a\(number)@b.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; \(words)\n\n"
                    .utf8)
        }
        guard case .events(let events) = reader.read(mail) else {
            Issue.record("It is a report")
            return
        }
        #expect((1...100).contains(events.count))
    }

    @Test func aComplaintOfThousandsIsCutOff() {
        let mail =
            Array(
                """
                From: x@y.example
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                --b
                Content-Type: message/rfc822


                """.utf8)
            + (0..<400).flatMap { line in
                Array("To: ".utf8) + (0..<100).flatMap { Array("a\(line)x\($0)@b.example, ".utf8) } + [0x0A]
            }
        guard case .events(let events) = reader.read(mail) else {
            Issue.record("It is a complaint")
            return
        }
        #expect((1...100).contains(events.count))
    }
}
