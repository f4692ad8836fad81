package import Database
package import Kernel

/// What somebody says to the writer about a paragraph of a manuscript; readers never see it.
package struct Remark: Sendable, Hashable {
    package typealias ID = Identifier<Remark>

    package let id: ID
    /// Which paragraph of the body it was, from 0, when the remark was made.
    package let paragraph: Int
    /// How that paragraph began.
    package let quote: String
    package let text: String
    package let at: Timestamp
    package let by: Manuscript.Hand
    package let resolved: Timestamp?
    package let resolvedBy: String?

    /// Where its paragraph is in a text that may have changed since: the one that still begins the same way, nearest to
    /// where it was; `nil` when there is none.
    package func place(among paragraphs: [String]) -> Int? {
        let same = paragraphs.indices.filter { Self.quote(of: paragraphs[$0]) == quote }
        return same.min { abs($0 - paragraph) < abs($1 - paragraph) }
    }

    /// The paragraphs of a body: what blank lines divide.
    package static func paragraphs(of body: String) -> [String] {
        var paragraphs: [String] = []
        var lines: [Substring] = []
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
                lines = []
            } else {
                lines.append(line)
            }
        }
        if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
        return paragraphs
    }

    static func quote(of paragraph: String) -> String { String(paragraph.prefix(120)) }
}

extension Remark: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), paragraph: row.value("paragraph"), quote: row.value("quote"),
            text: row.value("text"), at: row.value("at"),
            by: .init(account: row.value("account"), name: row.value("name")), resolved: row.value("resolved"),
            resolvedBy: row.value("resolved_by_name"))
    }
}

extension ManuscriptStore {
    /// Makes a remark on a paragraph of the body as it is now.
    ///
    /// - Parameter id: Chosen by whoever asks, so that asking twice makes one.
    /// - Throws: ``Problem``: `invalid` when it says nothing or there is no such paragraph, `notFound`.
    package func remark(
        _ remark: Remark.ID, on id: Manuscript.ID, paragraph: Int, text: String, by hand: Manuscript.Hand
    ) async throws {
        var fields = FieldChecks()
        fields.require(text, as: "text", upTo: 5000, multiline: true)
        try fields.finish(slug: "remark-invalid", title: "The remark was not made")
        let now = clock.now()
        try await database.write { connection in
            guard let manuscript = try ManuscriptRows(connection: connection).manuscript(id) else {
                throw ManuscriptRows.noManuscript
            }
            let paragraphs = Remark.paragraphs(of: manuscript.text.body)
            guard paragraphs.indices.contains(paragraph) else {
                throw Problem(
                    .invalid, slug: "remark-place", title: "The remark was not made",
                    detail: "The paragraph is not there any more; somebody has changed the text.")
            }
            try connection.execute(
                """
                INSERT INTO remark (id, manuscript, paragraph, quote, text, at, account, name)
                VALUES (\(remark), \(id), \(paragraph), \(Remark.quote(of: paragraphs[paragraph])), \(text), \(now),
                    \(hand.account), \(hand.name))
                ON CONFLICT (id) DO NOTHING
                """)
        }
    }

    /// The remarks on a manuscript, oldest first.
    package func remarks(on id: Manuscript.ID) async throws -> [Remark] {
        try await database.read { connection in
            try connection.all(Remark.self, "SELECT * FROM remark WHERE manuscript = \(id) ORDER BY id")
        }
    }

    /// Says that a remark has been dealt with, or has not after all.
    package func resolve(
        _ remark: Remark.ID, on id: Manuscript.ID, _ isResolved: Bool, by hand: Manuscript.Hand
    ) async throws {
        let now = clock.now()
        let changed = try await database.write { connection in
            try connection.execute(
                """
                UPDATE remark SET resolved = \(isResolved ? now : nil),
                    resolved_by_name = \(isResolved ? hand.name : nil)
                WHERE id = \(remark) AND manuscript = \(id)
                """)
        }
        guard changed == 1 else { throw ManuscriptRows.noManuscript }
    }
}
