package import Database
package import Kernel
import Secrets

/// Gives people what is kept of them, and takes it away.
package struct HandlePrivacy: Sendable {
    /// What becomes of the comments of somebody who leaves.
    package enum Leaving: String, Sendable, Hashable, CaseIterable {
        /// The texts go, and gaps say so.
        case texts
        /// The texts stay, and nobody can tell any more who wrote them.
        case names
    }

    /// All that is kept of somebody.
    package struct Record: Sendable, Hashable {
        package let handle: Handle
        package let address: EmailAddress?
        package let comments: [Comment]
        /// What they said against decisions on their comments.
        package let appeals: [Comment.ID: Appeal]
        /// The comments that they recommend.
        package let recommended: [Comment.ID]
        /// The comments that they reported, with what they wrote.
        package let reported: [Report]
    }

    package struct Report: Sendable, Hashable {
        package let comment: Comment.ID
        package let reason: String
        package let note: String
        package let made: Timestamp
    }

    /// Under what comments stand whose author has left.
    package static let formerName = "Somebody who left"

    private let database: any Database
    private let key: AudienceKey?
    private let clock: any WallClock

    /// - Parameter key: Of the addresses; `nil` where the site keeps none.
    package init(database: any Database, key: AudienceKey?, clock: any WallClock) {
        self.database = database
        self.key = key
        self.clock = clock
    }

    /// All that is kept of a handle; `nil` when there is none.
    package func record(of id: Handle.ID) async throws -> Record? {
        try await database.read { connection in
            guard let row = try connection.rows("SELECT * FROM handle WHERE id = \(id)").first else { return nil }
            let sealed: [UInt8]? = try row.value("sealed_address")
            let digest = Voter(id).digest
            return Record(
                handle: try Handle(row: row), address: sealed.flatMap { key?.open($0) },
                comments: try connection.all(
                    Comment.self, "SELECT * FROM comment WHERE owner = \(id) ORDER BY posted, id"),
                appeals: try connection.rows(
                    """
                    SELECT comment_appeal.* FROM comment_appeal JOIN comment ON comment.id = comment_appeal.comment
                    WHERE comment.owner = \(id)
                    """
                ).reduce(into: [:]) { $0[try $1.value("comment")] = try Appeal(row: $1) },
                recommended: try connection.rows(
                    "SELECT comment FROM comment_vote WHERE voter = \(digest) ORDER BY made, comment"
                ).map { try $0.value("comment") },
                reported: try connection.rows(
                    "SELECT comment, reason, note, made FROM comment_flag WHERE flagger = \(digest) ORDER BY made"
                ).map {
                    Report(
                        comment: try $0.value("comment"), reason: try $0.value("reason"), note: try $0.value("note"),
                        made: try $0.value("made"))
                })
        }
    }

    /// Takes everything of a handle out of the database.
    ///
    /// What moderators decided stays on their record, without the texts.
    ///
    /// - Returns: The articles whose discussions look different now.
    package func erase(_ id: Handle.ID, _ leaving: Leaving) async throws -> Set<ArticleID> {
        try await database.write { connection in
            var articles: Set<ArticleID> = []
            let digest = Voter(id).digest
            let change = try ChangeNumber.next(in: connection)
            for row in try connection.rows(
                "SELECT id, article FROM comment WHERE id IN (SELECT comment FROM comment_vote WHERE voter = \(digest))"
            ) {
                articles.insert(try row.value("article"))
                let comment: Comment.ID = try row.value("id")
                try connection.execute(
                    "UPDATE comment SET votes = votes - 1, change = \(change) WHERE id = \(comment) AND votes > 0")
            }
            try connection.execute("DELETE FROM comment_vote WHERE voter = \(digest)")
            try connection.execute("DELETE FROM comment_flag WHERE flagger = \(digest)")
            for comment in try connection.all(Comment.self, "SELECT * FROM comment WHERE owner = \(id)") {
                articles.insert(comment.article)
                if leaving == .texts || comment.state != .shown {
                    try CommentRevision.erase(comment, in: connection)
                    continue
                }
                try EditionQuotations(of: comment, connection).rename(Self.formerName)
                try connection.execute("DELETE FROM comment_finding WHERE comment = \(comment.id)")
                try connection.execute("DELETE FROM comment_appeal WHERE comment = \(comment.id)")
                try connection.execute(
                    """
                    UPDATE comment SET handle = \(Self.formerName), owner = NULL, network = NULL, network_day = NULL,
                        change = \(change)
                    WHERE id = \(comment.id)
                    """)
            }
            // Its keys, links and mails go with it.
            try connection.execute("DELETE FROM handle WHERE id = \(id)")
            return articles
        }
    }
}
