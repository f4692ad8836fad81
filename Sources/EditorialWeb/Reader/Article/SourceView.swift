import Editorial
import HTTPSupport
import Kernel
import Markup

/// One source, as the list at the end of an article gives it.
struct SourceView {
    let source: Source
    /// Whether the commercial side may decorate its link.
    var isDecorated = true

    func write(into html: inout HTMLWriter) {
        if let author = source.author { html.text("\(author), ") }
        let link = OutboundLink(address: source.address, place: .source)
        if isDecorated { html.region(.outboundLink(link)) } else { html.openPlain(link) }
        html.element(.cite, text: source.title)
        html.raw("</a>")
        html.text(", \(source.publisher)")
        if let published = source.published {
            html.text(", ")
            html.element(.time, .datetime(published.description), text: published.written)
        }
        html.text(". ")
        html.element(.span, .class("note")) { html in
            html.text("Looked up ")
            html.time(source.accessed)
            html.text(".")
        }
    }
}
