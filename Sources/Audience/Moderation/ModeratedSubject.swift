import Database
import Kernel

/// A comment or a discussion as it is, for whoever is about to change it.
struct ModeratedSubject {
    let comment: Comment.ID?
    let article: ArticleID
    private let values: [ModerationAction.Aspect: String]

    func value(of aspect: ModerationAction.Aspect) -> String { values[aspect] ?? "" }
}

extension ModeratedSubject: RowDecodable {
    /// Reads a comment.
    init(row: Row) throws {
        let highlighted: Int64? = try row.value("highlighted")
        let byline: String? = try row.value("byline")
        try self.init(
            comment: row.value("id"), article: row.value("article"),
            values: [
                .state: row.value("state"), .highlight: highlighted.map { String($0) } ?? "", .byline: byline ?? "",
            ])
    }

    init(discussion article: ArticleID, _ standing: HandSetDiscussion) {
        self.init(comment: nil, article: article, values: [.discussion: standing.description])
    }
}

/// Whether a discussion was closed or kept open by hand, and when.
struct HandSetDiscussion: Hashable, CustomStringConvertible {
    let closed: Int64?
    let opened: Int64?

    init(closed: Int64?, opened: Int64?) {
        self.closed = closed
        self.opened = opened
    }

    /// Reads what ``description`` writes; anything else is one that nobody touched.
    init(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        self.init(closed: parts.first.flatMap { Int64($0) }, opened: parts.count > 1 ? Int64(parts[1]) : nil)
    }

    var description: String { "\(closed.map { String($0) } ?? "")/\(opened.map { String($0) } ?? "")" }
}

extension HandSetDiscussion: RowDecodable {
    init(row: Row) throws { try self.init(closed: row.value("closed"), opened: row.value("opened")) }
}
