import Kernel
import Markdown

@testable import Editorial
@testable import Pictures

/// Facts and sources that texts of the tests refer to, and a way to read what became of a text.
enum MarkdownFixture {
    static let sources = [source("census"), source("bank"), source("atlas")]

    static let facts = [
        fact("arrivals", value: "27000", unit: "people", qualifier: .about, asOf: "2014", source: "census"),
        fact("gdp", value: "620", unit: "US$", qualifier: .about, asOf: "2013", source: "bank"),
        fact(
            "crowd", value: "hundreds of thousands", unit: "of people", qualifier: nil, asOf: "2015-07",
            source: "census"),
        fact("cold", value: "-40", unit: "°C", qualifier: nil, asOf: "2020-02-29", source: "atlas"),
    ]

    static func source(_ slug: String) -> Source {
        Source(
            slug: EditorialTests.slug(slug), title: "The \(slug)", author: nil, publisher: "Publisher",
            published: date("2014"), address: "https://\(slug).example/report",
            accessed: day("2026-01-02"))
    }

    static func fact(
        _ slug: String, value: String, unit: String?, qualifier: Fact.Qualifier?, asOf: String, source: String,
        reviewInterval: Int = 36_500
    ) -> Fact {
        Fact(
            slug: EditorialTests.slug(slug), label: "Label of \(slug)", value: value, unit: unit, qualifier: qualifier,
            asOf: date(asOf), source: EditorialTests.slug(source), reviewInterval: reviewInterval, reviewed: nil,
            note: nil)
    }

    /// What an image of the site's own says of itself, with what has to be escaped.
    static let image = Image(
        slug: EditorialTests.slug("map"), alternative: "A map of \"it\" & more", credit: "Ann <a@b.example>",
        licence: .ccBy4, source: "https://maps.example/?a=1&b=2", focus: .centre, width: 2000, height: 1000,
        uploaded: moment("2026-01-01T00:00:00Z"), uploadedBy: .init(account: "x", name: "X"),
        variants: [(ImageVariant.Kind.avif, MediaName.Format.avif), (.webp, .webp), (.jpeg, .jpeg)].flatMap {
            kind, format in
            [360, 640].map { width in
                ImageVariant(
                    kind: kind, width: width, height: width / 2, length: 1,
                    name: MediaName(digest: String(repeating: width == 360 ? "a" : "b", count: 32), format: format))
            }
        })

    static func renderer(today: CalendarDay? = nil) -> MarkdownRenderer {
        MarkdownRenderer(
            facts: Dictionary(uniqueKeysWithValues: facts.map { ($0.slug, $0) }),
            sources: Dictionary(uniqueKeysWithValues: sources.map { ($0.slug, $0) }), images: [image.slug: image],
            today: today)
    }

    /// The HTML of a text, with each outbound link's opening tag as `⟦address⟧`, and without notices.
    static func html(_ text: String, today: CalendarDay? = nil) -> String {
        var page = MarkdownPage()
        return html(renderer(today: today).render(MarkdownDocument(text), on: &page))
    }

    static func html(_ rendered: RenderedMarkdown) -> String {
        rendered.pieces.map { piece in
            switch piece {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .region(.outboundLink(let link)): "⟦\(link.address)⟧"
            case .region(.notice): ""
            case .region(let region): "⟦\(region)⟧"
            }
        }.joined()
    }

    static func problems(_ text: String) -> [MarkdownProblem] {
        MarkdownDocument(text).problems(facts: Set(facts.map(\.slug)), sources: Set(sources.map(\.slug)))
    }
}
