/// A stretch of neighbouring documents, by which PostgreSQL can look at the newest first.
///
/// A GIN index answers with all documents that match, in no order. The block's number is therefore a term of each of its
/// documents: a query for a term and a few blocks reads no further than those blocks hold.
struct DocumentBlock: Hashable, Sendable {
    static let size = 2048

    let number: Int

    init(number: Int) { self.number = number }

    /// Takes a document's number, which is negative.
    init(holding document: Int) { number = -document / Self.size }

    var term: String { "z\(number)" }
}
