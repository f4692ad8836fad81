import Testing

@testable import CommerceWeb

@Suite struct SponsoredTextTests {
    private func html(_ markdown: String) -> String { String(decoding: SponsoredText(markdown).html, as: UTF8.self) }

    @Test func linksThatLeaveTheSiteAreMarked() {
        let html = html("[There](https://a.example/?b=1&c=\"2\"), [here](/partners), [mail](mailto:a@b.example).")
        #expect(
            html.contains(
                "<a href=\"https://a.example/?b=1&amp;c=%222%22\" rel=\"sponsored nofollow noopener\">There</a>"))
        #expect(html.contains("<a href=\"/partners\">here</a>"))
        #expect(html.contains("<a href=\"mailto:a@b.example\">mail</a>"))
    }

    @Test func markdownIsSetAsInArticles() {
        let html = html("# Head\n\n- *one*\n- **two**\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n")
        #expect(html.contains("<h2 id=\"head\">Head</h2>"))
        #expect(html.contains("<li><em>one</em></li>"))
        #expect(html.contains("<td class=\"num\">2</td>"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))", "[x](data:text/html;base64,x)", "[x](//elsewhere.example/)",
        "![x](https://a.example/x.png)",
        "<a href=\"https://a.example/\">x</a>", "x <!--/fill--><script>alert(1)</script>",
        "[x](https://a.example/\"onclick=\"alert(1))", ":fact[moon-distance]", ":evaluation[kettles]",
    ])
    func nothingOfATextIsMoreThanText(markdown: String) {
        let html = html(markdown).replacing(#/<a href="https:\/\/[^"]*" rel="sponsored nofollow noopener">/#, with: "")
        #expect(!html.contains(#/<(script|img|a|iframe|data)\b/#), "\(html)")
        #expect(!html.contains("<!--"), "\(html)")
    }
}
