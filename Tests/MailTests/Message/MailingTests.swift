import Kernel
import Testing

@testable import Mail

@Suite struct MailingTests {
    private let date = Timestamp(milliseconds: 1_795_478_400_000)

    private func head(_ subject: String = "Five days in Busan", sender: String = "Quarto, “a site”") throws
        -> MessageHead
    {
        let name = try #require(HeaderText("Quarto’s daily"))
        let list = try #require(
            ListFields(
                identifier: "daily.quarto.example", name: name,
                help: HeaderLink("https://quarto.example/newsletter"), owner: HeaderLink("mailto:desk@quarto.example"),
                archive: HeaderLink("https://quarto.example/newsletter/archive")))
        return MessageHead(
            .bulk, from: Mailbox(try #require(EmailAddress("daily@quarto.example")), name: HeaderText(sender)),
            subject: try #require(HeaderText(subject)), date: date, list: list)
    }

    private func recipient(_ values: [String] = []) throws -> Mailing.Recipient {
        let link = try #require(HeaderLink("https://quarto.example/newsletter/leave/AbC-_123"))
        return Mailing.Recipient(
            try #require(EmailAddress("ann@a.example")), message: MessageID(of: [[1], [2]], host: "quarto.example"),
            values: values, unsubscribe: ListUnsubscribe(link: link))
    }

    private func copy(text: MailBody, html: MailBody, values: [String] = [], subject: String = "Hello") throws
        -> SentCopy
    {
        try SentCopy(Mailing(head(subject), text: text, html: html).message(for: recipient(values)))
    }

    @Test func aCopyHasAllThatProvidersAskFor() throws {
        let copy = try copy(text: MailBody("Words.\n"), html: MailBody("<p>Words.</p>\n"))
        #expect(copy["Date"] == "Tue, 24 Nov 2026 00:00:00 +0000")
        #expect(copy["From"] == "=?utf-8?b?UXVhcnRvLCDigJxhIHNpdGXigJ0=?= <daily@quarto.example>")
        #expect(copy["To"] == "ann@a.example")
        #expect(copy["Subject"] == "Hello")
        #expect(copy["List-Id"] == "=?utf-8?q?Quarto=E2=80=99s_daily?= <daily.quarto.example>")
        #expect(copy["List-Unsubscribe"] == "<https://quarto.example/newsletter/leave/AbC-_123>")
        #expect(copy["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
        #expect(copy["List-Post"] == "NO")
        #expect(copy["List-Owner"] == "<mailto:desk@quarto.example>")
        #expect(copy["List-Archive"] == "<https://quarto.example/newsletter/archive>")
        #expect(copy["Precedence"] == "bulk")
        #expect(copy["MIME-Version"] == "1.0")
        #expect(copy["Content-Type"] == "multipart/alternative; boundary=\"=_part_\"")
        #expect(Set(copy.names).count == copy.names.count)
        #expect(copy.parts == ["Words.\r\n", "<p>Words.</p>\r\n"])
    }

    /// Whatever stands around a place and in it, each recipient reads the text with the value in it.
    @Test(arguments: [
        "a {1} b\n", "{1}\n", "{1}", "line\n\n{1}\n\nend", "é{1}é {2}{1}\n.dots\n..{1}\n", "From {1}\nFrom here\n",
        "trailing \n{1} \n \t\n", "x=20{1}=\n", "ü\u{1F600} {1}", "日本語の新聞 {1} です。\n日本語の新聞です。\n", "日本語{2}",
    ])
    func valuesStandInTheirPlaces(text: String) throws {
        let long = "https://quarto.example/newsletter/leave/" + String(repeating: "t=&.", count: 60)
        let values = [long, "a b\n.c é"]
        let body = MailBody(text, marks: ["{1}", "{2}"])
        let copy = try copy(text: body, html: body, values: values)
        let plain = text.replacing("{1}", with: values[0]).replacing("{2}", with: values[1])
        let rich = text.replacing("{1}", with: long.replacing("&", with: "&amp;")).replacing("{2}", with: values[1])
        for (part, expected) in zip(copy.parts, [plain, rich]) {
            let lines = part.replacing("\r\n", with: "\n")
            #expect(lines == expected || lines == expected + "\n")
        }
        #expect(copy.lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(copy.lines.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") })
        #expect(copy.bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
    }

    @Test func aPlaceWithoutValueIsNoMail() throws {
        let mailing = try Mailing(head(), text: MailBody("{1}", marks: ["{1}"]), html: MailBody("x"))
        let nobody = try recipient()
        #expect(throws: Mailing.Fault.tooFewValues) { try mailing.message(for: nobody) }
    }

    @Test(arguments: [
        "a\r\nBcc: all@evil.example", "a\nb", "a\rb", "a\u{0}b", "a\u{2028}b", "a\u{85}b", "\u{1B}[0m",
        String(repeating: "x", count: 801),
    ])
    func whatIsNoLineIsNoHeaderText(text: String) { #expect(HeaderText(text) == nil) }

    @Test(arguments: [
        "https://a.example/x>\r\nBcc: b", "https://a.example/a b", "javascript:alert(1)", "https://", "",
        "https://a.example/\u{0}",
        "https://ä.example", "https://a.example/,<mailto:x@y>",
        "https://a.example/" + String(repeating: "x", count: 900),
    ])
    func whatCouldEndItsBracketsIsNoLink(text: String) { #expect(HeaderLink(text) == nil) }

    @Test(arguments: ["a", "", "a..b", "a b.c", "a\r\n.b", "ä.example", "a.b>"])
    func whatIsNoListIsNone(identifier: String) throws {
        #expect(ListFields(identifier: identifier, name: try #require(HeaderText(""))) == nil)
    }

    /// A subject is one field that says what it said, in lines that every server takes.
    @Test(arguments: [
        "", " ", "a", "a  b", "=?utf-8?q?x?=", "Ünï " + String(repeating: "ç", count: 100),
        String(repeating: "word ", count: 60),
        String(repeating: "x", count: 200), "日本語の新聞" + String(repeating: "です", count: 30), "a: <b@c.example>, \"d\"",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 family",
    ])
    func aSubjectIsOneField(subject: String) throws {
        let copy = try copy(text: MailBody("x"), html: MailBody("x"), subject: subject)
        #expect(copy.lines.allSatisfy { $0.utf8.count <= 78 })
        let read = SentCopy.decoded(try #require(copy["Subject"]))
        #expect(read.trimmingPrefix(" ") == subject.trimmingPrefix(" ") || read == subject.trimmed)
        #expect(copy.names.count { $0 == "Subject" } == 1)
    }

    @Test func aMessageIsCalledTheSameForTheSameThings() {
        let one = MessageID(of: [[1, 2], [3]], host: "a.example")
        #expect(one == MessageID(of: [[1, 2], [3]], host: "a.example"))
        #expect(one != MessageID(of: [[1], [2, 3]], host: "a.example"))
        #expect(one.text.wholeMatch(of: #/[0-9a-f]{32}@a\.example/#) != nil)
    }

    @Test func quotedPrintableIsReadAsWellAsCanBe() {
        func read(_ text: String) -> String {
            String(decoding: QuotedPrintable.decode(Array(text.utf8)), as: UTF8.self)
        }
        #expect(read("a=3Db=\r\nc= \t\r\nd=zz=e") == "a=bcd=zz=e")
        #expect(read("=") == "")
        #expect(read("=e2=82=ac") == "€")
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
