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

    /// Takes it out of editions that aren’t sent yet, and out of the archive of those that are; what lies in mailboxes lies there.
    ///
    /// - Parameter isErased: Whether nothing of the words and the name may be left.
    func takeOut(isErased: Bool) throws {
        guard try isQuoted() else { return }
        try connection.execute("DELETE FROM edition_item WHERE \(condition) AND edition IN (\(Self.open))")
        try connection.execute("UPDATE edition_item SET is_left_out = 1 WHERE \(condition)")
        guard isErased else { return }
        try connection.execute(
            "UPDATE edition_item SET summary = \(Comment.erased), note = '' WHERE \(condition)")
    }

    /// Puts another name in the place of the author’s.
    func rename(_ name: String) throws {
        guard try isQuoted() else { return }
        try connection.execute("UPDATE edition_item SET note = \(name) WHERE \(condition)")
    }

    /// None is of an earlier day than the comment, whatever the site’s time zone.
    private var condition: SQL {
        let first = comment.posted.day.advanced(byDays: -1).description
        return "edition >= \(first) AND part = 'comment' AND at = \(comment.posted) AND note = \(comment.handle)"
    }

    private static let open: SQL = "SELECT id FROM edition WHERE state IN ('draft', 'scheduled')"

    /// Has whoever works on an edition that isn’t sent yet told that they have seen another.
    private func isQuoted() throws -> Bool {
        let editions = try connection.rows("SELECT DISTINCT edition FROM edition_item WHERE \(condition)").map {
            try $0.value("edition", as: Edition.ID.self)
        }
        guard !editions.isEmpty else { return false }
        try connection.execute(
            """
            UPDATE edition SET version = version + 1 WHERE id IN \(list: editions) AND state IN ('draft', 'scheduled')
            """)
        return true
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
