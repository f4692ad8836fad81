import Testing

@testable import Bounces

@Suite struct ReplyTests {
    private func meaning(_ text: String, isAsked: Bool = false) -> ReplyMeaning {
        ReplyMeaning(Array(text.utf8), isAsked: isAsked)
    }

    @Test(arguments: [
        "Subject: unsubscribe\n\n", "Subject: Re: RE: Unsubscribe!\n\nanything", "Subject: AW: abmelden\n\n",
        "Subject: =?utf-8?B?RMOpc2Fib25uZXI=?=\n\n", "Subject: Re: The moon\n\nStop.\n\n> The moon is far.",
        "Subject: Re: The moon\n\n\n  Please unsubscribe me from this mailing list, thanks.\n",
        "Subject: Re: x\nContent-Type: text/html\n\n<html><body><p>STOP</p><blockquote>Far.</blockquote></body></html>",
        "Subject: Re: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nVW5zdWJzY3JpYmUK\n",
        "Subject: Re: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Hello</p>\n--b\nContent-Type: text/plain\n\nunsubscribe\n--b--\n",
    ])
    func whoWantsNoMoreLeaves(text: String) {
        #expect(meaning("From: ann@a.example\n" + text) == .leaves)
    }

    @Test(arguments: [
        "Subject: Re: Why clocks stop\n\nNice.", "Subject: Re: x\n\nDon’t stop!",
        "Subject: Re: x\n\nI do not want to unsubscribe.",
        "Subject: Re: x\n\n> unsubscribe\n\nWhat is this?", "Subject: Re: x\n\nHow do I leave a comment?",
        "Subject: \n\n", "",
        "Subject: Re: x\n\nStop the presses: you misspelt “unsubscribe”.",
        "Subject: Re: x\n\n" + String(repeating: "please ", count: 200) + "stop",
    ])
    func whoWritesSomethingElseHasWrittenALetter(text: String) {
        #expect(meaning("From: ann@a.example\n" + text) == .letter)
        // An address that is for leaving alone takes no words.
        #expect(meaning("From: ann@a.example\n" + text, isAsked: true) == .leaves)
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied\nSubject: unsubscribe\n\n", "Precedence: bulk\nSubject: stop\n\n",
        "X-Autoreply: yes\nSubject: unsubscribe\n\n", "List-Id: <a.example>\nSubject: unsubscribe\n\n",
        "Return-Path: <>\nSubject: stop\n\n", "Subject: Out of office: back on Monday\n\nHello",
        "Content-Type: multipart/report; boundary=b\n\n--b--\n",
    ])
    func programsLeaveForNobody(text: String) {
        for isAsked in [false, true] {
            #expect(meaning("From: ann@a.example\n" + text, isAsked: isAsked) == .automatic)
        }
        #expect(meaning("From: MAILER-DAEMON@a.example\nSubject: unsubscribe\n\n", isAsked: true) == .automatic)
    }

    @Test func whateverComesIsRead() {
        var generator = SystemRandomNumberGenerator()
        for length in [0, 1, 10, 1000, 100_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(ReplyMeaning(bytes, isAsked: false) == .letter)
            _ = MailSummary(bytes)
        }
    }

    @Test(arguments: [
        ("=?utf-8?Q?Caf=C3=A9_au_lait?=", "Café au lait"), ("=?ISO-8859-1?q?Andr=E9?= Pirard", "André Pirard"),
        ("=?utf-8?b?8J+MlQ==?= =?utf-8?b?IG1vb24=?=", "🌕 moon"), ("a =?utf-8?q?b?= c", "a b c"),
        ("=?koi8-r?b?0A==?=", "=?koi8-r?b?0A==?="), ("=?", "=?"), ("=?utf-8?q?", "=?utf-8?q?"), ("=?=?=?=", "=?=?=?="),
        ("=?utf-8?q?=3D?=", "="), ("=?utf-8*en?q?one?=", "one"), ("1 =? 2", "1 =? 2"),
    ])
    func wordsOfAHeaderAreDecoded(text: String, decoded: String) {
        #expect(EncodedText.decoded(text) == decoded)
    }

    @Test func aSummaryHidesWhatIsNoLetter() {
        let mail = MailSummary(
            Array("From: =?utf-8?q?Ann=07?= <ann@a.example>\nSubject: a\tb\n\n\u{1B}[31mred\u{7}\r\n\ttwo\r\n\n\n".utf8)
        )
        #expect(mail.from == "Ann\u{FFFD} <ann@a.example>" && mail.subject == "a\u{FFFD}b")
        #expect(mail.text == "\u{FFFD}[31mred\u{FFFD}\n\ttwo")
    }
}
