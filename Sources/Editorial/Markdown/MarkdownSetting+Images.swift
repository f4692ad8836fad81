import Kernel

extension MarkdownSetting {
    /// Sets an image of the site's own within its line, and any other as its alternative text: an image from elsewhere
    /// would tell that site who reads this one.
    mutating func setImage(_ address: String) {
        let end = end(ofElementAt: position)
        let alternative = renderer.plainText(of: events[position...end])
        if let image = image(address) {
            write(image, alternative: alternative, showsRights: true)
        } else {
            output.text(alternative)
        }
        position = end
    }

    /// Sets a paragraph that is nothing but an image as a figure with its caption, credit and terms.
    ///
    /// - Returns: Whether it was one; the position is then at its end.
    mutating func setFigure() -> Bool {
        guard position + 1 < events.count, case .open(.image(let address, let title)) = events[position + 1],
            let image = image(address)
        else { return false }
        let end = end(ofElementAt: position + 1)
        guard end + 1 < events.count, events[end + 1] == .close(.paragraph) else { return false }
        output.markup("<figure class=\"picture\">\n")
        write(image, alternative: renderer.plainText(of: events[position + 1...end]), showsRights: false)
        writeCaption(title, of: image)
        output.markup("\n</figure>\n")
        position = end + 1
        return true
    }

    private func image(_ address: String) -> Image? { LinkTarget.image(address).flatMap { renderer.images[$0] } }

    /// Writes what lets a browser choose the best format that it knows, in the least size that it needs.
    private mutating func write(_ image: Image, alternative: String, showsRights: Bool) {
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
