package import Audience
package import Kernel

/// What a comment says is wrong in its article, on the way to the desk.
package struct SuggestionDraft: Sendable, Hashable {
    package let article: ArticleID
    package let comment: Comment.ID
    /// Where readers find the comment.
    package let link: String
    package let text: String
    package let signature: ModeratorSignature
}

/// What became of a correction that was passed on to the desk.
package struct PassedOnCorrection: Sendable {
    package enum State: Sendable {
        case open, done, declined
    }

    package let text: String
    package let state: State
    package let answer: String
    /// Who settled it, and when.
    package let settled: (name: String, at: Timestamp)?

    package init(text: String, state: State, answer: String, settled: (name: String, at: Timestamp)?) {
        self.text = text
        self.state = state
        self.answer = answer
        self.settled = settled
    }
}
