import Database
import Kernel

/// The comments that editions quote: they stand there, and in the archive on the web, as long as readers may read them where they were
/// written.
///
/// An edition keeps no identifier of what it quotes; the moment and the name tell one comment from all others.
struct EditionQuotations {
    private let comment: Comment
    private let connection: any Connection

    init(of comment: Comment, _ connection: any Connection) {
        self.comment = comment
        self.connection = connection
    }

    /// Takes them out, for readers; what was sent by mail is sent.
    ///
    /// - Parameter isErased: Whether nothing of the words and the name may be left.
    func takeOut(isErased: Bool) throws {
        try change(
            isErased ? "is_left_out = 1, summary = \(Comment.erased), note = ''" : "is_left_out = 1")
    }

    /// Puts another name in the place of the author’s.
    func rename(_ name: String) throws { try change("note = \(name)") }

    private func change(_ setting: SQL) throws {
        // None is of an earlier day than the comment, whatever the site’s time zone.
        let first = comment.posted.day.advanced(byDays: -1).description
        let condition: SQL =
            "edition >= \(first) AND part = 'comment' AND at = \(comment.posted) AND note = \(comment.handle)"
        let editions = try connection.rows("SELECT DISTINCT edition FROM edition_item WHERE \(condition)").map {
            try $0.value("edition", as: Edition.ID.self)
        }
        guard !editions.isEmpty else { return }
        try connection.execute("UPDATE edition_item SET \(setting) WHERE \(condition)")
        // Whoever works on one that isn’t sent yet has seen another.
        try connection.execute(
            """
            UPDATE edition SET version = version + 1 WHERE id IN \(list: editions) AND state IN ('draft', 'scheduled')
            """)
    }
}

extension EditionStore {
    /// The editions that quote what somebody wrote under one of these pages, or have quoted it.
    package func quoting(under paths: [String]) async throws -> [Edition.ID] {
        guard !paths.isEmpty else { return [] }
        return try await database.read { connection in
            try connection.rows(
                "SELECT DISTINCT edition FROM edition_item WHERE path IN \(list: paths) AND part = 'comment'"
            ).map { try $0.value("edition") }
        }
    }
}
