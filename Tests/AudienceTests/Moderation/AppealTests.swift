import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct AppealTests {
    /// A comment that belongs to somebody.
    private func owned(_ ground: ModerationGround, state: ModeratedState) async throws -> (
        Audience.Comment.ID, Handle.ID
    ) {
        let comment = try await ground.add(at: 10, state: state)
        let owner = Handle.ID(at: Timestamp(milliseconds: 1))
        try await ground.database.write { connection in
            try connection.execute(
                """
                INSERT INTO handle (id, name, folded, made) VALUES (\(owner), 'ann', \(owner.description), 1)
                """)
            try connection.execute("UPDATE comment SET owner = \(owner) WHERE id = \(comment)")
        }
        return (comment, owner)
    }

    @Test(arguments: TestEngine.allCases)
    func anAppealWaitsIsDecidedAndCounted(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let appeals = AppealStore(database: ground.database)
            let (comment, owner) = try await owned(ground, state: .held)
            try await ground.decide(.remove(.offTopic), comment)
            let now = Timestamp(milliseconds: 2_000_000)
            try await appeals.appeal(against: comment, owner: owner, text: "It is on topic.", at: now)
            #expect(try await ground.waiting(QueueFilter(show: .appealed)) == [comment])
            await #expect(throws: Problem.self) {
                try await appeals.appeal(against: comment, owner: owner, text: "Again.", at: now)
            }
            let upheld = try await ground.store.decide(
                .remove(.offTopic), on: [DecisionSubject(comment: comment, seen: nil)], note: "It is not.",
                by: ModerationGround.moderator(at: 3000))
            #expect(upheld.done.map(\.what) == [.uphold])
            let told = try #require(try await appeals.standing(of: comment, owner: owner))
            #expect(told.decision?.note == "It is not." && told.appeal?.decision == upheld.batch && !told.canAppeal)
            #expect(try await ground.waiting().isEmpty)
            _ = try await ground.store.undo(batch: #require(upheld.batch), by: ModerationGround.moderator(at: 3001))
            #expect(try await ground.waiting() == [comment])
            let restored = try await ground.decide(.approve, comment, by: ModerationGround.moderator(at: 3002))
            #expect(restored.done.map(\.what) == [.restore])
            #expect(try await ground.state(of: comment) == .shown)
            let tally = try await ModerationTallyStore(database: ground.database).tally()
            let month = try #require(tally.months.first)
            #expect(tally.months.count == 1 && month.start.description == "1970-01-01")
            #expect(month.removed == [.offTopic: 1] && month.appealed == 1 && month.reinstated == 1)
            #expect(month.approved == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func onlyTheAuthorAppealsAndOnlyAgainstSomething(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let appeals = AppealStore(database: ground.database)
            let (comment, owner) = try await owned(ground, state: .shown)
            let now = Timestamp(milliseconds: 2_000_000)
            await #expect(throws: Problem.self) {
                try await appeals.appeal(against: comment, owner: owner, text: "Why?", at: now)
            }
            try await ground.decide(.remove(.spam), comment)
            let stranger = Handle.ID(at: Timestamp(milliseconds: 2))
            #expect(try await appeals.standing(of: comment, owner: stranger) == nil)
            await #expect(throws: Problem.self) {
                try await appeals.appeal(against: comment, owner: stranger, text: "Why?", at: now)
            }
            for text in ["", "  \n", String(repeating: "a", count: 1001)] {
                await #expect(throws: Problem.self) {
                    try await appeals.appeal(against: comment, owner: owner, text: text, at: now)
                }
            }
            #expect(try await appeals.standing(of: comment, owner: owner)?.appeal == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasTakenBackIsNotCounted(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let store = ModerationTallyStore(database: ground.database)
            #expect(try await store.tally().months.isEmpty)
            let (one, other) = (try await ground.add(at: 1), try await ground.add(at: 2))
            let removed = try await ground.decide(.remove(.spam), one)
            try await ground.decide(.approve, other)
            #expect(try await store.tally().months.map(\.allRemoved) == [1])
            _ = try await ground.store.undo(batch: #require(removed.batch), by: ModerationGround.moderator())
            #expect(try await store.tally().months.map(\.allRemoved) == [0])
            #expect(try await store.tally().months.map(\.approved) == [1])
        }
    }
}
