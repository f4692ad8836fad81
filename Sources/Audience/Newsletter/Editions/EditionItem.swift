package import Database
package import Kernel

/// One thing that an edition tells.
package struct EditionItem: Sendable, Hashable {
    package enum Part: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case published, updated, corrected
        /// What somebody wrote under an article.
        case comment
        case archive

        /// What makes an edition: without any of them nothing is sent.
        package static let news: [Part] = [.published, .updated, .corrected]
    }

    package let part: Part
    /// The path of the page that it is about.
    package let path: String
    package let title: String
    /// Plain text.
    package let summary: String
    /// Such as `answer` or `guide`.
    package let kind: String
    package let topics: Set<Slug>
    /// Names, in their order.
    package let bylines: [String]
    package let at: Timestamp
    /// What was corrected, or who wrote the comment; empty otherwise.
    package let note: String
    /// Whether an editor took it out.
    package var isLeftOut = false

    package init(
        _ part: Part, path: String, title: String, summary: String, kind: String, topics: Set<Slug>,
        bylines: [String], at moment: Timestamp, note: String = ""
    ) {
        self.part = part
        self.path = path
        self.title = title
        self.summary = summary
        self.kind = kind
        self.topics = topics
        self.bylines = bylines
        at = moment
        self.note = note
    }

    /// Whether it is for somebody who wants to read about these topics; none are all.
    package func isFor(_ wanted: Set<Slug>) -> Bool { wanted.isEmpty || !wanted.isDisjoint(with: topics) }
}

extension EditionItem: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            row.value("part"), path: row.value("path"), title: row.value("title"), summary: row.value("summary"),
            kind: row.value("kind"), topics: Interest.topics(in: row.value("topics")),
            bylines: row.value("bylines", as: String.self).split(separator: "\n").map(String.init),
            at: row.value("at"), note: row.value("note"))
        isLeftOut = try row.value("is_left_out")
    }

    static let columns: [StaticString] = [
        "edition", "place", "part", "path", "title", "summary", "kind", "topics", "bylines", "at", "note",
        "is_left_out",
    ]

    func values(of edition: Edition.ID, place: Int) -> [Value] {
        [
            edition.databaseValue, place.databaseValue, part.databaseValue, .text(path), .text(title), .text(summary),
            .text(kind), .text(Interest.text(of: topics)),
            .text(bylines.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")), at.databaseValue,
            .text(note), isLeftOut.databaseValue,
        ]
    }
}
