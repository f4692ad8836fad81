/// What somebody saw of a comment when they decided; if it is another by then, the decision is not taken.
package struct CommentVersion: Sendable, Hashable {
    package let state: ModeratedState
    /// When its text was last changed, in milliseconds since 1970; 0 for never.
    package let edited: Int64
    /// The last action that set its state; 0 for none.
    package let action: Int

    package init(state: ModeratedState, edited: Int64, action: Int) {
        self.state = state
        self.edited = edited
        self.action = action
    }

    /// Reads `held.0.12`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let state = ModeratedState(rawValue: String(parts[0])), let edited = Int64(parts[1]),
            let action = Int(parts[2])
        else { return nil }
        self.init(state: state, edited: edited, action: action)
    }
}

extension CommentVersion: CustomStringConvertible {
    package var description: String { "\(state.rawValue).\(edited).\(action)" }
}
