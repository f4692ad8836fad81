import Database
import Kernel
import Synchronization
import TestSupport

@testable import Audience

/// A store with comments in it, and moderators.
struct ModerationGround {
    let database: any Database
    let article = ArticleID(at: Timestamp(milliseconds: 1))
    let trainer = RecordingTrainer()

    var store: ModerationStore { ModerationStore(database: database, trainer: trainer) }
    var queue: ModerationQueue { ModerationQueue(database: database) }
    var history: ModerationHistory { ModerationHistory(database: database) }

    /// Runs `body` on an empty store.
    static func with(_ engine: TestEngine, _ body: (ModerationGround) async throws -> Void) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            try await body(ModerationGround(database: database))
        }
    }

    /// Somebody who decides at a second.
    static func moderator(_ name: String = "Mona", at second: Int64 = 1000) -> ModeratorSignature {
        ModeratorSignature(
            account: StaffID(high: UInt64(name.utf8.count), low: 7), name: name,
            at: Timestamp(milliseconds: second * 1000))
    }

    @discardableResult
    func add(
        _ text: String = "A text", at second: Int64, state: ModeratedState = .held, handle: String = "anon",
        risk: Double? = nil, answering parent: Comment.ID? = nil, under article: ArticleID? = nil
    ) async throws -> Comment.ID {
        let posted = Timestamp(milliseconds: second * 1000)
        let id = Comment.ID(at: posted)
        let article = article ?? self.article
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO comment (id, article, parent, handle, posted, text, state)
                VALUES (\(id), \(article), \(parent), \(handle), \(posted), \(text), \(state))
                """)
            if let risk {
                try connection.execute(
                    """
                    INSERT INTO comment_finding (comment, place, rule, detail, risk)
                    VALUES (\(id), 0, 'links', 'It has links.', \(risk))
                    """)
            }
        }
        return id
    }

    func flag(_ comment: Comment.ID, by flagger: UInt8 = 1, at second: Int64 = 500) async throws {
        let id = Comment.ID(at: Timestamp(milliseconds: second * 1000))
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO comment_flag (id, comment, reason, note, made, flagger)
                VALUES (\(id), \(comment), 'abuse', 'It is rude.', \(second * 1000), \([flagger]))
                """)
        }
    }

    func state(of comment: Comment.ID) async throws -> ModeratedState? {
        try await database.read {
            try $0.value(ModeratedState.self, "SELECT state FROM comment WHERE id = \(comment)")
        }
    }

    /// Decides on one comment, whatever was seen of it.
    @discardableResult
    func decide(
        _ decision: Decision, _ comment: Comment.ID, by moderator: ModeratorSignature = moderator()
    ) async throws -> DecisionOutcome {
        try await store.decide(decision, on: [DecisionSubject(comment: comment, seen: nil)], by: moderator)
    }

    func waiting(_ filter: QueueFilter = QueueFilter()) async throws -> [Comment.ID] {
        try await queue.page(filter, limit: 100).comments.map(\.comment.id)
    }
}

/// Remembers what it was taught; as if each transaction were run once, which tests with one writer can rely on.
final class RecordingTrainer: ScreenTrainer {
    private let examples = Mutex<[Comment.ID: Bool]>([:])

    /// Whether each example is one of spam.
    var lessons: [Comment.ID: Bool] { examples.withLock { $0 } }

    func learn(_ comment: Comment.ID, text: String, isSpam: Bool, in connection: any Connection) throws {
        examples.withLock { $0[comment] = isSpam }
    }

    func forget(_ comment: Comment.ID, in connection: any Connection) throws {
        examples.withLock { $0[comment] = nil }
    }
}
