import Editorial
import HTTPSupport
import Kernel
import Markdown
import Markup

/// An article in a feed: its whole text, with every address absolute; what stands around the text is on the site.
struct FeedEntry {
    let article: ArticleSummary
    let authors: [Person]
    let topics: [Topic]
    /// The short answer as plain text.
    let answer: String
    private let pieces: [Plate.Piece]

    init(_ published: PublishedArticle) {
        article = published.summary
        authors = published.authors
        topics = published.topics
        answer = published.answer.plainText
        pieces = published.answer.pieces + published.body.pieces
    }

    var route: Route { .article(article.slug) }

    /// The short answer.
    var summary: [Plate.Piece] {
        var html = HTMLWriter()
        html.element(.p, text: answer)
        return html.plate.pieces
    }

    /// The short answer and the body, after a place that says how they earn.
    func text(on shell: any PageShell) -> [Plate.Piece] {
        let address = shell.address(of: route)
        let addresses = AbsoluteAddresses(origin: shell.origin, page: address)
        var html = HTMLWriter()
        html.region(.itemDisclosure)
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): html.raw(addresses.applied(to: bytes))
            case .region(.outboundLink(let link)):
                html.region(
                    .outboundLink(OutboundLink(address: link.address, place: .feed, page: route.path)))
            case .region(let region): html.region(region)
            }
        }
        html.element(.p) { html in
            html.element(.a, .href(address), text: "Read it on \(shell.site.name), with its sources")
        }
        return html.plate.pieces
    }
}
