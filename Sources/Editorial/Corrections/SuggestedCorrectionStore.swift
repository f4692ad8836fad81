package import Database
package import Kernel

/// Keeps corrections that readers suggest until the desk has settled them.
package struct SuggestedCorrectionStore: Sendable {
    package static let longestText = 2000
    package static let longestAnswer = 1000

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Puts one on the desk.
    ///
    /// - Parameters:
    ///   - comment: What its comment is called on the audience’s side; each is passed on once.
    ///   - link: Where readers find the comment.
    /// - Throws: ``Problem``: `invalid` for a text that is empty or too long, `notFound` when no such article is published,
    ///   `conflict` when the comment was passed on before.
    package func add(
        _ text: String, on article: ArticleID, comment: String, link: String, by name: String, at moment: Timestamp
    ) async throws {
        guard (1...Self.longestText).contains(text.unicodeScalars.count), text.contains(where: { !$0.isWhitespace })
        else { throw Self.invalid("text", "Say what is wrong, in up to 2,000 characters.") }
        try await database.write { connection in
            guard
                try connection.value(
                    Int.self, "SELECT 1 FROM article WHERE id = \(article) AND withdrawn IS NULL") != nil
            else {
                throw Problem(
                    .notFound, slug: "article-unknown", title: "There is no such article",
                    detail: "Readers don’t see the article that this comment is under.")
            }
            let added = try connection.execute(
                """
                INSERT INTO suggested_correction
                    (id, article, comment, link, text, made, passed_on_by, state, answer)
                VALUES (\(SuggestedCorrection.ID(at: moment)), \(article), \(comment), \(link), \(text), \(moment),
                    \(name), 'open', '')
                ON CONFLICT (comment) DO NOTHING
                """)
            guard added > 0 else {
                throw Problem(
                    .conflict, slug: "correction-known", title: "That is at the desk already",
                    detail: "A correction from this comment was passed on before.")
            }
        }
    }

    /// Settles one.
    ///
    /// - Throws: ``Problem``: `invalid` for an answer that is too long, `notFound`, or `conflict` when it was settled already.
    package func settle(
        _ id: SuggestedCorrection.ID, as state: SuggestedCorrection.State, answer: String, by name: String,
        at moment: Timestamp
    ) async throws -> SuggestedCorrection {
        guard answer.unicodeScalars.count <= Self.longestAnswer else {
            throw Self.invalid("answer", "At most 1,000 characters.")
        }
        return try await database.write { connection in
            guard
                let known = try connection.first(
                    SuggestedCorrection.self, "\(Self.rows) WHERE suggested_correction.id = \(id)")
            else {
                throw Problem(
                    .notFound, slug: "correction-unknown", title: "There is no such suggestion",
                    detail: "Nothing was changed.")
            }
            guard known.state == .open, state != .open else {
                throw Problem(
                    .conflict, slug: "correction-settled", title: "That is settled already",
                    detail: "\(known.settledBy ?? name) settled it.")
            }
            try connection.execute(
                """
                UPDATE suggested_correction SET state = \(state), answer = \(answer), settled = \(moment),
                    settled_by = \(name)
                WHERE id = \(id)
                """)
            return known
        }
    }

    /// Those that wait, the oldest first; of one article when it is given.
    package func open(on article: ArticleID? = nil, limit: Int) async throws -> [SuggestedCorrection] {
        try await database.read { connection in
            let condition: SQL = article.map { "AND suggested_correction.article = \($0)" } ?? ""
            return try connection.all(
                SuggestedCorrection.self,
                "\(Self.rows) WHERE state = 'open' \(condition) ORDER BY made, suggested_correction.id LIMIT \(limit)")
        }
    }

    /// Those that were settled, the last first.
    package func settled(limit: Int) async throws -> [SuggestedCorrection] {
        try await database.read { connection in
            try connection.all(
                SuggestedCorrection.self,
                "\(Self.rows) WHERE state <> 'open' ORDER BY settled DESC, suggested_correction.id LIMIT \(limit)")
        }
    }

    /// What became of the one from a comment; `nil` when none was passed on.
    package func correction(from comment: String) async throws -> SuggestedCorrection? {
        try await database.read { connection in
            try connection.first(SuggestedCorrection.self, "\(Self.rows) WHERE comment = \(comment)")
        }
    }

    private static let rows: SQL = """
        SELECT suggested_correction.*, article.title, article.slug FROM suggested_correction
        JOIN article ON article.id = suggested_correction.article
        """

    private static func invalid(_ field: String, _ detail: String) -> Problem {
        Problem(
            .invalid, slug: "correction-invalid", title: "That can’t be saved", detail: detail,
            fieldErrors: [.init(field: field, message: detail)])
    }
}
