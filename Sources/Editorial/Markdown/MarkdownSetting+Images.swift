import Kernel
import Markdown

/// Images of the site's own.
extension MarkdownSetting {
    /// Sets an image as a figure with its caption, credit and terms.
    mutating func setFigure(_ image: Image, alternative: String, caption: String) {
        output.markup("<figure class=\"picture\">\n")
        set(image, alternative: alternative, showsRights: false)
        writeCaption(caption, of: image)
        output.markup("\n</figure>\n")
    }

    /// Writes what lets a browser choose the best format that it knows, in the least size that it needs.
    mutating func set(_ image: Image, alternative: String, showsRights: Bool) {
        guard let fallback = image.fallback else { return output.text(alternative) }
        output.markup("<picture>")
        writeSource(image.variants(.avif), type: "image/avif")
        writeSource(image.variants(.webp), type: "image/webp")
        output.markup("<img src=\"")
        output.text(fallback.path)
        output.markup("\"")
        writeWidths(image.variants(.jpeg))
        output.markup(" width=\"")
        output.number(fallback.width)
        output.markup("\" height=\"")
        output.number(fallback.height)
        output.markup("\" alt=\"")
        output.text(alternative.isEmpty ? image.alternative : alternative)
        output.markup("\"")
        let rights = [image.credit, image.licence?.shortName ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        // Within a line there is no room for a caption.
        if showsRights, !rights.isEmpty {
            output.markup(" title=\"")
            output.text(rights)
            output.markup("\"")
        }
        output.markup(" loading=\"lazy\" decoding=\"async\"></picture>")
    }

    private mutating func writeSource(_ variants: [ImageVariant], type: StaticString) {
        guard !variants.isEmpty else { return }
        output.markup("<source type=\"")
        output.markup(type)
        output.markup("\"")
        writeWidths(variants)
        output.markup(">")
    }

    private mutating func writeWidths(_ variants: [ImageVariant]) {
        output.markup(" srcset=\"")
        output.text(variants.map { "\($0.path) \($0.width)w" }.joined(separator: ", "))
        output.markup("\" sizes=\"")
        output.markup(ImageWidths.sizes)
        output.markup("\"")
    }

    private mutating func writeCaption(_ caption: String, of image: Image) {
        let terms = image.licence?.shortName ?? ""
        guard !caption.isEmpty || !image.credit.isEmpty || !terms.isEmpty else { return }
        output.markup("\n<figcaption>")
        output.text(caption)
        if !image.credit.isEmpty || !terms.isEmpty {
            output.markup(caption.isEmpty ? "<span class=\"credit\">" : " <span class=\"credit\">")
            write(image.credit.isEmpty ? "Image" : image.credit, leadingTo: image.source)
            if !terms.isEmpty {
                output.markup(", ")
                write(terms, leadingTo: image.licence?.address)
            }
            output.markup("</span>")
        }
        output.markup("</figcaption>")
    }

    private mutating func write(_ text: String, leadingTo address: String?) {
        let target = address.flatMap { WebAddress($0) }
        if let target { output.region(.outboundLink(OutboundLink(address: target.text))) }
        output.text(text)
        if target != nil { output.markup("</a>") }
    }
}
