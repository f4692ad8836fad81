import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct ModerationStoreTests {
    @Test(arguments: TestEngine.allCases)
    func theRiskiestComesFirstAndTheOldestOfEqualRisk(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let calm = try await ground.add(at: 10)
            let young = try await ground.add(at: 30, risk: 0.8)
            let old = try await ground.add(at: 20, risk: 0.8)
            let shown = try await ground.add(at: 5, state: .shown)
            #expect(try await ground.waiting() == [old, young, calm])
            try await ground.flag(shown)
            #expect(try await ground.waiting() == [old, young, shown, calm])
            #expect(try await ground.waiting(QueueFilter(show: .held)) == [old, young, calm])
            #expect(try await ground.waiting(QueueFilter(show: .flagged)) == [shown])
            for flagger in UInt8(2)...9 { try await ground.flag(shown, by: flagger) }
            #expect(try await ground.waiting().first == shown)
            #expect(try await ground.queue.comment(shown)?.risk == 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDecisionIsDoneLoggedLearntAndTakenBack(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let comment = try await ground.add(at: 10, risk: 0.5)
            let approved = try await ground.decide(.approve, comment)
            #expect(try await ground.state(of: comment) == .shown)
            #expect(try await ground.waiting().isEmpty)
            #expect(ground.trainer.lessons == [comment: false])
            #expect(approved.done.first?.waited == .seconds(990))
            let spam = try await ground.decide(.remove(.spam), comment)
            #expect(try await ground.state(of: comment) == .removed)
            #expect(ground.trainer.lessons == [comment: true])
            _ = try await ground.store.undo(batch: #require(spam.batch), by: ModerationGround.moderator())
            #expect(try await ground.state(of: comment) == .shown)
            #expect(ground.trainer.lessons == [comment: false])
            _ = try await ground.store.undo(batch: #require(approved.batch), by: ModerationGround.moderator())
            #expect(try await ground.state(of: comment) == .held)
            #expect(ground.trainer.lessons.isEmpty)
            #expect(try await ground.waiting() == [comment])
            let lines = try await ground.history.lines(limit: 10)
            #expect(lines.map(\.action.what) == [.undo, .undo, .remove, .approve])
            #expect(lines.map(\.undoneBy) == [nil, nil, "Mona", "Mona"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func flagsSettleWithTheDecisionAndOpenAgainWithItsUndoing(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let comment = try await ground.add(at: 10, state: .shown)
            try await ground.flag(comment)
            let kept = try await ground.decide(.approve, comment)
            #expect(try await ground.waiting().isEmpty)
            #expect(try await ground.queue.comment(comment)?.flags.map(\.isOpen) == [false])
            _ = try await ground.store.undo(batch: #require(kept.batch), by: ModerationGround.moderator())
            #expect(try await ground.waiting() == [comment])
            #expect(try await ground.queue.comment(comment)?.flags.map(\.isOpen) == [true])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNoLongerAsItWasSeenIsLeftAndTold(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let (one, other) = (try await ground.add(at: 10), try await ground.add(at: 11))
            let seen = try await ground.queue.page(QueueFilter(), limit: 10).comments
                .map { DecisionSubject(comment: $0.comment.id, seen: $0.version) }
            try await ground.decide(.remove(.abuse), one, by: ModerationGround.moderator("Ada"))
            let outcome = try await ground.store.decide(.approve, on: seen, by: ModerationGround.moderator())
            #expect(outcome.done.map(\.comment) == [other])
            #expect(outcome.overtaken == [.init(comment: one, reason: "Ada removed it in the meantime.")])
            #expect(try await ground.state(of: one) == .removed)
            // Nobody approves a text that they did not see.
            let third = try await ground.add(at: 12)
            let version = try #require(try await ground.queue.comment(third)?.version)
            try await ground.database.write { connection in
                try connection.execute("UPDATE comment SET text = 'Another', edited = 13000 WHERE id = \(third)")
            }
            let late = try await ground.store.decide(
                .approve, on: [DecisionSubject(comment: third, seen: version)], by: ModerationGround.moderator())
            #expect(late.overtaken.map(\.reason) == ["Its author changed it in the meantime."])
            #expect(try await ground.state(of: third) == .held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func ofTwoModeratorsAtOnceOneIsTold(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            for second in Int64(1)...20 {
                let comment = try await ground.add(at: second)
                let version = try #require(try await ground.queue.comment(comment)?.version)
                let subject = DecisionSubject(comment: comment, seen: version)
                let store = ground.store
                async let first = store.decide(.approve, on: [subject], by: ModerationGround.moderator("Ada"))
                async let second = store.decide(
                    .remove(.spam), on: [subject], by: ModerationGround.moderator("Mona"))
                let outcomes = try await [first, second]
                #expect(outcomes.map(\.done.count).sorted() == [0, 1])
                #expect(outcomes.map(\.overtaken.count).sorted() == [0, 1])
                let done = try #require(outcomes.flatMap(\.done).first)
                #expect(try await ground.state(of: comment)?.rawValue == done.became)
                #expect(try await ground.history.lines(on: comment, limit: 10).count == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anEarlierDecisionIsNotTakenBackFromUnderALaterOne(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let comment = try await ground.add(at: 10)
            let first = try await ground.decide(.approve, comment)
            let highlight = try await ground.decide(.highlight, comment)
            try await ground.decide(.remove(.other), comment, by: ModerationGround.moderator("Ada"))
            let refused = try await ground.store.undo(
                batch: #require(first.batch), by: ModerationGround.moderator())
            #expect(refused.overtaken.map(\.reason) == ["Ada decided something after it; take that back first."])
            #expect(try await ground.state(of: comment) == .removed)
            // Another aspect stands apart.
            let taken = try await ground.store.undo(
                batch: #require(highlight.batch), by: ModerationGround.moderator())
            #expect(taken.done.count == 1)
            #expect(try await ground.queue.comment(comment)?.comment.highlighted == nil)
            let again = try await ground.store.undo(
                batch: #require(highlight.batch), by: ModerationGround.moderator())
            #expect(again.overtaken.map(\.reason) == ["Mona took it back already."])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func highlightingWhatIsHeldApprovesIt(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let comment = try await ground.add(at: 10)
            let outcome = try await ground.decide(.highlight, comment)
            #expect(outcome.done.map(\.what) == [.approve, .highlight])
            #expect(Set(outcome.done.map(\.batch)).count == 1)
            _ = try await ground.store.undo(batch: #require(outcome.batch), by: ModerationGround.moderator())
            let found = try #require(try await ground.queue.comment(comment)?.comment)
            #expect(found.state == .held && found.highlighted == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDiscussionIsClosedAndReopenedByHand(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let mona = ModerationGround.moderator()
            #expect(try await ground.history.isOpenByHand(ground.article) == nil)
            let closed = try await ground.store.setDiscussion(of: ground.article, isOpen: false, by: mona)
            #expect(try await ground.history.isOpenByHand(ground.article) == false)
            let again = try await ground.store.setDiscussion(of: ground.article, isOpen: false, by: mona)
            #expect(again.done.isEmpty && again.overtaken.count == 1)
            _ = try await ground.store.setDiscussion(of: ground.article, isOpen: true, by: mona)
            #expect(try await ground.history.isOpenByHand(ground.article) == true)
            let early = try await ground.store.undo(batch: #require(closed.batch), by: mona)
            #expect(early.done.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theLogIsNeverChanged(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            try await ground.decide(.approve, ground.add(at: 10))
            for statement: SQL in ["UPDATE moderation_action SET name = 'x'", "DELETE FROM moderation_action"] {
                await #expect(throws: DatabaseError.self) {
                    try await ground.database.write { try $0.execute(statement) }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeDecidedIsRefused(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let mona = ModerationGround.moderator()
            let comment = try await ground.add(at: 10)
            let subject = DecisionSubject(comment: comment, seen: nil)
            await #expect(throws: Problem.self) {
                try await ground.store.decide(
                    .approve, on: [subject], note: String(repeating: "a", count: 1001), by: mona)
            }
            await #expect(throws: Problem.self) { try await ground.decide(.byline(""), comment) }
            let gone = try await ground.decide(.approve, Audience.Comment.ID(at: Timestamp(milliseconds: 9)))
            #expect(gone.overtaken.map(\.reason) == ["There is no such comment any more."])
            let unknown = try await ground.store.undo([99], by: mona)
            #expect(unknown.overtaken.map(\.reason) == ["There is no such decision."])
            let unseen = try await ground.decide(.unhighlight, comment)
            #expect(unseen.done.isEmpty)
            for text in ["", "held", "held.0", "held.x.0", "gone.0.0", "held.0.0.0", "held.99999999999999999999.0"] {
                #expect(CommentVersion(text) == nil, "\(text)")
            }
            for text in ["", "1.2", "1.2.3", "a.2.\(comment)", "1.b.\(comment)"] {
                #expect(QueuePosition(text) == nil, "\(text)")
            }
        }
    }
}
