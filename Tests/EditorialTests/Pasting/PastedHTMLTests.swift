import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite struct PastedHTMLTests {
    private func markdown(_ html: String, firstNote: Int = 1) throws -> String {
        try PastedHTML(Array(html.utf8), firstNote: firstNote).markdown
    }

    private func refusal(of html: [UInt8]) -> PasteRefusal? {
        do throws(PasteRefusal) {
            _ = try PastedHTML(html)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (PastedDocuments.word, PastedDocuments.wordMarkdown),
        (PastedDocuments.googleDocs, PastedDocuments.googleDocsMarkdown),
        (PastedDocuments.libreOffice, PastedDocuments.libreOfficeMarkdown),
        (PastedDocuments.webPage, PastedDocuments.webPageMarkdown),
    ])
    func whatAProgramCopiesBecomesCleanMarkdown(html: String, expected: String) throws {
        #expect(try markdown(html) == expected)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("<p> </p>", ""), ("a<br>b", "a\\\nb"), ("a<br><br>b", "a\n\nb"),
        ("<p>a<br></p>", "a"),
        ("<b>a</b><b>b</b>", "**ab**"), ("<b>a </b>b", "**a** b"), ("<b> </b>", ""), ("x<b>a.</b>b", "x**a**.b"),
        ("<b>a <i>b</i> c</b>", "**a *b* c**"), ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"),
        ("<i>a</i><b>b</b>", "*a***b**"),
        ("<a href='https://x.example'><b>a</b> b</a>", "[**a** b](https://x.example)"),
        ("<b><a href='/x'>a</a></b>", "[**a**](/x)"), ("<a href='data:text/html,x'>a</a>", "a"),
        ("<a href=' JaVaScRiPt:alert(1)'>a</a>", "a"), ("<a href='https://x.example'></a>", ""),
        ("<a href='//x.example'>a</a>", "a"), ("<a href='mailto:a@b.example'>a</a>", "[a](mailto:a@b.example)"),
        ("<a href='https://x.example/#:~:text=moon'>a</a>", "[a](https://x.example/)"),
        (
            "<a href='https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2Fa&data=1'>a</a>",
            "[a](https://x.example/a)"
        ),
        ("<ul><li>a<li>b</ul>", "- a\n- b"), ("<ul></ul>", ""), ("<li>a</li>", "- a"), ("<ul><li></li></ul>", ""),
        ("<ol><li><p>a</p><p>b</p></li><li>c</li></ol>", "1. a\n\n   b\n\n2. c"),
        ("<ul><li>a<ol><li>b</ol></ul>", "- a\n  1. b"), ("<dl><dt>a<dd>b</dl>", "**a**\n\nb"),
        ("<h1>a</h1><h3>b</h3>", "## a\n\n#### b"), ("<h2><b>a</b></h2>", "## a"), ("<h6>a</h6>", "###### a"),
        ("<table><tr><td>only</td></tr></table>", "only"), ("<table><tr><td>a<td>b</table>", "a\n\nb"),
        ("<table><tr><th>a<th>b<tr><td colspan=2>c</table>", "| a | b |\n| --- | --- |\n| c |  |"),
        ("<img src='/media/map' alt='A map'>", "![A map](/media/map)"),
        ("<img src='/media/../x' alt='A map'>", "A map"), ("<img src=x alt='A map'>", "A map"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"), ("a\u{AD}b\u{200B}c\u{FEFF}", "abc"), ("a&nbsp;b", "a b"),
        (":fact[gdp]", ":fact[gdp]"), ("[a](b)", "\\[a\\](b)"), ("[sic]", "[sic]"), ("*a*", "\\*a\\*"),
        ("- a", "\\- a"),
        ("_a_", "\\_a\\_"), ("C:\\x", "C:\\x"), ("a~~b", "a\\~\\~b"), ("> a", "\\> a"), ("<q>a</q>", "“a”"),
        ("<svg><text>x</text></svg>a", "a"), ("<textarea>x</textarea>a", "a"), ("<title>x</title>a", "a"),
        ("a <!-- b --> c", "a c"), ("<span style='visibility:hidden'>x</span>a", "a"),
    ])
    func eachElementBecomesWhatItMeans(html: String, expected: String) throws {
        #expect(try markdown(html) == expected, "\(html)")
    }

    @Test func footnotesCountOnFromThoseOfTheText() throws {
        let html = "<p>a<a href='#n' id='r'>1</a></p><p id='n'><a href='#r'>1</a> note</p>"
        #expect(try markdown(html, firstNote: 7) == "a[^7]\n\n[^7]: note")
        #expect(try markdown(html, firstNote: -3) == "a[^1]\n\n[^1]: note")
        // Two marks of one note, as encyclopedias have them.
        let twice = """
            <p>a<sup id=r1><a href="#n1">[1]</a></sup> b<sup id=r2><a href="#n1">[1]</a></sup></p>
            <ol><li id=n1><a href="#r1">a</a> <a href="#r2">b</a> note</li></ol>
            """
        #expect(try markdown(twice) == "a[^1] b[^1]\n\n[^1]: note")
    }

    /// What comes out is what the reader's renderer makes of it: nothing that was text becomes a mark.
    @Test func textStaysText() throws {
        for text in [
            "*a* _b_ `c` ~~d~~", "# a", "1. a", "1) a", "- a", "+ a", "> a", "<b>a</b>", "&lt; &#60;",
            "[a](https://b.example)",
            "![a](/media/b.webp)", "[^1]", "[a]: https://b.example", "\\*a", "***", "* a", "===", "a | b", "``` a",
            "~~~", "2 * 3 * 4",
        ] {
            let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            let markdown = try markdown("<p>\(escaped)</p>")
            var page = MarkdownPage()
            let rendered = MarkdownFixture.renderer().render(MarkdownDocument(markdown), on: &page)
            #expect(rendered.plainText == text, "\(text) became \(markdown)")
            #expect(MarkdownFixture.html(rendered).hasPrefix("<p>"), "\(text) became \(markdown)")
        }
    }

    @Test func scriptsAndHandlersGo() throws {
        for html in [
            "<script>alert(1)</script>", "<scr<script>ipt>alert(1)</script>", "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)>", "<a href=\"java\nscript:alert(1)\">x</a>", "<iframe srcdoc='<script>1</script>'>",
            "<style>@import 'x'</style>", "<math><mtext><script>alert(1)</script>",
            "<noscript><p title='</noscript><img>'>",
        ] {
            let markdown = try markdown("<p>before</p>\(html)")
            var page = MarkdownPage()
            let rendered = MarkdownFixture.html(
                MarkdownFixture.renderer().render(MarkdownDocument(markdown), on: &page))
            for forbidden in ["<script", "onerror=", "onload=", "javascript:", "<iframe", "<style", "<img"] {
                #expect(!rendered.contains(forbidden), "\(html) became \(rendered)")
            }
        }
    }

    @Test func brokenBytesAreRead() throws {
        #expect(try PastedHTML([0x3C, 0x70, 0x3E, 0xFF, 0x61, 0xC3]).markdown.contains("a"))
        #expect(try PastedHTML([0x61, 0x00, 0x62]).markdown.contains("b"))
        #expect(try PastedHTML([0xEF, 0xBB, 0xBF, 0x61]).markdown == "a")
    }

    @Test func whatIsTooLongIsRefused() {
        #expect(refusal(of: Array(repeating: 0x61, count: 5 << 20)) == .tooLong)
    }

    @Test func tenThousandLevelsAreTakenApart() throws {
        let deep = String(repeating: "<div><b>", count: 5_000) + "words"
        #expect(try markdown(deep) == "**words**")
        let quotations = String(repeating: "<blockquote>", count: 10_000) + "words"
        let text = try markdown(quotations)
        #expect(text.hasSuffix("words"))
        let lists = String(repeating: "<ul><li>", count: 5_000) + "words"
        #expect(try markdown(lists).hasSuffix("words"))
        let tables = String(repeating: "<table><tr><td>", count: 3_000) + "words"
        #expect(try markdown(tables).hasSuffix("words"))
    }

    /// Each of these makes an unbounded HTML5 parser take minutes or gigabytes.
    @Test(arguments: [
        "<div>", "<b>", "<font a=%>", "<b a=%><object></b></object>", "<table><svg><td><b a=%></td></svg></table>",
        "<b><p></b></p>", "<a href=x>", "<p>", "<table>x", "</div>", "<div><p>", "&amp;", "<", "<!--", "<li>", "<td>",
    ])
    func hostileDocumentsTakeBoundedTime(unit: String) {
        var html = ""
        var number = 0
        while html.utf8.count < 3 << 20 {
            html += unit.replacing("%", with: String(number))
            number += 1
        }
        let bytes = Array(html.utf8)
        let time = ProcessorTime.measure {
            let refusal = refusal(of: bytes)
            #expect(refusal == nil || refusal == .tooTangled)
        }
        #expect(time < .seconds(30), "\(unit) took \(time)")
    }

    @Test func oneTagOfManyAttributesIsRefusedInTime() {
        let html = "<a " + (0..<300_000).map { "a\($0)=1" }.joined(separator: " ") + ">x"
        #expect(refusal(of: Array(html.utf8)) == .tooTangled)
    }
}
