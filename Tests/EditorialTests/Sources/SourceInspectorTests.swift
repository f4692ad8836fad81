import Database
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Editorial

@Suite("The inspection of sources")
struct SourceInspectorTests {
    /// Answers as it is told to, and remembers what it was asked.
    private final class Probe: AddressProbe {
        private let answers: @Sendable (String) -> CheckOutcome
        private let asked = Mutex<[String]>([])

        init(_ answers: @escaping @Sendable (String) -> CheckOutcome) { self.answers = answers }

        var addresses: [String] { asked.withLock { $0.sorted() } }

        func probe(_ address: String) async -> CheckOutcome {
            asked.withLock { $0.append(address) }
            return answers(address)
        }
    }

    /// Comes to no end until it is told to.
    private final class EndlessProbe: AddressProbe {
        private let asked = Mutex(0)

        var count: Int { asked.withLock { $0 } }

        func probe(_ address: String) async -> CheckOutcome {
            asked.withLock { $0 += 1 }
            try? await Task.sleep(for: .seconds(600))
            return CheckOutcome(noAnswer: "The check was broken off.", isDefinite: false)
        }
    }

    private static let found = CheckOutcome(status: 200, finalAddress: nil)
    private static let missing = CheckOutcome(status: 404, finalAddress: nil)

    private static func inspector(
        _ store: SourceHealthStore, _ probe: Probe, at moment: Timestamp, limit: Int = 50
    ) -> SourceInspector {
        SourceInspector(store: store, probe: probe, clock: FixedClock(moment), limit: limit)
    }

    @Test("takes what is due, and records it", arguments: TestEngine.allCases)
    func pass(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = SourceHealthStore(database: site.database)
            let start = EditorialSite.start
            #expect(
                try await store.due(at: start, limit: 10).map(\.source.slug.description) == ["atlas", "bank", "census"])
            #expect(try await store.due(at: start, limit: 2).count == 2)
            let probe = Probe { $0.contains("bank") ? Self.missing : Self.found }
            let report = try await Self.inspector(store, probe, at: start).inspectDue(at: start)
            #expect(report.checked == 3)
            #expect(probe.addresses.count == 3)
            #expect(try await store.health(of: slug("atlas"))?.state == .well)
            #expect(try await store.health(of: slug("bank"))?.state == .failing)
            #expect(try await store.health(of: slug("bank"))?.lastStatus == 404)
            #expect(try await store.due(at: start, limit: 10).isEmpty)
            #expect(try await Self.inspector(store, probe, at: start).inspectDue(at: start).checked == 0)

            // Only the one that failed comes back within the week, until it is dead.
            var died: [Slug] = []
            for hour in 1...100 {
                let moment = start.advanced(by: .seconds(hour * 3600))
                died += try await Self.inspector(store, probe, at: moment).inspectDue(at: moment).died
            }
            #expect(died == [slug("bank")])
            #expect(try await store.dead().map(\.source.slug) == [slug("bank")])
            #expect(try await store.unreachable().isEmpty)
            #expect(probe.addresses.count(where: { $0.contains("bank") }) == 5)
            #expect(probe.addresses.count(where: { $0.contains("atlas") }) == 1)

            let later = start.advanced(by: .seconds(400 * 3600))
            let recovery = try await Self.inspector(store, Probe { _ in Self.found }, at: later).inspectDue(at: later)
            #expect(recovery.recovered == [slug("bank")])
            #expect(try await store.dead().isEmpty)
        }
    }

    @Test("shows what can’t be reached for two weeks", arguments: TestEngine.allCases)
    func unreachable(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = SourceHealthStore(database: site.database)
            let probe = Probe { $0.contains("bank") ? CheckOutcome(status: 403, finalAddress: nil) : Self.found }
            var became: [Slug] = []
            for hour in stride(from: 0, through: 24 * 30, by: 12) {
                let moment = EditorialSite.start.advanced(by: .seconds(hour * 3600))
                became += try await Self.inspector(store, probe, at: moment).inspectDue(at: moment).becameUnreachable
            }
            #expect(became == [slug("bank")])
            #expect(try await store.unreachable().map(\.source.slug) == [slug("bank")])
            #expect(try await store.dead().isEmpty)
        }
    }

    @Test("blames its own network when nobody answers", arguments: TestEngine.allCases)
    func alone(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = SourceHealthStore(database: site.database)
            let probe = Probe { _ in CheckOutcome(noAnswer: "There is no such host.", isDefinite: true) }
            let start = EditorialSite.start
            let report = try await Self.inspector(store, probe, at: start).inspectDue(at: start)
            #expect(report.isAlone)
            #expect(try await store.health(of: slug("bank"))?.failures == 0)
            #expect(try await store.health(of: slug("bank"))?.unclear == 1)
            // Two alone are too few to tell.
            let later = start.advanced(by: .seconds(86_400))
            let two = try await Self.inspector(store, probe, at: later, limit: 2).inspectDue(at: later)
            #expect(!two.isAlone)
            #expect(try await store.health(of: slug("atlas"))?.failures == 1)
        }
    }

    @Test("asks once for each source, however many processes do it", arguments: TestEngine.allCases)
    func nodes(engine: TestEngine) async throws {
        try await withPlace(engine) { place in
            try await withClosing(try place.open()) { first in
                try await withClosing(try place.open()) { second in
                    let start = EditorialSite.start
                    try await Migrator(store: EditorialSchema.store, migrations: EditorialSchema.migrations)
                        .migrate(first, clock: FixedClock(start))
                    let sources = SourceStore(database: first, changes: ChangeFeed())
                    try await sources.add(contentsOf: (0..<40).map { MarkdownFixture.source("s\($0)") })
                    let probe = Probe { _ in Self.missing }
                    let inspectors = [first, second].map { database in
                        Self.inspector(SourceHealthStore(database: database), probe, at: start, limit: 7)
                    }
                    let checked = try await withThrowingTaskGroup(of: Int.self) { group in
                        for inspector in inspectors {
                            group.addTask {
                                var checked = 0
                                while case let report = try await inspector.inspectDue(at: start), report.checked > 0 {
                                    checked += report.checked
                                }
                                return checked
                            }
                        }
                        return try await group.reduce(0, +)
                    }
                    #expect(checked == 40)
                    #expect(Set(probe.addresses).count == 40)
                    #expect(probe.addresses.count == 40)
                    let store = SourceHealthStore(database: second)
                    for number in 0..<40 {
                        #expect(try await store.health(of: slug("s\(number)"))?.failures == 1)
                    }
                }
            }
        }
    }

    @Test("checks one source when somebody asks", arguments: TestEngine.allCases)
    func one(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = SourceHealthStore(database: site.database)
            let start = EditorialSite.start
            let inspector = Self.inspector(store, Probe { _ in Self.missing }, at: start)
            let health = try await inspector.inspect(slug("bank"))
            #expect(health?.state == .failing)
            #expect(health?.failures == 1)
            #expect(try await store.health(of: slug("bank")) == health)
            #expect(try await store.health(of: slug("atlas")) == nil)
            // However often somebody asks within a day, it isn't dead.
            for _ in 0..<9 { _ = try await inspector.inspect(slug("bank")) }
            #expect(try await store.health(of: slug("bank"))?.state == .failing)
            #expect(try await kind { _ = try await inspector.inspect(slug("none")) } == .notFound)
        }
    }

    @Test("records nothing of a check that was broken off", arguments: TestEngine.allCases)
    func cancellation(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = SourceHealthStore(database: site.database)
            let start = EditorialSite.start
            let probe = EndlessProbe()
            let inspector = SourceInspector(store: store, probe: probe, clock: FixedClock(start))
            let pass = Task { try await inspector.inspectDue(at: start) }
            while probe.count < 3 { try await Task.sleep(for: .milliseconds(10)) }
            pass.cancel()
            await #expect(throws: CancellationError.self) { try await pass.value }
            let health = try await store.health(of: slug("bank"))
            #expect(health?.state == .unchecked)
            #expect(health?.checked == nil)
        }
    }

    @Test("forgets a check that came too late", arguments: TestEngine.allCases)
    func leases(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = SourceHealthStore(database: site.database)
            let start = EditorialSite.start
            let slow = try await store.claim(at: start, limit: 10, lease: .seconds(60))
            #expect(slow.count == 3)
            #expect(try await store.claim(at: start.advanced(by: .seconds(59)), limit: 10, lease: .seconds(60)).isEmpty)
            let late = start.advanced(by: .seconds(60))
            let quick = try await store.claim(at: late, limit: 1, lease: .seconds(60))
            let lease = try #require(quick.first)
            let same = try #require(slow.first { $0.source == lease.source })
            #expect(try await store.record(Self.missing, of: same, at: late) == nil)
            #expect(try await store.record(Self.missing, of: lease, at: late)?.failures == 1)
            #expect(try await store.record(Self.missing, of: lease, at: late) == nil)

            // A new address has a health of its own.
            let other = try #require(slow.first { $0.source != lease.source })
            var moved = other.source
            moved = Source(
                slug: moved.slug, title: moved.title, author: nil, publisher: "P", published: nil,
                address: "https://elsewhere.example/", accessed: moved.accessed)
            try await site.sources.update(moved)
            #expect(try await store.record(Self.missing, of: other, at: late) == nil)
            #expect(try await store.health(of: moved.slug) == nil)
            #expect(try await store.due(at: late, limit: 10).contains { $0.source == moved })

            try await store.checkSoon(lease.source.slug, at: late)
            #expect(try await store.due(at: late, limit: 10).contains { $0.source == lease.source })
            #expect(try await kind { try await store.checkSoon(slug("none"), at: late) } == .notFound)
        }
    }
}
