import Testing

@testable import AudienceWeb

@Suite struct CommentMarkdownTests {
    private func html(_ markdown: String) -> String {
        String(decoding: CommentMarkdown.html(from: markdown), as: UTF8.self)
    }

    @Test(arguments: [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("> said", "<blockquote><p>said</p></blockquote>"), ("# loud", "<p>loud</p>"),
        (
            "[x](https://a.example/?a=1&b=2)",
            "<p><a rel=\"ugc nofollow\" href=\"https://a.example/?a=1&amp;b=2\">x</a></p>"
        ),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    ])
    func theSubset(markdown: String, expected: String) {
        #expect(html(markdown) == expected)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=alert(1)>b</b>",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>alert(1)</script>)",
        "![x](javascript:alert(1))", "<https://a.example/\" onclick=\"alert(1)>",
        "[x](https://a.example/\"onclick=alert(1))",
        "[x]: javascript:alert(1)\n\n[x]", "`<script>`", "    <script>alert(1)</script>", "<!--\n<script>\n-->",
        "[a](vbscript:x)", "<svg/onload=alert(1)>", "&lt;script&gt;", "[x](//evil.example)", "[x](/desk)",
    ])
    func nothingOfItRuns(markdown: String) {
        let html = html(markdown)
        for tag in ["<script", "<img", "<b ", "<svg", "javascript:", "vbscript:", "data:", "<!--"] {
            // As text it may stand there; as markup it would need its bracket or an attribute.
            let markup = tag.hasPrefix("<") ? tag : "href=\"\(tag)"
            #expect(!html.lowercased().contains(markup))
        }
        #expect(!html.contains("\" onclick"))
        #expect(!html.contains("href=\"/"))
    }

    @Test func plainTextHasTheWordsOnly() {
        #expect(CommentMarkdown.plainText(from: "a *b*\nc\n\n> d") == "a b c d")
    }

    @Test func deepNestingEnds() {
        #expect(html(String(repeating: "> ", count: 5000) + "x").contains("x"))
        #expect(!html(String(repeating: "*a ", count: 5000)).isEmpty)
    }
}
