package import Database
package import Kernel

/// Takes what moderators decide, and takes it back.
package struct ModerationStore: Sendable {
    package static let longestNote = 1000
    /// So many comments at once.
    package static let mostSubjects = 500

    let database: any Database
    private let trainer: (any ScreenTrainer)?

    /// - Parameter trainer: Learns from the decisions.
    package init(database: any Database, trainer: (any ScreenTrainer)? = nil) {
        self.database = database
        self.trainer = trainer
    }

    /// Does the same with each of some comments; those that are not as they were seen are left as they are, and told.
    ///
    /// - Parameter note: For the author, whom it is shown to on the page where they can appeal.
    /// - Throws: ``Problem`` of kind `invalid` for a note or a byline that is too long, or too many comments.
    package func decide(
        _ decision: Decision, on subjects: [DecisionSubject], note: String = "", by signature: ModeratorSignature
    ) async throws -> DecisionOutcome {
        guard note.unicodeScalars.count <= Self.longestNote, subjects.count <= Self.mostSubjects else {
            throw Problem(
                .invalid, slug: "decision-too-long", title: "That can’t be decided like this",
                detail: "A note has at most 1,000 characters, and at most 500 comments are decided at once.")
        }
        if case .byline(let name) = decision, !(1...200).contains(name.unicodeScalars.count) {
            throw Problem(
                .invalid, slug: "byline-invalid", title: "That can’t be decided like this",
                detail: "Choose whose answer it is.")
        }
        return try await database.write { connection in
            var ledger = ModerationLedger(connection, trainer: trainer, signature: signature)
            var known: Set<Comment.ID> = []
            for subject in subjects where known.insert(subject.comment).inserted {
                try Self.decide(decision, on: subject, note: note, in: &ledger)
            }
            return ledger.outcome
        }
    }

    /// Takes actions back, the last first: each subject is again as it was before.
    ///
    /// What something was done to since stays as it is, and is told.
    package func undo(_ actions: [Int], by signature: ModeratorSignature) async throws -> DecisionOutcome {
        try await database.write { connection in
            var ledger = ModerationLedger(connection, trainer: trainer, signature: signature)
            for number in Set(actions).sorted(by: >) { try Self.undo(number, in: &ledger) }
            return ledger.outcome
        }
    }

    /// Takes back what was done together.
    package func undo(batch: Int, by signature: ModeratorSignature) async throws -> DecisionOutcome {
        try await database.write { connection in
            var ledger = ModerationLedger(connection, trainer: trainer, signature: signature)
            let numbers = try connection.rows(
                "SELECT number FROM moderation_action WHERE batch = \(batch) AND what <> 'undo' ORDER BY number DESC"
            ).map { try $0.value(at: 0, as: Int.self) }
            for number in numbers { try Self.undo(number, in: &ledger) }
            return ledger.outcome
        }
    }

    /// Closes a discussion by hand, or lets it go on whatever its age.
    ///
    /// - Returns: An outcome in which nothing was done when it is so already.
    package func setDiscussion(
        of article: ArticleID, isOpen: Bool, note: String = "", by signature: ModeratorSignature
    ) async throws -> DecisionOutcome {
        try await database.write { connection in
            var ledger = ModerationLedger(connection, trainer: trainer, signature: signature)
            let standing = try Self.discussion(article, connection)
            let now = signature.at.milliseconds
            guard isOpen ? standing.opened == nil : standing.closed == nil else {
                ledger.pass(over: nil, because: "The discussion is \(isOpen ? "open" : "closed") by hand already.")
                return ledger.outcome
            }
            let wanted = HandSetDiscussion(closed: isOpen ? nil : now, opened: isOpen ? now : nil)
            _ = try ledger.enter(
                .init(
                    what: isOpen ? .reopen : .close, aspect: .discussion, became: wanted.description,
                    note: String(note.prefix(Self.longestNote))),
                on: ModeratedSubject(discussion: article, standing))
            return ledger.outcome
        }
    }

    static func discussion(_ article: ArticleID, _ connection: any Connection) throws -> HandSetDiscussion {
        try connection.first(
            HandSetDiscussion.self, "SELECT closed, opened FROM discussion WHERE article = \(article)")
            ?? HandSetDiscussion(closed: nil, opened: nil)
    }
}
