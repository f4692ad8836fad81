/// What the texts of one page share: the numbers of its citations and notes, and the ids that are taken.
///
/// One is made for a page and handed from text to text in the order of reading.
package struct MarkdownPage: Sendable {
    package var citations = CitationNumbering()
    package var anchors = AnchorNames()
    /// How many notes the texts before have.
    var notes = 0
    /// How many tables stand under a heading of this text; a table's label must be its own.
    var tables: [String: Int] = [:]

    package init() {}
}
