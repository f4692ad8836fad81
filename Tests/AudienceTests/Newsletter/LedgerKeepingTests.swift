import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct LedgerKeepingTests {
    /// An edition that has ended, in many ways.
    private func ended(_ site: NewsletterFixture, _ count: Int) async throws -> Edition.ID {
        let edition = try await site.edition()
        #expect(try await site.ledger.begin(edition, at: site.clock.now()))
        while true {
            let batch = try await site.ledger.take(edition, for: "one", most: 1000, at: site.clock.now())
            if batch.isEmpty { break }
            var outcomes = Dictionary(uniqueKeysWithValues: batch.map { ($0.id, Delivery.Outcome.sent) })
            outcomes[batch[0].id] = .refused("554 no")
            outcomes[batch[1].id] = .unknown("cut off")
            outcomes[batch[2].id] = .unwanted("nothing for them")
            try await site.ledger.settle(outcomes, of: edition, by: "one", at: site.clock.now())
        }
        #expect(try await site.ledger.finish(edition, at: site.clock.now()))
        return edition
    }

    /// Of an edition that ended long ago, the sums stay.
    @Test(arguments: TestEngine.allCases)
    func sumsStayWhenRowsGo(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(4500)
            let old = try await ended(site, 4500)
            let reports = EditionReports(database: site.database)
            let before = try #require(try await site.ledger.progress(of: old))
            #expect(before.counts == [.sent: 4485, .failed: 5, .uncertain: 5, .skipped: 5])
            #expect(before.reasons.map(\.count) == [5, 5, 5])
            let report = try await reports.report(of: old)
            site.clock.advance(by: DeliveryLedger.kept - .seconds(86_400))
            #expect(try await site.ledger.condense(at: site.clock.now()) == 0)
            site.clock.advance(by: .seconds(2 * 86_400))
            let young = try await ended(site, 4500)
            #expect(try await site.ledger.condense(at: site.clock.now()) == 4500)
            #expect(try await site.ledger.condense(at: site.clock.now()) == 0)
            #expect(try await site.states(of: old).isEmpty)
            #expect(try await site.states(of: young).count == 4500)
            #expect(try await site.ledger.progress(of: old) == before)
            #expect(try await reports.report(of: old) == report)
            #expect(try await site.ledger.counts(of: [old, young])[old] == before.counts)
        }
    }

    /// Servers name in their words whom they refuse; what is kept for good names nobody.
    @Test(arguments: TestEngine.allCases)
    func whatServersSaidIsKeptWithoutAddresses(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(3)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let batch = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
            let said = ["550 5.1.1 <ann@a.example>: no", "550 5.1.1 <bob@a.example>: no", "550 5.6.0 too long"]
            try await site.ledger.settle(
                Dictionary(uniqueKeysWithValues: zip(batch.map(\.id), said.map { .refused($0) })), of: edition,
                by: "one", at: site.clock.now())
            _ = try await site.ledger.take(edition, for: "two", most: 10, at: site.clock.now())
            #expect(try await site.ledger.finish(edition, at: site.clock.now()))
            site.clock.advance(by: DeliveryLedger.kept + .seconds(1))
            #expect(try await site.ledger.condense(at: site.clock.now()) == 3)
            let kept = try #require(try await site.ledger.progress(of: edition)).reasons
            #expect(kept.map(\.text) == ["550 5.1.1 … no", "550 5.6.0 too long"] && kept.map(\.count) == [2, 1])
        }
    }

    /// What is still being sent is kept, however old.
    @Test(arguments: TestEngine.allCases)
    func whatIsNotOverIsKept(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(2)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let batch = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
            try await site.ledger.settle([batch[0].id: .soft("later")], of: edition, by: "one", at: site.clock.now())
            #expect(try await site.ledger.counts(of: [edition]) == [edition: [.pending: 1, .sending: 1]])
            site.clock.advance(by: DeliveryLedger.kept + DeliveryLedger.kept)
            #expect(try await site.ledger.condense(at: site.clock.now()) == 0)
            #expect(try await site.states(of: edition).count == 2)
        }
    }
}
