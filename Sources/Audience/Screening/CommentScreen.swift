package import Kernel

/// What becomes of a comment that was sent.
package enum Verdict: Sendable, Hashable {
    case shown([Finding])
    /// A moderator decides.
    case held([Finding])
    /// Not taken in. The sender is told why, in words that help whoever meant well.
    case refused(Problem, [Finding])
}

/// Judges comments before anybody sees them.
package protocol CommentScreen: Sendable {
    /// Judges from memory, without waiting; remembers what it judged, so that the same text again is a duplicate.
    func verdict(on submission: Submission) -> Verdict

    /// Forgets a comment that was judged and then not kept, so that it may be sent again.
    func forget(_ text: String, handle: String, article: ArticleID)
}
