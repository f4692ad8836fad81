import Commerce
import Database
import Foundation
import Kernel
import TestSupport
import Testing

@Suite struct ClickReportsTests {
    private let today = Signature.test.at.day

    @Test(arguments: TestEngine.allCases)
    func clicksAreCountedByDayPageAndLink(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = AffiliateLinkStore(database: database, clock: FixedClock(Signature.test.at))
            func link(_ page: String) async throws -> AffiliateLink.ID {
                let site = AffiliateLink.Site(destination: "https://optics.example/", page: page, place: .text)
                return try #require(try await store.links(at: [site])[site])
            }
            let one = try await link("/one")
            let two = try await link("/two")
            let folder = try TemporaryFolder("clicks")
            let ledger = ClickLedger(database: database, folder: folder.path)
            let yesterday = today.advanced(byDays: -1)
            // The last millisecond of a day, and the first of the next.
            let moments = [yesterday.start, today.start.advanced(by: .milliseconds(-1)), today.start]
            for (link, moment, outcome, count) in [
                (one, moments[0], Click.Outcome.counted, 2), (one, moments[1], .crawler, 3),
                (two, moments[2], .counted, 5),
                (one, moments[2], .repeated, 1), (two, yesterday.start.advanced(by: .milliseconds(-1)), .counted, 7),
            ] {
                for _ in 0..<count {
                    #expect(await ledger.enter(Click(on: link, programme: nil, at: moment, outcome: outcome)))
                }
            }
            let reports = ClickReports(database: database) { try? await ledger.settle() }
            let selection = ClickReports.Selection(days: yesterday...today)
            let days = try await reports.byDay(selection)
            #expect(days.map(\.subject) == [today, yesterday])
            #expect(days.map(\.counts.counted) == [5, 2])
            #expect(days.map(\.counts.notCounted) == [1, 3])
            #expect(days[1].counts[.crawler] == 3)
            let pages = try await reports.byPage(selection)
            #expect(pages.map(\.subject) == ["/two", "/one"])
            #expect(pages.map(\.counts.counted) == [5, 2])
            #expect(try await reports.byLink(selection).map(\.subject.id) == [two, one])
            let lines = try await reports.byLinkAndDay(selection)
            #expect(lines.map(\.subject.day) == [yesterday, today, today])
            #expect(lines.map(\.subject.link.id) == [one, one, two])
            #expect(try await reports.byDay(.init(days: today...today, page: "/one")).map(\.counts.counted) == [0])
            #expect(try await reports.byDay(.init(days: yesterday...today, link: one)).count == 2)
            #expect(try await reports.byDay(.init(days: yesterday...today, page: "/two", link: one)).isEmpty)
            #expect(try await reports.byDay(.init(days: yesterday...today, page: "' OR '1'='1")).isEmpty)
            // By clocks that are two hours ahead, 22:00 in UTC belongs to the next day.
            let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Etc/GMT-2"))
            let zone = try #require(Zone(name: "Etc/GMT-2", file: Array(file)))
            let east = try await Zone.$current.withValue(zone) {
                try await reports.byDay(.init(days: yesterday...today))
            }
            #expect(east.map(\.counts.counted) == [5, 9])
        }
    }
}
