import Database
import Kernel

extension ModerationStore {
    static func undo(_ number: Int, in ledger: inout ModerationLedger) throws {
        let connection = ledger.connection
        guard
            let action = try connection.first(
                ModerationAction.self, "SELECT * FROM moderation_action WHERE number = \(number)")
        else { return ledger.pass(over: nil, because: "There is no such decision.") }
        guard action.what != .undo else {
            return ledger.pass(over: action.comment, because: "That took something back; decide anew instead.")
        }
        if let name = try connection.value(
            String.self, "SELECT name FROM moderation_action WHERE undoes = \(number)")
        {
            return ledger.pass(over: action.comment, because: "\(name) took it back already.")
        }
        if let later = try later(than: action, connection) {
            return ledger.pass(
                over: action.comment, because: "\(later) decided something after it; take that back first.")
        }
        guard let subject = try subject(of: action, connection) else {
            return ledger.pass(over: action.comment, because: "There is no such comment any more.")
        }
        guard subject.value(of: action.aspect) == action.became else {
            return ledger.pass(over: action.comment, because: "Its author changed it in the meantime.")
        }
        let undoing = try ledger.enter(
            .init(what: .undo, aspect: action.aspect, became: action.was, undoes: number), on: subject)
        if action.aspect == .state, let comment = action.comment {
            try reopen(what: action, of: comment, undoing, &ledger)
        }
    }

    /// Who did something to the same aspect of the same subject after it that stands.
    private static func later(than action: ModerationAction, _ connection: any Connection) throws -> String? {
        let same: SQL =
            action.comment.map { "comment = \($0)" } ?? "comment IS NULL AND article = \(action.article)"
        return try connection.value(
            String.self,
            """
            SELECT name FROM moderation_action AS later
            WHERE \(same) AND aspect = \(action.aspect) AND number > \(action.number) AND what <> 'undo'
                AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = later.number)
            ORDER BY number DESC LIMIT 1
            """)
    }

    private static func subject(
        of action: ModerationAction, _ connection: any Connection
    ) throws -> ModeratedSubject? {
        guard let comment = action.comment else {
            return try ModeratedSubject(discussion: action.article, discussion(action.article, connection))
        }
        return try connection.first(
            ModeratedSubject.self,
            "SELECT id, article, state, highlighted, byline FROM comment WHERE id = \(comment)")
    }

    /// What was settled with a decision is open again, and the screen unlearns it.
    private static func reopen(
        what action: ModerationAction, of comment: Comment.ID, _ undoing: ModerationAction,
        _ ledger: inout ModerationLedger
    ) throws {
        let connection = ledger.connection
        try connection.execute(
            "UPDATE comment_flag SET settled = NULL, decision = NULL WHERE decision = \(action.number)")
        try connection.execute("UPDATE comment_appeal SET decision = NULL WHERE decision = \(action.number)")
        // Against a removal that is gone there is nothing left to say.
        if undoing.became == ModeratedState.shown.rawValue {
            try connection.execute(
                "UPDATE comment_appeal SET decision = \(undoing.number) WHERE comment = \(comment) AND decision IS NULL"
            )
        }
        let standing = try connection.first(
            ModerationAction.self,
            """
            SELECT * FROM moderation_action AS standing
            WHERE comment = \(comment) AND aspect = 'state' AND what <> 'undo'
                AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = standing.number)
            ORDER BY number DESC LIMIT 1
            """)
        let text = try connection.value(String.self, "SELECT text FROM comment WHERE id = \(comment)") ?? ""
        try ledger.teach(comment, text, standing?.what, standing?.reason)
    }
}
