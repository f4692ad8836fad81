import Editorial
import Kernel
import Logging
import Synchronization
import TestSupport
import Testing
import WebClient

@testable import App

@Suite struct SourceInspectionTests {
    /// Remembers what it was asked, and when.
    private final class Probe: AddressProbe {
        private let asked = Mutex(0)
        private let waits: Bool

        init(waits: Bool) { self.waits = waits }

        var count: Int { asked.withLock { $0 } }

        func probe(_ address: String) async -> CheckOutcome {
            asked.withLock { $0 += 1 }
            if waits { try? await Task.sleep(for: .seconds(600)) }
            return CheckOutcome(status: 200, finalAddress: nil)
        }
    }

    /// Counts how many are in at a time.
    private final class Tally: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var most: Int { counts.withLock { $0.most } }

        func enter() {
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
        }

        func leave() { counts.withLock { $0.now -= 1 } }
    }

    private func withService(
        waits: Bool, _ body: (InspectionService, Probe, SourceHealthStore, SourceStore) async throws -> Void
    ) async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock) { settings, stores in
            #expect(!settings.checksSources, "the example site must not ask strangers")
            let store = SourceHealthStore(database: stores.editorial)
            let probe = Probe(waits: waits)
            let inspector = SourceInspector(
                store: store, probe: probe, clock: clock, limit: InspectionService.atATime)
            let service = InspectionService(thing: "source", logger: Logger(label: "test"), delay: .zero) {
                InspectionService.Report(try await inspector.inspectDue(at: clock.now()))
            }
            try await body(service, probe, store, SourceStore(database: stores.editorial, changes: ChangeFeed()))
        }
    }

    @Test func whatIsDueIsCheckedAFewAtATime() async throws {
        try await withService(waits: false) { service, probe, store, sources in
            let all = try await sources.sources()
            #expect(all.count > InspectionService.atATime)
            let running = Task { try await service.run() }
            while probe.count < InspectionService.atATime { try await Task.sleep(for: .milliseconds(20)) }
            #expect(probe.count == InspectionService.atATime)
            running.cancel()
            try? await running.value
        }
    }

    @Test func itStopsAtOnceAndRecordsNothingOfWhatItBrokeOff() async throws {
        try await withService(waits: true) { service, probe, store, sources in
            let running = Task { try await service.run() }
            while probe.count < InspectionService.atATime { try await Task.sleep(for: .milliseconds(20)) }
            let clock = ContinuousClock()
            let start = clock.now
            running.cancel()
            try? await running.value
            #expect(start.duration(to: clock.now) < .seconds(120))
            for source in try await sources.sources() {
                #expect(try await store.health(of: source.slug)?.checked == nil)
            }
        }
    }

    /// What each failure of a request says of a source.
    @Test func onlyAHostThatIsNotThereIsMissing() async throws {
        let client = WebClient(userAgent: "Masthead")
        let probe = WebAddressProbe(client: client, turns: HostTurns(pause: .zero))
        let unknown = await probe.probe("http://no-such-host.invalid/")
        #expect(unknown.verdict == .missing)
        #expect(unknown.error == "There is no such host.")
        for address in ["http://127.0.0.1:9/", "http://[::1]/", "ftp://x.example/", "http://user@x.example/", ""] {
            let outcome = await probe.probe(address)
            #expect(outcome.verdict == .unclear, "\(address)")
            #expect(outcome.error != nil)
            #expect(outcome.status == nil)
        }
    }

    @Test func oneHostIsNotAskedTwiceInARow() async throws {
        let probe = WebAddressProbe(
            client: WebClient(userAgent: "Masthead"), turns: HostTurns(pause: .milliseconds(400)))
        let clock = ContinuousClock()
        let same = await clock.measure {
            for path in ["a", "b", "c"] { _ = await probe.probe("http://127.0.0.1:9/\(path)") }
        }
        #expect(same >= .milliseconds(800))
        // Hosts that differ don't wait for each other, or this would take twenty minutes.
        let patient = WebAddressProbe(
            client: WebClient(userAgent: "Masthead"), turns: HostTurns(pause: .seconds(600)))
        let others = await clock.measure {
            for host in ["127.0.0.2", "127.0.0.3", "127.0.0.4"] { _ = await patient.probe("http://\(host):9/") }
        }
        #expect(others < .seconds(300))
    }

    @Test func aHostIsAskedForOneThingAtATime() async throws {
        let turns = HostTurns(pause: .milliseconds(10))
        let tally = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    try await turns.take(at: "https://Shop.example:\(443 + number)/\(number)") {
                        tally.enter()
                        try? await Task.sleep(for: .milliseconds(20))
                        tally.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(tally.most == 1)
        // Whoever waits for its turn can be told to stop.
        let patient = HostTurns(pause: .seconds(600))
        try await patient.take(at: "https://other.example/") {}
        let waiting = Task { try await patient.take(at: "https://other.example/") {} }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
