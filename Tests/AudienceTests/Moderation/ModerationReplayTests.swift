import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

/// Whatever moderators do and take back, the log alone tells how things are.
@Suite struct ModerationReplayTests {
    @Test(arguments: TestEngine.allCases, [UInt64(1), 2, 3])
    func theStateIsWhatTheLogSays(engine: TestEngine, seed: UInt64) async throws {
        try await ModerationGround.with(engine) { ground in
            var random = SeededGenerator(seed: seed)
            var comments: [Audience.Comment.ID] = []
            var beginnings: [Audience.Comment.ID: ModeratedState] = [:]
            for second in Int64(1)...6 {
                let state: ModeratedState = Bool.random(using: &random) ? .held : .shown
                let comment = try await ground.add(at: second, state: state, risk: 0.25)
                beginnings[comment] = state
                comments.append(comment)
            }
            var batches: [Int] = []
            for step in Int64(0)..<120 {
                let mona = ModerationGround.moderator(at: 1000 + step)
                if Int.random(in: 0..<3, using: &random) == 0, let batch = batches.randomElement(using: &random) {
                    _ = try await ground.store.undo(batch: batch, by: mona)
                    continue
                }
                let chosen = comments.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
                if Bool.random(using: &random), let flagged = chosen.first {
                    try? await ground.flag(flagged, by: UInt8(step))
                }
                let decision = try #require(Self.decisions.randomElement(using: &random))
                let outcome = try await ground.store.decide(
                    decision, on: chosen.map { DecisionSubject(comment: $0, seen: nil) }, by: mona)
                #expect(outcome.done.allSatisfy { $0.batch == outcome.batch })
                if let batch = outcome.batch { batches.append(batch) }
            }
            let log = try await ground.history.lines(limit: 10_000).reversed().map(\.action)
            #expect(log.count > 60)
            for comment in comments {
                var told: [ModerationAction.Aspect: String] = [
                    .state: beginnings[comment]?.rawValue ?? "", .highlight: "", .byline: "",
                ]
                for action in log where action.comment == comment {
                    #expect(told[action.aspect] == action.was, "\(action)")
                    told[action.aspect] = action.became
                }
                let found = try #require(try await ground.queue.comment(comment))
                #expect(found.comment.state.rawValue == told[.state])
                #expect(found.comment.highlighted.map { String($0.milliseconds) } ?? "" == told[.highlight])
                #expect(found.comment.byline ?? "" == told[.byline])
                // What was learnt follows from the decisions that stand.
                let lesson: Bool? =
                    switch (found.decision?.what, found.decision?.reason) {
                    case (.approve, _), (.restore, _): false
                    case (.remove, .spam), (.uphold, .spam): true
                    default: nil
                    }
                #expect(ground.trainer.lessons[comment] == lesson)
                // It waits when it is held or has an open flag where readers see it, and then only.
                let isWaiting =
                    found.comment.state == .held
                    || (found.comment.state == .shown && found.flags.contains(where: \.isOpen))
                #expect((found.since != nil) == isWaiting)
            }
            // Everything that stands can be taken back, the last first, to where it began.
            for batch in Set(log.filter { $0.what != .undo }.map(\.batch)).sorted(by: >) {
                _ = try await ground.store.undo(batch: batch, by: ModerationGround.moderator(at: 2000))
            }
            for comment in comments { #expect(try await ground.state(of: comment) == beginnings[comment]) }
            #expect(ground.trainer.lessons.isEmpty)
        }
    }

    private static let decisions: [Decision] = [
        .approve, .remove(.spam), .remove(.offTopic), .highlight, .unhighlight, .byline("Ada"), .unbyline,
    ]
}
