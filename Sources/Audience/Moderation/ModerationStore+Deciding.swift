import Database
import Kernel

extension ModerationStore {
    /// A comment as it is when somebody decides on it.
    private struct Standing: RowDecodable {
        let subject: ModeratedSubject
        let text: String
        let version: CommentVersion
        /// Who set its state last, and how.
        let last: (what: ModerationAction.What, name: String)?
        /// From when it waits; `nil` for one that doesn’t.
        let since: Timestamp?
        let isAppealed: Bool

        init(row: Row) throws {
            subject = try ModeratedSubject(row: row)
            text = try row.value("text")
            let action: Int? = try row.value("action")
            let edited: Int64? = try row.value("edited")
            version = try CommentVersion(state: row.value("state"), edited: edited ?? 0, action: action ?? 0)
            last = action == nil ? nil : try (row.value("what"), row.value("name"))
            since = try row.value("since")
            isAppealed = try row.value("is_appealed", as: Bool?.self) ?? false
        }

        /// Why what somebody saw is no longer so.
        var change: String {
            guard let last else { return "Its author changed it in the meantime." }
            switch last.what {
            case .approve, .restore: return "\(last.name) approved it in the meantime."
            case .remove, .uphold: return "\(last.name) removed it in the meantime."
            default: return "\(last.name) took a decision on it back in the meantime."
            }
        }
    }

    private static func standing(_ comment: Comment.ID, _ connection: any Connection) throws -> Standing? {
        try connection.first(
            Standing.self,
            """
            SELECT comment.id, comment.article, comment.state, comment.highlighted, comment.byline, comment.text,
                comment.edited, action.number AS action, action.what, action.name, moderation_queue.since,
                moderation_queue.is_appealed
            FROM comment
            LEFT JOIN moderation_action AS action ON action.number = (
                SELECT max(number) FROM moderation_action
                WHERE moderation_action.comment = comment.id AND aspect = 'state')
            LEFT JOIN moderation_queue ON moderation_queue.comment = comment.id
            WHERE comment.id = \(comment)
            """)
    }

    static func decide(
        _ decision: Decision, on subject: DecisionSubject, note: String, in ledger: inout ModerationLedger
    ) throws {
        guard let standing = try standing(subject.comment, ledger.connection) else {
            return ledger.pass(over: subject.comment, because: "There is no such comment any more.")
        }
        let state = standing.version.state
        guard state != .deleted else {
            return ledger.pass(over: subject.comment, because: "Its author took it back in the meantime.")
        }
        if let seen = subject.seen, seen != standing.version {
            return ledger.pass(over: subject.comment, because: standing.change)
        }
        switch decision {
        case .approve:
            guard standing.since != nil || state != .shown else {
                return ledger.pass(over: subject.comment, because: "Readers see it already.")
            }
            try set(.shown, state == .removed ? .restore : .approve, nil, note, standing, &ledger)
        case .remove(let reason):
            guard state != .removed || standing.isAppealed else {
                return ledger.pass(over: subject.comment, because: "It is removed already.")
            }
            try set(.removed, state == .removed ? .uphold : .remove, reason, note, standing, &ledger)
        case .highlight:
            guard state != .removed, standing.subject.value(of: .highlight).isEmpty else {
                let reason = state == .removed ? "It is removed." : "It is highlighted already."
                return ledger.pass(over: subject.comment, because: reason)
            }
            if state == .held { try set(.shown, .approve, nil, note, standing, &ledger) }
            let now = String(ledger.signature.at.milliseconds)
            _ = try ledger.enter(.init(what: .highlight, aspect: .highlight, became: now), on: standing.subject)
        case .unhighlight:
            guard !standing.subject.value(of: .highlight).isEmpty else {
                return ledger.pass(over: subject.comment, because: "It is not highlighted.")
            }
            _ = try ledger.enter(.init(what: .unhighlight, aspect: .highlight, became: ""), on: standing.subject)
        case .byline(let name):
            guard standing.subject.value(of: .byline) != name else {
                return ledger.pass(over: subject.comment, because: "It has that byline already.")
            }
            _ = try ledger.enter(.init(what: .byline, aspect: .byline, became: name), on: standing.subject)
        case .unbyline:
            guard !standing.subject.value(of: .byline).isEmpty else {
                return ledger.pass(over: subject.comment, because: "It has no byline.")
            }
            _ = try ledger.enter(.init(what: .unbyline, aspect: .byline, became: ""), on: standing.subject)
        }
    }

    /// Sets a state; open flags and an open appeal are settled with it.
    private static func set(
        _ state: ModeratedState, _ what: ModerationAction.What, _ reason: RemovalReason?, _ note: String,
        _ standing: Standing, _ ledger: inout ModerationLedger
    ) throws {
        let now = ledger.signature.at
        let waited = standing.since.map { Duration.milliseconds(max(0, now.milliseconds - $0.milliseconds)) }
        let action = try ledger.enter(
            .init(what: what, aspect: .state, became: state.rawValue, reason: reason, note: note, waited: waited),
            on: standing.subject)
        guard let comment = action.comment else { return }
        try ledger.connection.execute(
            """
            UPDATE comment_flag SET settled = \(now), decision = \(action.number)
            WHERE comment = \(comment) AND settled IS NULL
            """)
        try ledger.connection.execute(
            "UPDATE comment_appeal SET decision = \(action.number) WHERE comment = \(comment) AND decision IS NULL")
        try ledger.teach(comment, standing.text, what, reason)
    }
}
