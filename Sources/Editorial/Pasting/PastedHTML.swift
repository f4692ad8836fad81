/// Why pasted matter was not turned into Markdown; its plain text can still be pasted.
package enum PasteRefusal: Error, Sendable, Hashable {
    /// Longer than ``PastedHTML/longest``.
    case tooLong
    /// So nested or misnested that taking it apart would take too long.
    case tooTangled
}

/// What somebody copied from a word processor or a web page, as clean Markdown.
///
/// It keeps headings, emphasis, lists, tables, links, quotations, code and footnotes. Fonts and colours, scripts, comments,
/// hidden text, the tracking parts of addresses and images from elsewhere go; of an image its alternative text stays.
package struct PastedHTML: Sendable, Hashable {
    /// The most bytes of HTML that are read.
    package static let longest = 4 << 20

    package let markdown: String

    /// - Parameter firstNote: The number of the first footnote, so that it is none that the text already has.
    /// - Throws: ``PasteRefusal``; the time that it takes is bounded whatever the HTML is.
    package init(_ html: [UInt8], firstNote: Int = 1) throws(PasteRefusal) {
        guard html.count <= Self.longest else { throw .tooLong }
        let nodes = try HTMLTree.nodes(of: html)
        var reader = PastedReader(notes: PastedNotes(in: nodes))
        let blocks = reader.document(nodes)
        let writer = PastedWriter(firstNote: max(1, min(firstNote, 100_000)))
        markdown = writer.markdown(of: blocks, notes: reader.notesInOrder)
    }
}
