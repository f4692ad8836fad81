import Audience
import HTTPSupport
import Kernel
import Markup

/// What an editor wrote before the items of an edition.
struct Introduction {
    /// Markdown, of the language that comments have.
    let markdown: String

    /// As it stands where nothing is filled in, such as at the desk.
    var html: [UInt8] {
        var html = HTMLWriter()
        CommentMarkdown.write(markdown, into: &html) { $1.openPlain(OutboundLink(address: $0)) }
        return html.bytes
    }
}

extension Edition {
    var introduction: Introduction { Introduction(markdown: intro) }
}

/// A link of an introduction.
enum IntroductionLink {
    /// To a page of the site itself, which is no region: nobody pays for it.
    case own(String)
    case outbound(OutboundLink)

    /// - Parameter origin: Where readers find the site, without a slash at the end.
    init(_ address: String, in place: OutboundLink.Place, ofSite origin: String) {
        let isOwn = address == origin || address.hasPrefix(origin + "/")
        self = isOwn ? .own(address) : .outbound(OutboundLink(address: address, place: place))
    }
}

extension HTMLWriter {
    /// Writes an introduction with its links to other sites left open.
    ///
    /// - Parameter afterOpening: What follows each opening tag of a link.
    mutating func write(
        _ introduction: Introduction, in place: OutboundLink.Place, ofSite origin: String, afterOpening: String = ""
    ) {
        CommentMarkdown.write(introduction.markdown, into: &self) { address, html in
            switch IntroductionLink(address, in: place, ofSite: origin) {
            case .own(let address):
                html.raw("<a href=\"")
                html.attributeText(address)
                html.raw("\">")
            case .outbound(let link): html.region(.outboundLink(link))
            }
            html.raw(afterOpening.utf8)
        }
    }
}
