import Kernel
import Markdown
import Testing

@testable import Editorial

@Suite("Directives in a text")
struct DirectiveTests {
    static let cite = ##"<sup class="cite" id="cite-1"><a href="#source-1" aria-label="Source 1">1</a></sup>"##
    static let arrivals = "<data class=\"fact\" value=\"27000\">about 27,000\u{A0}people</data>"

    @Test(
        "become what they stand for",
        arguments: [
            (":fact[arrivals]", "<p>\(arrivals) <span class=\"as-of\">(as of 2014)</span>\(cite)</p>\n"),
            (":fact[arrivals]{value}.", "<p>\(arrivals)\(cite).</p>\n"),
            ("So.:cite[census]", "<p>So.\(cite)</p>\n"),
            ("word:cite[census]word", "<p>word\(cite)word</p>\n"),
            ("**:fact[arrivals]{value}**", "<p><strong>\(arrivals)\(cite)</strong></p>\n"),
            ("*a:fact[arrivals]{value}*", "<p><em>a\(arrivals)\(cite)</em></p>\n"),
            (
                ":fact[crowd]",
                "<p><data class=\"fact\" value=\"hundreds of thousands\">hundreds of thousands of people</data> "
                    + "<span class=\"as-of\">(as of July 2015)</span>\(cite)</p>\n"
            ),
            (
                ":fact[cold]",
                "<p><data class=\"fact\" value=\"-40\">−40\u{A0}°C</data> "
                    + "<span class=\"as-of\">(as of 29\u{A0}February 2020)</span>\(cite)</p>\n"
            ),
        ])
    func rendering(text: String, expected: String) {
        #expect(MarkdownFixture.html(text) == expected)
        #expect(MarkdownFixture.problems(text) == [])
    }

    @Test(
        "are ordinary text where they aren't meant",
        arguments: [
            (#"\:fact[arrivals]"#, "<p>:fact[arrivals]</p>\n"),
            ("`:fact[arrivals]`", "<p><code>:fact[arrivals]</code></p>\n"),
            ("```\n:fact[arrivals]\n```", "<pre tabindex=\"0\"><code>:fact[arrivals]\n</code></pre>\n"),
            ("    :fact[arrivals]", "<pre tabindex=\"0\"><code>:fact[arrivals]\n</code></pre>\n"),
            ("a :fact b", "<p>a :fact b</p>\n"),
            ("a : b", "<p>a : b</p>\n"),
            (":fact [arrivals]", "<p>:fact [arrivals]</p>\n"),
            ("&#58;fact[arrivals]", "<p>:fact[arrivals]</p>\n"),
            ("Note:this[/x]", "<p>Note:this[/x]</p>\n"),
            ("See:[here](/a)", "<p>See:<a href=\"/a\">here</a></p>\n"),
            ("see :source[here](/a)", "<p>see :source<a href=\"/a\">here</a></p>\n"),
            ("12:30 o'clock", "<p>12:30 o’clock</p>\n"),
            (":", "<p>:</p>\n"),
        ])
    func notDirectives(text: String, expected: String) {
        #expect(MarkdownFixture.html(text) == expected)
        #expect(MarkdownFixture.problems(text) == [])
    }

    @Test(
        "that can't be understood are named with their line",
        arguments: [
            ("\n\n:fact[nobody]", MarkdownProblem.Fault.unknownFact, ":fact[nobody]", 3),
            ("a\n:cite[nobody]", .unknownSource, ":cite[nobody]", 2),
            (":cite[arrivals]", .unknownSource, ":cite[arrivals]", 1),
            (":fact[census]", .unknownFact, ":fact[census]", 1),
            ("a\nb :fact[arrivals]{raw}", .unknownOption, ":fact[arrivals]{raw}", 2),
            (":fact[arrivals]{}", .unknownOption, ":fact[arrivals]{}", 1),
            (":fact[arrivals]{ value }", .unknownOption, ":fact[arrivals]{ value }", 1),
            (":cite[census]{value}", .unknownOption, ":cite[census]{value}", 1),
            (":fact[]", .invalidSlug, ":fact[]", 1),
            (":fact[Two Words]", .invalidSlug, ":fact[Two Words]", 1),
            (":fact[a--b]", .invalidSlug, ":fact[a--b]", 1),
            (":fact[arrivals", .unclosed, ":fact[", 1),
            (":fact[arri\nvals]", .unclosed, ":fact[", 1),
            (":fact[arrivals]{value", .unclosed, ":fact[arrivals]{", 1),
            (":facts[arrivals]", .unknownName, ":facts[arrivals]", 1),
            (":Fact[arrivals]", .unknownName, ":Fact[arrivals]", 1),
            ("- a\n- b\n- :cite[nobody]", .unknownSource, ":cite[nobody]", 3),
            ("> a\n> :cite[nobody]", .unknownSource, ":cite[nobody]", 2),
            ("# :cite[nobody]", .unknownSource, ":cite[nobody]", 1),
            ("a[^1]\n\n[^1]: b :cite[nobody]", .unknownSource, ":cite[nobody]", 3),
            ("|a|\n|-|\n|x|\n|:cite[nobody]|", .unknownSource, ":cite[nobody]", 4),
        ])
    func problems(text: String, fault: MarkdownProblem.Fault, directive: String, line: Int) {
        #expect(MarkdownFixture.problems(text) == [MarkdownProblem(fault: fault, directive: directive, line: line)])
        // A stored text is still shown, with the directive as it was written.
        #expect(MarkdownFixture.html(text).contains(directive))
    }

    @Test("at the end of a long line are found")
    func longLine() {
        let text = String(repeating: "word ", count: 2000) + ":fact[arrivals]{value}"
        #expect(MarkdownFixture.html(text).hasSuffix("\(Self.arrivals)\(Self.cite)</p>\n"))
    }

    @Test("number sources in the order of their first citation, on from text to text")
    func numbering() {
        var page = MarkdownPage()
        let renderer = MarkdownFixture.renderer()
        let answer = renderer.render(MarkdownDocument("A:cite[bank] b:cite[census]"), on: &page)
        let body = renderer.render(MarkdownDocument("C:cite[atlas] d:cite[bank]"), on: &page)
        #expect(MarkdownFixture.html(answer).contains(##"id="cite-2"><a href="#source-2""##))
        #expect(MarkdownFixture.html(body).contains(##"<sup class="cite" id="cite-3"><a href="#source-3""##))
        #expect(MarkdownFixture.html(body).contains(##"<sup class="cite"><a href="#source-1""##))
        #expect(page.citations.sources.map(\.description) == ["bank", "census", "atlas"])
    }

    @Test("inside a link give their value there and their citation after it")
    func insideLink() {
        #expect(
            MarkdownFixture.html("[see :fact[arrivals]{value} and:cite[bank]](/x) b")
                == "<p><a href=\"/x\">see \(Self.arrivals) and</a>\(Self.cite)"
                + ##"<sup class="cite" id="cite-2"><a href="#source-2" aria-label="Source 2">2</a></sup> b</p>"## + "\n"
        )
    }

    @Test("give plain text without citations")
    func plainText() {
        let document = MarkdownDocument("About :fact[arrivals] came.:cite[bank]\n\n- :fact[gdp]{value}")
        #expect(
            MarkdownFixture.renderer().plainText(of: document) == "About about 27,000\u{A0}people came.\nabout US$620")
    }

    @Test("of a stale fact say so")
    func stale() {
        var facts: [Slug: Fact] = [:]
        let fact = MarkdownFixture.fact(
            "old", value: "1", unit: nil, qualifier: nil, asOf: "2020", source: "census", reviewInterval: 10)
        facts[fact.slug] = fact
        let sources = [MarkdownFixture.sources[0].slug: MarkdownFixture.sources[0]]
        for (today, expected) in [("2021-01-09", "(as of 2020)"), ("2021-01-10", "(as of 2020, due for review)")] {
            let renderer = MarkdownRenderer(facts: facts, sources: sources, today: CalendarDay(today))
            var page = MarkdownPage()
            let html = MarkdownFixture.html(renderer.render(MarkdownDocument(":fact[old]"), on: &page))
            #expect(html.contains(expected))
        }
    }
}
