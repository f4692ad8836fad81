import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite("The links of published articles to other sites")
struct OutboundLinkIndexTests {
    @Test("are those of its text and of its sources, as they are now", arguments: TestEngine.allCases)
    func present(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let index = OutboundLinkIndex(articles: site.articles, changes: site.changes)
            #expect(try await index.all().isEmpty)
            let source = try #require(MarkdownFixture.sources.first)
            try await site.publish("a") {
                $0.answer = "See [this](https://one.example/?a=1&b=2) and [that](/inside)."
                $0.body =
                    "And [more](HTTPS://two.example/é \"title\"), `[code](https://code.example/)` :cite[\(source.slug)]."
            }
            try await site.publish("b")
            let articles = try await index.all()
            #expect(articles.map(\.slug) == [slug("a"), slug("b")])
            #expect(articles[0].title == "Title of a")
            #expect(
                articles[0].links == [
                    OutboundLink(address: "https://one.example/?a=1&b=2"),
                    OutboundLink(address: "https://two.example/%C3%A9"),
                    OutboundLink(address: source.address, place: .source),
                ])
            #expect(articles[1].links.isEmpty)
            try await site.sources.save(
                Source(
                    slug: source.slug, title: source.title, author: nil, publisher: source.publisher, published: nil,
                    address: "https://moved.example/", accessed: source.accessed))
            #expect(try await index.all()[0].links.last?.address == "https://moved.example/")
            try await site.publish("a", 1) { $0.body = "Only [this](https://three.example/)." }
            #expect(try await index.all()[0].links == [OutboundLink(address: "https://three.example/")])
        }
    }

    @Test("are the links that the article’s page leaves open", arguments: TestEngine.allCases)
    func asOnThePage(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("a") {
                $0.body = """
                    - [*one*](https://one.example/) https://auto.example/x <https://angle.example/>
                    - [](https://empty.example/) ![image](https://image.example/) [bad](javascript:alert(1))

                    | a | b |
                    |---|---|
                    | [cell](https://cell.example/) | [ref] |

                    [ref]: https://ref.example/
                    """
            }
            let page = try #require(try await site.page("a"))
            let open = (page.answer.pieces + page.body.pieces).compactMap { piece -> OutboundLink? in
                if case .region(.outboundLink(let link)) = piece { link } else { nil }
            }
            #expect(open.count >= 5)
            #expect(try await OutboundLinkIndex(articles: site.articles, changes: site.changes).all()[0].links == open)
        }
    }
}
