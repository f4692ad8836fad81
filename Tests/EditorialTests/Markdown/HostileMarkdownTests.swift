import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite("Hostile Markdown")
struct HostileMarkdownTests {
    static let payloads = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
        "<iframe src=javascript:alert(1)>", "<a href=\"javascript:alert(1)\">a</a>", "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))", "[a](java&#x0A;script:alert(1))", "[a](java%0ascript:alert(1))",
        "[a](&#106;avascript:alert(1))", "[a](\u{1}javascript:alert(1))", "[a](<java\tscript:alert(1)>)",
        "[a]( javascript:alert(1))", "[a](javascript&colon;alert(1))", "[a](vbscript:msgbox(1))",
        "[a](data:text/html,<script>alert(1)</script>)", "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](javascript:alert(1))", "![a](data:image/svg+xml,<svg onload=alert(1)>)", "![a\"onerror=\"alert(1)](x)",
        "![a](/media/x.png\"onerror=\"alert(1))", "![\"onerror=\"alert(1)](/media/map)",
        "![a](/media/map '\"onload=\"alert(1)')", "![a](/media/map \"<script>alert(1)</script>\")",
        "![<img src=x onerror=alert(1)>](/media/map)", "<javascript:alert(1)>", "<data:text/html,x>",
        "[a]: javascript:alert(1)\n\n[a]", "[a]: data:text/html,x 'y'\n\n[a][a]", "[a](/x\"onclick=\"alert(1))",
        "[a](/x 'y\"onclick=\"alert(1)')", "[a](https://b.example/\"onclick=\"alert(1))",
        "[a](https://b.example 'x\" onmouseover=\"alert(1)')", "`<script>alert(1)</script>`",
        "```\n<script>alert(1)</script>\n```", "```\"><script>alert(1)</script>\nx\n```",
        "```x\" onclick=\"alert(1)\ny\n```", "# <script>alert(1)</script>", "## \" onclick=\"alert(1)",
        "|<script>alert(1)</script>|\n|-|\n|<img src=x onerror=alert(1)>|", "## \"><script>x</script>\n\n|a|\n|-|\n|b|",
        "[^<script>]\n\n[^<script>]: <script>alert(1)</script>", "[^\"onclick=\"]\n\n[^\"onclick=\"]: a",
        "<scr\u{0}ipt>alert(1)</script>", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version=\"1.0\"?><script>alert(1)</script>", "<!DOCTYPE html><script>alert(1)</script>",
        "<style>*{background:url(javascript:alert(1))}</style>",
        "<math><mtext></mtext><script>alert(1)</script></math>",
        "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>",
        "<form action=//evil.example><button>a</button></form>", ":fact[\"><script>alert(1)</script>]",
        ":fact[arrivals]{\"><script>alert(1)</script>}", ":cite[<img src=x onerror=alert(1)>]",
        "www.x.example/\"onclick=\"alert(1)", "http://x.example/<script>alert(1)</script>",
        "[<script>alert(1)</script>](/x)", "<details open ontoggle=alert(1)>", "<a/href=\"j&#97;vascript:alert(1)\">x",
        "[a](//evil.example)", "[a](/\\evil.example)", "[a](\\\\evil.example)", "[a](file:///etc/passwd)",
        "[a](https:javascript:alert(1))", "[a](blob:https://x)", "[a](intent://x)",
    ]

    /// The tags and attributes that set Markdown can hold; anything else would have come from the text.
    static let known: [String: Set<String>] = [
        "p": ["class"], "em": [], "strong": [], "del": [], "code": ["class"], "pre": ["tabindex"], "ul": [],
        "ol": ["start", "type"], "li": ["id"], "blockquote": [], "hr": [], "br": [], "a": ["href", "id", "aria-label"],
        "h2": ["id"], "div": ["class", "role", "tabindex", "aria-label"], "table": [], "thead": [], "tbody": [],
        "tr": [], "th": ["scope", "class"], "td": ["class"], "sup": ["class", "id"], "span": ["class"],
        "data": ["class", "value"], "section": ["class", "aria-label"],
        "img": ["src", "srcset", "sizes", "width", "height", "alt", "title", "loading", "decoding"], "picture": [],
        "source": ["type", "srcset", "sizes"], "figure": ["class"], "figcaption": [],
    ]

    @Test("is inert", arguments: payloads)
    func inert(payload: String) throws {
        for text in [payload, "a \(payload) b", "> - \(payload)", "**\(payload)**"] {
            let html = MarkdownFixture.html(text)
            for tag in try Self.tags(of: html) {
                let attributes = try #require(Self.known[tag.name], "<\(tag.name)> in \(html)")
                for (name, value) in tag.attributes {
                    #expect(attributes.contains(name), "\(name) in \(html)")
                    if name == "href" {
                        let isSafe = value.hasPrefix("#") || value.hasPrefix("mailto:") || Self.isPath(value)
                        #expect(isSafe, "\(value) in \(html)")
                    }
                    if name == "src" { #expect(value.hasPrefix("/media/")) }
                }
            }
        }
    }

    @Test("leaves regions only for addresses of the web", arguments: payloads)
    func regions(payload: String) {
        var page = MarkdownPage()
        for piece in MarkdownFixture.renderer().render(MarkdownDocument(payload), on: &page).pieces {
            guard case .region(.outboundLink(let link)) = piece else { continue }
            #expect(link.address.hasPrefix("https://") || link.address.hasPrefix("http://"))
            #expect(!link.address.contains { "\"<>\\ \n".contains($0) })
        }
    }

    private static func isPath(_ value: String) -> Bool {
        value.hasPrefix("/") && !value.hasPrefix("//") && !value.hasPrefix("/\\")
    }

    struct Tag {
        let name: String
        let attributes: [(String, String)]
    }

    /// Reads the tags as a browser would; throws on anything that isn't of the one form that the renderer writes.
    static func tags(of html: String) throws -> [Tag] {
        var tags: [Tag] = []
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            if rest.first == "/" {
                rest = rest.drop { $0 != ">" }
                continue
            }
            let name = rest.prefix { $0.isLetter || $0.isNumber }
            rest = rest.dropFirst(name.count)
            var attributes: [(String, String)] = []
            while rest.first == " " {
                rest = rest.dropFirst()
                let key = rest.prefix { $0.isLetter || $0 == "-" }
                rest = rest.dropFirst(key.count)
                try #require(rest.hasPrefix("=\""), "attribute in \(html)")
                rest = rest.dropFirst(2)
                let value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 1)
                attributes.append((String(key), String(value)))
            }
            try #require(rest.first == ">", "tag in \(html)")
            tags.append(Tag(name: String(name), attributes: attributes))
        }
        return tags
    }

    static let megabyte = 1_000_000

    static func filled(_ part: String, to size: Int = megabyte) -> String {
        String(repeating: part, count: size / part.utf8.count)
    }

    static let bombs: [(name: String, text: String)] = [
        ("quotations", filled(">")), ("spaced quotations", filled("> ")), ("lists", filled("- ")),
        ("numbered lists", filled("1. ")), ("brackets", filled("[")), ("links", filled("[a](")),
        ("images", filled("![")), ("closing brackets", filled("]")),
        ("nested brackets", filled("[", to: 500_000) + filled("]", to: 500_000)), ("emphasis", filled("*a ")),
        ("mixed emphasis", filled("*a_")), ("stars", filled("*")), ("mixed openers", filled("*_~[")),
        ("backticks", (1...1400).map { String(repeating: "`", count: $0) }.joined(separator: " ")),
        ("tags", filled("<")), ("attributes", filled("<a href=\"")), ("ampersands", filled("&")),
        ("backslashes", filled("\\")), ("tildes", filled("~~a ")), ("references", filled("[a]: b\n")),
        ("footnotes", filled("[^a]")), ("wide table", filled("|a") + "|\n" + filled("|-") + "|\n"),
        ("long table", "|a|b|\n|-|-|\n" + filled("|a|b|\n")), ("table after a paragraph", filled("a\n") + "|-|\n"),
        ("tables", filled("a|b\n-|-\n")), ("addresses", filled("http://a ")), ("address", "http://a" + filled(")")),
        ("mail", filled("a@")), ("quotes", filled("\"")), ("quotes on lines", filled("\"\n")),
        ("mixed quotes", filled("'\"")), ("quotes in paragraphs", filled(filled("\"", to: 990) + "\n\n")),
        ("lazy lines", filled(">", to: 500_000) + "a\n" + filled("b\n", to: 500_000)),
        ("lazy lines within the limit", filled(">", to: 60) + "a\n" + filled("b\n")),
        ("nested list", (0..<900).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined()),
        ("directives", filled(":fact[")), ("facts", filled(":fact[gdp] ")), ("headings", filled("# a\n")),
        ("equal headings", filled("## sources\n\n")), ("blank lines", filled("\n")), ("entities", filled("&lt;")),
    ]

    @Test("of a megabyte is set in bounded time and depth", .timeLimit(.minutes(5)), arguments: bombs.map(\.name))
    func bomb(name: String) throws {
        let bomb = try #require(Self.bombs.first { $0.name == name })
        let elapsed = ProcessorTime.measure {
            let html = MarkdownFixture.html(bomb.text)
            #expect(Self.depth(of: html) <= 120)
        }
        // Far from what a debug build on a busy machine takes; quadratic time is minutes.
        #expect(elapsed < .seconds(30), "\(name) took \(elapsed)")
    }

    static func depth(of html: String) -> Int {
        var depth = 0
        var deepest = 0
        var previous = UInt8(0)
        for byte in html.utf8 {
            if previous == UInt8(ascii: "<") {
                if byte == UInt8(ascii: "/") { depth -= 1 } else { depth += 1 }
                deepest = max(deepest, depth)
            }
            previous = byte
        }
        // `<hr>` and `<br>` have no end; the bombs make none.
        return deepest
    }
}
