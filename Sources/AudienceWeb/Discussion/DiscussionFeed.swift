import Audience
import HTTPSupport
import Kernel
import Markup

/// The latest comments under an article as Atom (RFC 4287), with what each answers (RFC 4685).
struct DiscussionFeed {
    static let length = 50

    let article: DiscussedArticle
    /// The latest first.
    let comments: [Comment]
    let shell: any PageShell

    var page: Page {
        let address = shell.address(of: .discussionFeed(article.slug))
        var xml = XMLWriter()
        xml.element(
            "feed",
            [
                "xmlns": "http://www.w3.org/2005/Atom", "xmlns:thr": "http://purl.org/syndication/thread/1.0",
                "xml:lang": shell.site.language,
            ]
        ) { xml in
            xml.element("title", text: "Discussion: \(article.title)")
            xml.element("id", text: address)
            xml.empty("link", ["rel": "self", "type": "application/atom+xml", "href": address])
            xml.empty(
                "link",
                ["rel": "alternate", "type": "text/html", "href": shell.address(of: .discussion(article.slug))])
            let updated = comments.map { $0.edited ?? $0.posted }.max() ?? article.published
            xml.element("updated", text: updated.rfc3339)
            for comment in comments { write(comment, into: &xml) }
        }
        return Page(plate: xml.plate, mediaType: .atom)
    }

    private func write(_ comment: Comment, into xml: inout XMLWriter) {
        xml.element("entry") { xml in
            xml.element("id", text: "urn:uuid:\(comment.id)")
            xml.element("title", text: "\(comment.handle) on “\(article.title)”")
            xml.element("author") { $0.element("name", text: comment.handle) }
            xml.element("published", text: comment.posted.rfc3339)
            xml.element("updated", text: (comment.edited ?? comment.posted).rfc3339)
            xml.empty(
                "link",
                [
                    "rel": "alternate", "type": "text/html",
                    "href": shell.origin + DiscussionRoute.comment(comment.id.description).path,
                ])
            if let parent = comment.parent {
                xml.empty(
                    "thr:in-reply-to",
                    [
                        "ref": "urn:uuid:\(parent)",
                        "href": shell.origin + DiscussionRoute.comment(parent.description).path,
                    ])
            }
            xml.element(
                "content", ["type": "html"], html: [.bytes(CommentMarkdown.html(from: comment.text))])
        }
    }
}
