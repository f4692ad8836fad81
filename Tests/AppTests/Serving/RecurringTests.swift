import Logging
import Synchronization
import Testing

@testable import App

/// Work that is done again and again; each test ends it after a number of turns, as a server that stops does.
@Suite struct RecurringTests {
    private struct Failure: Error {}

    @Test func aTurnThatFailsIsToldAndTheNextOneComes() async {
        let log = Told()
        let turns = await turns(log) { number in
            if number < 3 { throw Failure() }
        }
        #expect(turns == [1, 2, 3])
        #expect(
            log.lines.withLock { $0 } == ["error: It has to wait (Failure())", "error: It has to wait (Failure())"])
    }

    /// A server that stops in the middle of a turn has no trouble.
    @Test func whatIsCancelledIsNoTrouble() async {
        let log = Told()
        let turns = await turns(log) { _ in throw CancellationError() }
        #expect(turns == [1])
        #expect(log.lines.withLock { $0.isEmpty })
    }

    @Test func itRestsForAsLongAsATurnAsksFor() async {
        let rests = Mutex<[Int]>([])
        await Recurring(every: .seconds(3600), trouble: "It has to wait", logger: Told().logger).run(
            from: 0,
            resting: { turn in
                rests.withLock { $0.append(turn) }
                return .zero
            },
            turn: { turn in
                turn += 1
                if turn == 2 { throw Failure() }
                if turn == 4 { throw CancellationError() }
            })
        // The one that failed rests as well, by what it had come to.
        #expect(rests.withLock { $0 } == [1, 2, 3])
    }

    @Test func itWaitsForItsFirstTurnNoLongerThanTheServerRuns() async {
        let work = Recurring(every: .zero, after: .seconds(3600), trouble: "It has to wait", logger: Told().logger)
        let running = Task { await work.run { Issue.record("a turn was taken") } }
        running.cancel()
        await running.value
    }

    /// The numbers of the turns that were taken until one of them was the last: the third, or one that was cancelled.
    private func turns(_ log: Told, _ turn: @escaping @Sendable (Int) throws -> Void) async -> [Int] {
        let taken = Mutex<[Int]>([])
        await Recurring(every: .zero, trouble: "It has to wait", logger: log.logger).run(from: 0) { number in
            number += 1
            if number > 3 { throw CancellationError() }
            taken.withLock { [number] in $0.append(number) }
            try turn(number)
        }
        return taken.withLock { $0 }
    }
}

/// Keeps what is logged.
private final class Told: Sendable {
    let lines = Mutex<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Handler(told: self) } }

    private struct Handler: LogHandler {
        let told: Told
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let reason = event.metadata?["error"].map { " (\($0))" } ?? ""
            told.lines.withLock { $0.append("\(event.level): \(event.message)\(reason)") }
        }
    }
}
