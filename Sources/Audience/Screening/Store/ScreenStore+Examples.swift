package import Database
package import Kernel

/// What a moderator decided of a comment, for the classifier to learn from.
struct SpamExample: Sendable, Hashable {
    let isSpam: Bool
    let text: String
}

extension ScreenStore {
    /// Later decisions drive the oldest out.
    package static let mostExamples = 20_000

    /// Learns from a decision; a later one on the same comment takes its place.
    package static func learn(
        _ comment: Comment.ID, isSpam: Bool, text: String, at moment: Timestamp, in connection: any Connection,
        most: Int = mostExamples
    ) throws {
        let kept = TextFeatures.kept(text)
        let change = try touch(.examples, in: connection)
        try connection.execute(
            """
            INSERT INTO screening_example (comment, spam, text, decided, change)
            VALUES (\(comment), \(isSpam), \(kept), \(moment), \(change))
            ON CONFLICT (comment) DO UPDATE
            SET spam = excluded.spam, text = excluded.text, decided = excluded.decided, change = excluded.change
            """)
        try connection.execute(
            """
            DELETE FROM screening_example WHERE decided <=
                (SELECT decided FROM screening_example ORDER BY decided DESC LIMIT 1 OFFSET \(most))
            """)
    }

    /// Forgets a decision that was taken back, or whose comment was erased.
    package static func unlearn(_ comment: Comment.ID, in connection: any Connection) throws {
        let count = try connection.execute("DELETE FROM screening_example WHERE comment = \(comment)")
        if count > 0 { try touch(.examples, in: connection) }
    }

    /// All decisions that are kept, in the order in which they were made.
    func examples() async throws -> [SpamExample] {
        try await database.read { connection in
            try connection.all(
                SpamExample.self, "SELECT spam, text FROM screening_example ORDER BY change")
        }
    }
}

extension SpamExample: RowDecodable {
    init(row: Row) throws {
        try self.init(isSpam: row.value("spam"), text: row.value("text"))
    }
}
