import Database
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Audience

/// A mail system that dies at random moments together with the server that uses it.
private final class MortalTransport: MessageTransport {
    private struct State {
        var generator: SeededGenerator
        var wire: [Subscriber.ID: Int] = [:]
        var isDead = false
    }

    private let state: Mutex<State>
    /// Of a thousand mails, how many are the last one of a life.
    private let mortality: UInt64

    init(seed: UInt64, mortality: UInt64) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        self.mortality = mortality
    }

    /// How often something went over the wire to each.
    var wire: [Subscriber.ID: Int] { state.withLock { $0.wire } }
    var isDead: Bool { state.withLock { $0.isDead } }

    func revive() { state.withLock { $0.isDead = false } }

    func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async {
        guard let begun = try? await record.begin(batch.map(\.id)) else { return }
        record.end(hand(over: batch.filter { begun.contains($0.id) }))
    }

    /// Those of which something goes over the wire have been begun.
    func hand(over batch: [Delivery]) -> [Delivery.ID: Delivery.Outcome] {
        state.withLock { state in
            var outcomes: [Delivery.ID: Delivery.Outcome] = [:]
            for delivery in batch where !state.isDead {
                if state.generator.next() % 1000 < mortality { state.isDead = true }
                let chance = state.generator.next() % 100
                switch chance {
                case 0..<80:
                    state.wire[delivery.subscriber, default: 0] += 1
                    outcomes[delivery.id] = .sent
                case 80..<86: outcomes[delivery.id] = .soft("later")
                case 86..<90: outcomes[delivery.id] = .untried("no connection")
                case 90..<93:
                    state.wire[delivery.subscriber, default: 0] += 1
                    outcomes[delivery.id] = .unknown("cut off")
                case 93..<95: outcomes[delivery.id] = .hard("5.1.1")
                case 95..<97: outcomes[delivery.id] = .full("5.2.2")
                default: state.wire[delivery.subscriber, default: 0] += 1  // And nothing is said of it.
                }
            }
            return outcomes
        }
    }
}

@Suite struct CrashingSendTests {
    /// Whatever dies and whenever: nobody is sent an edition twice, and everybody of the audience has a row that tells the truth.
    @Test(arguments: TestEngine.allCases, 0..<4)
    func nobodyTwiceAndNobodyInSilence(engine: TestEngine, round: Int) async throws {
        let given = ProcessInfo.processInfo.environment["MASTHEAD_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(700)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let transport = MortalTransport(seed: seed, mortality: [0, 2, 8, 30][round])
            var generator = SeededGenerator(seed: seed &+ 1)
            var isDone = false
            var life = 0
            while !isDone, life < 3000 {
                life += 1
                transport.revive()
                isDone = try await live(site, edition, transport, worker: "life \(life)", &generator)
                // A node that comes back at once finds the rows of the dead one still held.
                site.clock.advance(by: .seconds(Int(generator.next() % 400)))
                try await site.ledger.giveUpDead(at: site.clock.now())
            }
            #expect(isDone, "seed \(seed)")
            let wire = transport.wire
            #expect(wire.values.allSatisfy { $0 == 1 }, "seed \(seed)")
            let states = try await site.states(of: edition)
            #expect(Set(states.keys) == Set(all), "seed \(seed)")
            for (subscriber, state) in states {
                switch state {
                case .sent: #expect(wire[subscriber] == 1, "seed \(seed)")
                case .failed, .skipped: #expect(wire[subscriber] == nil, "seed \(seed)")
                case .uncertain: break
                case .pending, .sending: Issue.record("\(state) is left over, seed \(seed)")
                }
            }
            // What was counted on the way is what there is.
            let counted = try await site.ledger.progress(of: edition)?.counts
            #expect(counted == Dictionary(states.values.map { ($0, 1) }, uniquingKeysWith: +), "seed \(seed)")
            // Whatever went out and isn’t known as sent is told as uncertain.
            for subscriber in wire.keys {
                #expect([.sent, .uncertain].contains(states[subscriber]), "seed \(seed)")
            }
        }
    }

    /// Sends in waves until everything is done or this life ends, at any step.
    private func live(
        _ site: NewsletterFixture, _ edition: Edition.ID, _ transport: MortalTransport, worker: String,
        _ generator: inout SeededGenerator
    ) async throws -> Bool {
        while true {
            let now = site.clock.now()
            let batch = try await site.ledger.take(edition, for: worker, most: 50, at: now)
            guard !batch.isEmpty else { return try await site.ledger.finish(edition, at: now) }
            var rest = batch[...]
            while !rest.isEmpty {
                // Dead between taking and beginning, or between beginning and sending.
                let isSpared = transport.wire.count > 600
                if generator.next() % 100 == 0, !isSpared { return false }
                let wave = Array(rest.prefix(Int(generator.next() % 20) + 1))
                rest = rest.dropFirst(wave.count)
                let begun = try await site.ledger.begin(
                    wave.map(\.id), of: edition, by: worker, at: site.clock.now())
                if generator.next() % 100 == 0, !isSpared { return false }
                let outcomes = transport.hand(over: wave.filter { begun.contains($0.id) })
                // Dead between sending and writing down.
                if transport.isDead { return false }
                var told = outcomes
                for id in begun where told[id] == nil { told[id] = .unknown("nothing was said") }
                // Sometimes so late that somebody else has given up what was begun, and may take the rest.
                if generator.next() % 40 == 0 {
                    site.clock.advance(by: DeliveryLedger.lease + .seconds(1))
                    try await site.ledger.giveUpDead(at: site.clock.now())
                    _ = try await site.ledger.take(edition, for: "late \(worker)", most: 5, at: site.clock.now())
                }
                try await site.ledger.settle(told, of: edition, by: worker, at: site.clock.now())
            }
        }
    }

    /// What a worker that died had not begun falls to others, and only what it had begun is in doubt.
    @Test(arguments: TestEngine.allCases)
    func onlyWhatWasBegunIsInDoubt(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(100)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let batch = try await site.ledger.take(edition, for: "dead", most: 100, at: site.clock.now())
            let wave = batch.prefix(7).map(\.id)
            let begun = try await site.ledger.begin(wave, of: edition, by: "dead", at: site.clock.now())
            #expect(begun == Set(wave))
            // Once is enough, and nobody else may.
            for worker in ["dead", "living"] {
                let again = try await site.ledger.begin(wave, of: edition, by: worker, at: site.clock.now())
                #expect(again.isEmpty)
            }
            let early = try await site.ledger.take(edition, for: "living", most: 100, at: site.clock.now())
            #expect(early.isEmpty)
            site.clock.advance(by: DeliveryLedger.lease)
            #expect(try await site.ledger.giveUpDead(at: site.clock.now()) == 7)
            let rest = try await site.ledger.take(edition, for: "living", most: 100, at: site.clock.now())
            #expect(Set(rest.map(\.id)) == Set(batch.map(\.id)).subtracting(wave))
            // Should it not be dead after all: what others have is theirs.
            let late = batch.map(\.id)
            let none = try await site.ledger.begin(late, of: edition, by: "dead", at: site.clock.now())
            #expect(none.isEmpty)
            try await site.ledger.settle(
                Dictionary(uniqueKeysWithValues: late.map { ($0, .untried("late")) }), of: edition, by: "dead",
                at: site.clock.now())
            let mine = try await site.ledger.begin(
                rest.map(\.id), of: edition, by: "living", at: site.clock.now())
            #expect(mine.count == 93)
        }
    }

    /// A pause holds back what was taken and not begun.
    @Test(arguments: TestEngine.allCases)
    func nothingBeginsOfAnEditionThatHasStopped(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(5)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let batch = try await site.ledger.take(edition, for: "one", most: 5, at: site.clock.now()).map(\.id)
            try await site.ledger.pause(edition, because: "by Ann", at: site.clock.now())
            let begun = try await site.ledger.begin(batch, of: edition, by: "one", at: site.clock.now())
            #expect(begun.isEmpty)
            try await site.ledger.resume(edition, at: site.clock.now())
            let later = try await site.ledger.begin(batch, of: edition, by: "one", at: site.clock.now())
            #expect(later == Set(batch))
        }
    }

    /// Several nodes at the same time share an edition, and none takes what another one has.
    @Test(arguments: TestEngine.allCases)
    func nodesShareAnEdition(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(2000)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let transport = MortalTransport(seed: 1, mortality: 0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for node in 0..<3 {
                    let sending = EditionSending(
                        ledger: site.ledger, transport: transport, clock: site.clock, worker: "node \(node)")
                    group.addTask { _ = try await sending.run(edition, lanes: 2) }
                }
                try await group.waitForAll()
            }
            #expect(transport.wire.values.allSatisfy { $0 == 1 })
            #expect(Set(try await site.states(of: edition).keys) == Set(all))
        }
    }
}
