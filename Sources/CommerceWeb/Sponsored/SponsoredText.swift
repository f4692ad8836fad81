import Kernel
import Markdown
import Markup

/// The text of a sponsored article as HTML: each link that leaves the site says that it is paid for (Google’s `sponsored`)
/// and passes nothing on.
struct SponsoredText {
    let html: [UInt8]

    init(_ markdown: String) {
        var html = HTMLWriter()
        for piece in MarkdownAlone().render(markdown).pieces {
            switch piece {
            case .bytes(let bytes): html.raw(bytes)
            case .region(.outboundLink(let link)):
                html.raw("<a href=\"")
                html.attributeText(link.address)
                html.raw("\" rel=\"sponsored nofollow noopener\">")
            // Markdown alone leaves no other region open.
            case .region: break
            }
        }
        self.html = html.bytes
    }
}
