import Kernel
import Markdown
import Testing

@testable import Editorial

@Suite("Evaluations in a text")
struct EvaluationMarkdownTests {
    private func render(_ text: String, _ sheet: EvaluationSheet = EvaluationFixture.sheet) -> RenderedMarkdown {
        let renderer = MarkdownRenderer(
            facts: [:], sources: [:], evaluations: [sheet.evaluation.slug: sheet], products: sheet.products,
            today: nil)
        var page = MarkdownPage()
        return renderer.render(MarkdownDocument(text), on: &page)
    }

    private func html(_ text: String, _ sheet: EvaluationSheet = EvaluationFixture.sheet) -> String {
        MarkdownFixture.html(render(text, sheet))
    }

    @Test("are a table in ranked order, with a caption, scopes, weights and who tested when")
    func table() {
        let html = html("Before.\n\n:evaluation[kettles]\n\nAfter.")
        #expect(html.hasPrefix("<p>Before.</p>\n<section class=\"evaluation\" aria-label=\"Kettles\">"))
        #expect(html.hasSuffix("</section>\n<p>After.</p>\n"))
        #expect(html.contains("<caption>Kettles. Scores from 0 to 10; under each criterion, what it counts.</caption>"))
        #expect(
            html.contains(
                "<th scope=\"col\" class=\"num\"><bdi>Speed</bdi> <span class=\"weight\">60%</span></th>"))
        let alpha =
            "<tr><td class=\"num\">1</td><th scope=\"row\">⟦https://alpha.example/kettle⟧<bdi>Alpha</bdi></a> "
            + "<span class=\"maker\"><bdi>Maker</bdi></span></th><td class=\"num\"><strong>6.20</strong></td>"
            + "<td class=\"num\">9.0</td><td class=\"num\">2.0</td>"
            + "<td><bdi>Tess</bdi>, <time datetime=\"2026-01-01\">1\u{A0}January 2026</time></td></tr>"
        #expect(html.contains(alpha))
        let order = ["Alpha", "Beta", "Gamma"].compactMap { html.firstRange(of: "<bdi>\($0)</bdi></a>")?.lowerBound }
        #expect(order.count == 3)
        #expect(order == order.sorted())
        #expect(html.contains("<td class=\"num\">–</td><th scope=\"row\">⟦https://gamma.example/kettle⟧"))
        #expect(html.contains("<td class=\"num\"><span class=\"untested\">not yet tested</span></td>"))
        #expect(html.contains("<p>We <em>boiled</em> a litre.</p>"))
        #expect(html.contains("The total: 3 × 9.0 + 2 × 2.0 = 31.0 of 50, which is 6.20 of 10."))
        #expect(html.contains("<p dir=\"auto\">Measured.</p>"))
    }

    @Test("leave it to others to say whether their products belong to the publisher")
    func independence() {
        let notices = render(":evaluation[kettles]").pieces.compactMap { piece -> Notice? in
            if case .region(.notice(let notice)) = piece { notice } else { nil }
        }
        #expect(
            notices == [
                .independence(of: ["alpha", "beta", "gamma"].map { "https://\($0).example/kettle" })
            ])
    }

    @Test("have their own headings below that of the text around them")
    func headings() {
        #expect(html(":evaluation[kettles]").contains("<h2 id=\"how-it-was-tested\">"))
        #expect(html("## Kettles\n\n:evaluation[kettles]").contains("<h3 id=\"how-it-was-tested\">"))
        let twice = html(":evaluation[kettles]\n\n:evaluation[kettles]")
        #expect(twice.contains("id=\"how-it-was-tested-2\""))
    }

    @Test(
        "stand in paragraphs of their own",
        arguments: [
            "See :evaluation[kettles].", "- :evaluation[kettles]", "> :evaluation[kettles]", "## :evaluation[kettles]",
            "| a |\n|---|\n| :evaluation[kettles] |", "**:evaluation[kettles]**", "[:evaluation[kettles]](/a)",
            ":evaluation[kettles]\n:evaluation[kettles]", "A[^1]\n\n[^1]: :evaluation[kettles]",
        ])
    func alone(text: String) {
        let problems = MarkdownDocument(text).problems(
            facts: [], sources: [], evaluations: [slug("kettles")], products: [])
        #expect(!problems.isEmpty)
        #expect(problems.allSatisfy { $0.fault == .notAlone })
        #expect(!html(text).contains("<table class"))
        #expect(html(text).contains(":evaluation[kettles]"))
    }

    @Test("that are unknown or misspelt are told by their line")
    func unknown() {
        let problems = MarkdownDocument(
            "One.\n\n:evaluation[none]\n\nA :product[nothing] and :evaluation[Not a slug]\n\n:product[x]{y}"
        ).problems(facts: [], sources: [])
        #expect(problems.map(\.line) == [3, 5, 5, 7])
        #expect(
            problems.map(\.fault) == [.unknownEvaluation, .invalidSlug, .unknownProduct, .unknownOption]
                || problems.map(\.fault) == [.unknownEvaluation, .unknownProduct, .invalidSlug, .unknownOption])
        #expect(problems[0].description == "Line 3: there is no evaluation for “:evaluation[none]”.")
        #expect(html(":evaluation[none]") == "<p>:evaluation[none]</p>\n")
        #expect(html("\\:evaluation[kettles]") == "<p>:evaluation[kettles]</p>\n")
        #expect(html("`:product[alpha]`") == "<p><code>:product[alpha]</code></p>\n")
    }

    @Test("and products are outbound links, but within a link only names")
    func product() {
        #expect(
            html("The :product[alpha] boils.")
                == "<p>The ⟦https://alpha.example/kettle⟧<bdi>Alpha</bdi></a> boils.</p>\n")
        #expect(html("[the :product[alpha]](/a)") == "<p><a href=\"/a\">the Alpha</a></p>\n")
        #expect(html("A :product[none].") == "<p>A :product[none].</p>\n")
    }

    @Test("set hostile names and evidence as the text that they are")
    func hostile() {
        let bad = "<script>alert(1)</script>\" onload=\"x"
        var evaluation = EvaluationFixture.evaluation
        evaluation.title = bad
        evaluation.method = "<img src=x onerror=alert(1)>"
        evaluation.criteria = EvaluationFixture.criteria.map {
            Criterion(slug: $0.slug, name: "قوة 🌅 \(bad)", weight: $0.weight, scale: bad, good: bad)
        }
        for cell in evaluation.scores.keys {
            evaluation.scores[cell] = EvaluationFixture.score("1.0", evidence: bad, tester: Tester(name: bad))
        }
        let products = EvaluationFixture.products.map {
            Product(
                slug: $0.slug, name: "غلاية ☕️ \(bad)", maker: bad, address: "https://x.example/\"><script>", note: bad)
        }
        let result = html(":evaluation[kettles]", EvaluationSheet(evaluation, products: products))
        #expect(!result.contains("<script"))
        #expect(!result.contains("<img"))
        #expect(!result.contains("\" onload=\""))
        #expect(result.contains("<bdi>غلاية ☕️ &lt;script&gt;"))
        #expect(result.contains("⟦https://x.example/%22%3E%3Cscript%3E⟧"))
    }

    @Test("are searched by their title and products")
    func plainText() {
        #expect(
            render("A\n\n:evaluation[kettles]\n\nB").plainText
                == "A\nKettles\nAlpha (Maker): 6.20\nBeta (Maker): 6.00\nGamma (Maker): not yet tested\nB")
        #expect(render("The :product[alpha].").plainText == "The Alpha.")
    }
}
