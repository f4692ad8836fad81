package import Database
package import Kernel
import Secrets

/// Takes in what readers tell moderators about a comment.
package struct CommentFlags: Sendable {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case spam
        case insult
        case hate
        case personal = "private"
        case off = "off-topic"
        case other

        /// As readers choose it.
        package var label: String {
            switch self {
            case .spam: "Advertising or spam"
            case .insult: "It insults or threatens somebody"
            case .hate: "It is hateful"
            case .personal: "It tells something private about somebody"
            case .off: "It has nothing to do with the article"
            case .other: "Something else"
            }
        }
    }

    package static let longestNote = 1000

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Reports a comment; what the same person reports twice is there once.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when the comment isn’t shown, `invalid` when the note is too long.
    package func add(_ reason: Reason, note: String, by flagger: Voter, on id: Comment.ID) async throws {
        let note = note.trimmed
        guard note.unicodeScalars.count <= Self.longestNote else {
            let detail = "At most \(Self.longestNote) characters."
            throw Problem(
                .invalid, slug: "flag-note", title: "The report was not sent", detail: detail,
                fieldErrors: [.init(field: "note", message: detail)])
        }
        let now = clock.now()
        try await database.write { connection in
            guard
                try connection.value(Int.self, "SELECT 1 FROM comment WHERE id = \(id) AND state = 'shown'") != nil
            else {
                throw Problem(
                    .notFound, slug: "comment-gone", title: "This comment is not there any more",
                    detail: "It was deleted or removed.")
            }
            try connection.execute(
                """
                INSERT INTO comment_flag (id, comment, reason, note, made, flagger)
                VALUES (\(Identifier<CommentFlags>(at: now)), \(id), \(reason.rawValue), \(note), \(now),
                    \(flagger.digest))
                ON CONFLICT (comment, flagger) DO NOTHING
                """)
        }
    }

    /// For what a network’s digest is made, so that reports of two comments cannot be laid side by side.
    package static func purpose(on comment: Comment.ID) -> String { "flag:\(comment)" }
}
