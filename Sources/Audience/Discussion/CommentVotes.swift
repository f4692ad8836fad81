package import Database
package import Kernel
import Secrets

/// Who recommends or reports a comment: a digest that tells one from another and names nobody.
package struct Voter: Sendable, Hashable {
    let digest: [UInt8]

    /// Somebody whose handle is known: one vote on whichever device.
    package init(_ handle: Handle.ID) { digest = Digest.of("handle \(handle)") }

    /// Somebody of whom only the network is known: one vote for all there, as long as the key of the day is the same.
    package init(_ network: NetworkDigest) { digest = network.bytes }

    /// For what a network’s digest is made, so that votes on two comments cannot be laid side by side.
    package static func purpose(on comment: Comment.ID) -> String { "vote:\(comment)" }
}

/// Counts who recommends a comment.
package struct CommentVotes: Sendable {
    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Whether somebody recommends a comment.
    package func has(_ voter: Voter, on comment: Comment.ID) async throws -> Bool {
        try await database.read { connection in
            try connection.value(
                Int.self,
                "SELECT 1 FROM comment_vote WHERE comment = \(comment) AND voter = \(voter.digest)") != nil
        }
    }

    /// Recommends a comment, or takes that back; who does it twice has done it once.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when the comment isn’t shown, `forbidden` when it is the voter’s own.
    package func set(_ isVote: Bool, by voter: Voter, of handle: Handle.ID?, on id: Comment.ID) async throws {
        let now = clock.now()
        try await database.write { connection in
            guard
                let comment = try connection.first(
                    Comment.self, "SELECT * FROM comment WHERE id = \(id) AND state = 'shown'")
            else {
                throw Problem(
                    .notFound, slug: "comment-gone", title: "This comment is not there any more",
                    detail: "It was deleted or removed.")
            }
            guard comment.owner == nil || comment.owner != handle else {
                throw Problem(
                    .forbidden, slug: "vote-own", title: "This comment is yours",
                    detail: "Others can recommend it.")
            }
            let changed =
                isVote
                ? try connection.execute(
                    """
                    INSERT INTO comment_vote (comment, voter, made) VALUES (\(id), \(voter.digest), \(now))
                    ON CONFLICT (comment, voter) DO NOTHING
                    """)
                : try connection.execute(
                    "DELETE FROM comment_vote WHERE comment = \(id) AND voter = \(voter.digest)")
            guard changed > 0 else { return }
            let change = try ChangeNumber.next(in: connection)
            try connection.execute(
                "UPDATE comment SET votes = votes + \(isVote ? 1 : -1), change = \(change) WHERE id = \(id)")
        }
    }
}
