import Database
import Kernel

/// Enters actions into the log and makes comments and discussions as they say, within one transaction.
struct ModerationLedger {
    let connection: any Connection
    let trainer: (any ScreenTrainer)?
    let signature: ModeratorSignature
    private(set) var outcome = DecisionOutcome()

    init(_ connection: any Connection, trainer: (any ScreenTrainer)?, signature: ModeratorSignature) {
        self.connection = connection
        self.trainer = trainer
        self.signature = signature
    }

    /// What an action is besides its subject and what it changes.
    struct Entry {
        let what: ModerationAction.What
        let aspect: ModerationAction.Aspect
        let became: String
        var reason: RemovalReason?
        var note = ""
        var undoes: Int?
        var waited: Duration?
    }

    mutating func enter(_ entry: Entry, on subject: ModeratedSubject) throws -> ModerationAction {
        let number = try ChangeNumber.next(in: connection)
        let action = ModerationAction(
            number: number, batch: outcome.batch ?? number, what: entry.what, aspect: entry.aspect,
            comment: subject.comment, article: subject.article, was: subject.value(of: entry.aspect),
            became: entry.became, reason: entry.reason, note: entry.note, undoes: entry.undoes, waited: entry.waited,
            signature: signature)
        try connection.execute(
            """
            INSERT INTO moderation_action
                (number, batch, what, aspect, comment, article, was, became, reason, note, undoes, waited, at, account, name)
            VALUES (\(number), \(action.batch), \(action.what), \(action.aspect), \(action.comment), \(action.article),
                \(action.was), \(action.became), \(action.reason), \(action.note), \(action.undoes),
                \(entry.waited.map(\.wholeMilliseconds)), \(signature.at), \(signature.account), \(signature.name))
            """)
        try apply(action)
        outcome.done.append(action)
        return action
    }

    mutating func pass(over comment: Comment.ID?, because reason: String) {
        outcome.overtaken.append(.init(comment: comment, reason: reason))
    }

    /// Makes the subject as the action says.
    private func apply(_ action: ModerationAction) throws {
        switch (action.aspect, action.comment) {
        case (.state, let comment?):
            try connection.execute(
                "UPDATE comment SET state = \(action.became), change = \(action.number) WHERE id = \(comment)")
            guard action.became != Comment.State.shown.rawValue,
                let hidden = try connection.first(Comment.self, "SELECT * FROM comment WHERE id = \(comment)")
            else { return }
            // Taking this back doesn’t bring it back there: an editor may have left it out as well.
            try EditionQuotations(of: hidden, connection).takeOut(isErased: false)
        case (.highlight, let comment?):
            try connection.execute(
                """
                UPDATE comment SET highlighted = \(Int64(action.became)), change = \(action.number)
                WHERE id = \(comment)
                """)
        case (.byline, let comment?):
            let byline = action.became.isEmpty ? nil : action.became
            try connection.execute(
                "UPDATE comment SET byline = \(byline), change = \(action.number) WHERE id = \(comment)")
        case (.discussion, _), (_, nil): try applyToDiscussion(action)
        }
    }

    private func applyToDiscussion(_ action: ModerationAction) throws {
        let standing = HandSetDiscussion(action.became)
        try connection.execute(
            """
            INSERT INTO discussion (article, closed, opened) VALUES (\(action.article), \(standing.closed), \(standing.opened))
            ON CONFLICT (article) DO UPDATE SET closed = excluded.closed, opened = excluded.opened
            """)
        // Whoever asks for changes asks comments, so that all of the article’s count as changed.
        try connection.execute(
            "UPDATE comment SET change = \(action.number) WHERE article = \(action.article)")
    }

    /// What a decision teaches the screen.
    func teach(_ comment: Comment.ID, _ text: String, _ what: ModerationAction.What?, _ reason: RemovalReason?) throws {
        switch (what, reason) {
        case (.approve, _), (.restore, _): try trainer?.learn(comment, text: text, isSpam: false, in: connection)
        case (.remove, .spam), (.uphold, .spam):
            try trainer?.learn(comment, text: text, isSpam: true, in: connection)
        default: try trainer?.forget(comment, in: connection)
        }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
