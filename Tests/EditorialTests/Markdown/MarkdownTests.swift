import Kernel
import Markdown
import Testing

@testable import Editorial

@Suite("Markdown")
struct MarkdownTests {
    @Test(
        "becomes HTML",
        arguments: [
            ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n"),
            ("\"It's\" -- a...", "<p>“It’s” – a…</p>\n"),
            ("a  \nb\nc", "<p>a<br>\nb\nc</p>\n"),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
            ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
            ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
            ("1. a", "<ol>\n<li>a</li>\n</ol>\n"),
            ("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
            ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
            (
                "```swift x\nlet a = \"<b>\"\n```",
                "<pre tabindex=\"0\"><code class=\"language-swift\">let a = &quot;&lt;b&gt;&quot;\n</code></pre>\n"
            ),
            ("```a\"b\nx\n```", "<pre tabindex=\"0\"><code>x\n</code></pre>\n"),
            ("a & b < c", "<p>a &amp; b &lt; c</p>\n"),
            ("~a~", "<p>~a~</p>\n"),
            ("", ""),
            ("\u{0}", "<p>\u{FFFD}</p>\n"),
            ("a\u{1}b\u{7F}c", "<p>abc</p>\n"),
        ])
    func blocks(text: String, expected: String) {
        #expect(MarkdownFixture.html(text) == expected)
    }

    @Test(
        "leaves a region for each link to another site",
        arguments: [
            ("[a](https://b.example/c?d=1&e=2)", "<p>⟦https://b.example/c?d=1&e=2⟧a</a></p>\n"),
            ("[a](HTTP://b.example)", "<p>⟦http://b.example⟧a</a></p>\n"),
            ("https://b.example/x.", "<p>⟦https://b.example/x⟧https://b.example/x</a>.</p>\n"),
            ("www.b.example", "<p>⟦http://www.b.example⟧www.b.example</a></p>\n"),
            ("[a *b*](https://c.example \"title\")", "<p>⟦https://c.example⟧a <em>b</em></a></p>\n"),
            ("[a](https://b.example/ä%20\"x)", "<p>⟦https://b.example/%C3%A4%20%22x⟧a</a></p>\n"),
            ("<https://b.example>", "<p>⟦https://b.example⟧https://b.example</a></p>\n"),
            ("[a][r]\n\n[r]: https://b.example", "<p>⟦https://b.example⟧a</a></p>\n"),
            ("[a](/b)", "<p><a href=\"/b\">a</a></p>\n"),
            ("[a](/b \"t\")", "<p><a href=\"/b\">a</a></p>\n"),
            ("[a](#b)", "<p><a href=\"#b\">a</a></p>\n"),
            ("[a](mailto:b@c.example)", "<p><a href=\"mailto:b@c.example\">a</a></p>\n"),
            ("b@c.example", "<p><a href=\"mailto:b@c.example\">b@c.example</a></p>\n"),
            ("[](https://b.example)", "<p></p>\n"),
            ("[a](relative)", "<p>a</p>\n"),
            ("[a](//b.example)", "<p>a</p>\n"),
            ("[a](/\\b.example)", "<p>a</p>\n"),
            ("[a](https:b.example)", "<p>a</p>\n"),
            ("[a](https:///b.example)", "<p>a</p>\n"),
        ])
    func links(text: String, expected: String) {
        #expect(MarkdownFixture.html(text) == expected)
    }

    @Test(
        "shows images of the site's own media only",
        arguments: [
            ("![a *b*](/media/unknown)", "<p>a b</p>\n"),
            ("![a](/media/map.webp)", "<p>a</p>\n"),
            ("![a](/media/map/x)", "<p>a</p>\n"),
            ("![a](https://b.example/c.png)", "<p>a</p>\n"),
            ("![a](/other/c.png)", "<p>a</p>\n"),
            ("![a](/media/../desk)", "<p>a</p>\n"),
            ("![a](/media/%2e%2e/desk)", "<p>a</p>\n"),
            ("![a](/media/)", "<p>a</p>\n"),
            ("![a](/media//b.example)", "<p>a</p>\n"),
            ("[![a](/media/unknown)](/d)", "<p><a href=\"/d\">a</a></p>\n"),
            ("![:fact[gdp]{value}](x)", "<p>about US$620</p>\n"),
        ])
    func images(text: String, expected: String) {
        #expect(MarkdownFixture.html(text) == expected)
    }

    @Test(
        "shifts headings so that the highest is an h2",
        arguments: [
            ("# A\n## B\n###### C", [2, 3, 6]), ("### A\n#### B", [2, 3]), ("## A\n# B", [3, 2]), ("###### A", [2]),
        ])
    func headingLevels(text: String, levels: [Int]) {
        var page = MarkdownPage()
        let rendered = MarkdownFixture.renderer().render(MarkdownDocument(text), on: &page)
        #expect(rendered.headings.map(\.level) == levels)
    }

    @Test(
        "gives headings ids that are unique and not the page's own",
        arguments: [
            ("What’s *new* & “good”?", "whats-new-good"), ("Café Ångström", "cafe-angstrom"), ("Sources", "sources-2"),
            ("Main", "main-2"), ("More about", "more-about-2"), ("Source 1", "source-1-2"), ("Cite 12", "cite-12-2"),
            ("Comment 3", "comment-3-2"), ("Source code", "source-code"), ("한국", "part"), ("-", "part"),
            ("2 + 2", "2-2"),
            (":fact[gdp]{value}", "about-us-620"),
        ])
    func anchors(heading: String, anchor: String) {
        var page = MarkdownPage()
        let rendered = MarkdownFixture.renderer().render(MarkdownDocument("## \(heading)"), on: &page)
        #expect(rendered.headings.map(\.anchor) == [anchor])
        #expect(MarkdownFixture.html(rendered).hasPrefix("<h2 id=\"\(anchor)\">"))
        let again = MarkdownFixture.renderer().render(MarkdownDocument("## \(heading)"), on: &page)
        #expect(again.headings.map(\.anchor) != [anchor])
    }

    @Test("wraps tables so that they scroll by themselves, each with a label of its own")
    func tables() {
        let table = "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|\n"
        let html = MarkdownFixture.html("## Size\n\n\(table)\nand\n\n\(table)")
        #expect(
            html.contains(
                """
                <div class="scroll" role="region" tabindex="0" aria-label="Table: Size"><table>
                <thead>
                <tr><th scope="col">a</th><th scope="col" class="centred">b</th><th scope="col" class="num">c</th></tr>
                </thead>
                <tbody>
                <tr><td>1</td><td class="centred">2</td><td class="num">3</td></tr>
                </tbody>
                </table></div>
                """))
        #expect(html.contains("aria-label=\"Table 2: Size\""))
        #expect(MarkdownFixture.html(table).contains("aria-label=\"Table\""))
        #expect(!html.contains("style="))
        #expect(MarkdownFixture.html("||a|\n|-|-|\n|b|c|").contains("<tr><td></td><th scope=\"col\">a</th></tr>"))
        #expect(MarkdownFixture.html("|a|\n|-|").contains("</thead>\n</table>"))
    }

    @Test("sets footnotes with letters at the end, with a way back")
    func footnotes() {
        let html = MarkdownFixture.html("a[^x] b[^y] c[^x]\n\n[^y]: Why\n[^x]: Ex")
        #expect(
            html == """
                <p>a<sup class="note-ref"><a href="#note-1" id="note-ref-1" aria-label="Note a">a</a></sup> \
                b<sup class="note-ref"><a href="#note-2" id="note-ref-2" aria-label="Note b">b</a></sup> \
                c<sup class="note-ref"><a href="#note-1" aria-label="Note a">a</a></sup></p>
                <section class="footnotes" aria-label="Notes">
                <ol type="a">
                <li id="note-1">
                <p>Ex</p>
                <p class="backlinks"><a href="#note-ref-1" aria-label="Back to note a in the text">↩</a></p></li>
                <li id="note-2">
                <p>Why</p>
                <p class="backlinks"><a href="#note-ref-2" aria-label="Back to note b in the text">↩</a></p></li>
                </ol>
                </section>

                """)
        #expect(MarkdownSetting.letters(26) == "z")
        #expect(MarkdownSetting.letters(27) == "aa")
        #expect(MarkdownSetting.letters(703) == "aaa")
    }

    @Test(
        "shows raw HTML as text, and comments not at all",
        arguments: [
            ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"),
            ("<div onclick=\"x\">\na\n</div>", "<p>&lt;div onclick=&quot;x&quot;&gt;\na\n&lt;/div&gt;</p>\n"),
            ("a <!-- secret --> b", "<p>a  b</p>\n"),
            ("<!-- secret -->\n\na", "<p>a</p>\n"),
            (
                "<!-- a --><script>x</script><!-- b -->",
                "<p>&lt;!-- a --&gt;&lt;script&gt;x&lt;/script&gt;&lt;!-- b --&gt;</p>\n"
            ),
            ("<!---->", ""),
        ])
    func rawHTML(text: String, expected: String) {
        #expect(MarkdownFixture.html(text) == expected)
    }

    @Test("is parsed by many at once without losing anything")
    func concurrently() async {
        let text = "a ~~b~~ www.c.example :fact[gdp]{value}\n\n|a|\n|-|\n|b|\n"
        let expected = MarkdownFixture.html(text)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<400 { group.addTask { MarkdownFixture.html(text) == expected } }
            for await isSame in group { #expect(isSame) }
        }
    }
}
