/// What a moderator wants done with comments.
package enum Decision: Sendable, Hashable {
    /// Readers see it, or go on seeing it: a held one is shown, flags are settled, a removed one comes back.
    case approve
    /// Readers no longer see it; for a removed one with an open appeal, the removal stands.
    case remove(RemovalReason)
    /// Shown among the best; a held one is approved with it.
    case highlight
    case unhighlight
    /// It stands as written by somebody with an editorial byline.
    case byline(String)
    case unbyline
}

/// A comment with what the moderator saw of it.
package struct DecisionSubject: Sendable, Hashable {
    package let comment: Comment.ID
    /// `nil` takes it as it is.
    package let seen: CommentVersion?

    package init(comment: Comment.ID, seen: CommentVersion?) {
        self.comment = comment
        self.seen = seen
    }
}

/// What came of a decision or of taking one back.
package struct DecisionOutcome: Sendable, Hashable {
    /// Something that was not done, since it was no longer as the moderator saw it.
    package struct Overtaken: Sendable, Hashable {
        /// `nil` when it is about a whole discussion.
        package let comment: Comment.ID?
        /// In a sentence for the moderator.
        package let reason: String
    }

    /// In the order in which they were done; empty when nothing was.
    package var done: [ModerationAction] = []
    package var overtaken: [Overtaken] = []

    package init() {}

    /// By what all of it can be taken back.
    package var batch: Int? { done.first?.batch }
}
