package import Kernel

/// Markdown turned into HTML, with the links that leave the site left as regions.
package struct RenderedMarkdown: Sendable, Hashable {
    /// A heading of the text, for a table of contents.
    package struct Heading: Sendable, Hashable {
        /// 2 to 6.
        package let level: Int
        /// The id of its element, unique on the page.
        package let anchor: String
        /// Plain text.
        package let text: String

        package init(level: Int, anchor: String, text: String) {
            self.level = level
            self.anchor = anchor
            self.text = text
        }
    }

    package let pieces: [Plate.Piece]
    package let headings: [Heading]
    /// The words alone, for search and for descriptions.
    package let plainText: String

    package init(pieces: [Plate.Piece], headings: [Heading], plainText: String) {
        self.pieces = pieces
        self.headings = headings
        self.plainText = plainText
    }
}
