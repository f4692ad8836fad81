import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct EditionReportTests {
    @Test(arguments: TestEngine.allCases)
    func clicksAreCountedByEditionAndPage(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let items = try [
                site.item(.published, "/moon", topics: ["sky"]), site.item(.comment, "/maps#comment-1"),
                site.item(.archive, "/maps"),
            ]
            try await site.subscriber("ann@mail.example")
            let edition = try await site.edition(items: items)
            let clicks = EditionClicks(database: site.database)
            #expect(try await clicks.pages(of: edition) == .init(paths: ["/moon", "/maps"], isOut: false))
            _ = try await site.ledger.begin(edition, at: site.clock.now())
            #expect(try await clicks.pages(of: edition) == .init(paths: ["/moon", "/maps"], isOut: true))
            let gone = try #require(Edition.ID("1999-01-01"))
            #expect(try await clicks.pages(of: gone) == nil)
            try await clicks.add([:])
            try await clicks.add([edition: ["/moon": 2, "/maps": 1], gone: ["/moon": 5]])
            try await clicks.add([edition: ["/maps": 4]])
            let report = try #require(try await EditionReports(database: site.database).report(of: edition))
            #expect(report.clicks.map(\.path) == ["/maps", "/moon"])
            #expect(report.clicks.map(\.count) == [5, 2])
            #expect(report.clicks.map(\.title) == ["About /maps#comment-1", "About /moon"])
            #expect(try await EditionReports(database: site.database).report(of: gone) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReportAddsUpWhatBecameOfIt(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            for number in 0..<6 { try await site.subscriber("p\(number)@mail.example") }
            let edition = try await site.edition()
            _ = try await site.ledger.begin(edition, at: site.clock.now())
            let batch = try await site.ledger.take(edition, for: "one", most: 100, at: site.clock.now())
            var outcomes: [Delivery.ID: Delivery.Outcome] = [:]
            for delivery in batch.dropFirst() { outcomes[delivery.id] = .sent }
            outcomes[batch[0].id] = .hard("no such address")
            try await site.ledger.settle(outcomes, of: edition, by: "one", at: site.clock.now())
            for (place, kind) in [(1, BounceEvent.Kind.hard), (2, .soft), (3, .complaint)] {
                try await site.bounces.take(
                    BounceEvent(kind, of: batch[place].id, status: "", detail: "", source: "mail"), at: site.clock.now()
                )
            }
            try await site.subscribers.leave(batch[4].subscriber, by: .reply, in: edition, at: site.clock.now())
            let report = try #require(try await EditionReports(database: site.database).report(of: edition))
            #expect(report.audience == 6 && report.sent == 5 && report.deliveries[.failed] == 1)
            #expect(report.returned == [.hard: 2, .soft: 1, .complaint: 1])
            #expect(report.bounced == 3 && report.complaints == 1 && report.departures == 1)
            #expect(report.share(report.departures) == 0.2 && report.clicks.isEmpty)
        }
    }
}
