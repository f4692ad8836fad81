import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct EditionStoreTests {
    @Test(arguments: TestEngine.allCases)
    func thereIsOneADayAndNoneOfNothing(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let edition = try await site.edition()
            let now = site.clock.now()
            #expect(
                try await !site.editions.compose(
                    edition, items: [site.item(.updated, "/other")], since: now, until: now, goes: now,
                    needsApproval: false))
            #expect(try await site.editions.edition(edition)?.items.map(\.path) == ["/moon"])
            #expect(try await site.editions.due(at: now) == [edition])
            #expect(try await site.editions.told(.daily) == now)
            #expect(try await site.editions.told(.weekly) == nil)
            site.clock.advance(by: .seconds(86_400))
            let empty = try await site.edition(items: [site.item(.archive, "/atlas"), site.item(.comment, "/moon")])
            #expect(try await site.editions.edition(empty)?.edition.state == .nothing)
            #expect(try await site.editions.due(at: site.clock.now()) == [edition])
            // What it would have told belongs to the next one.
            #expect(try await site.editions.told(.daily) == now)
            #expect(try await !site.ledger.begin(empty, at: site.clock.now()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anItemIsKeptAsItIs(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let item = EditionItem(
                .corrected, path: "/moon", title: "“Moon” <b>", summary: "It’s\nround", kind: "guide",
                topics: [try Slug("sky"), try Slug("maps")], bylines: ["Ann Doe", "Bob\nRoe"], at: site.clock.now(),
                note: "It was 384,000 km.")
            let edition = try await site.edition(items: [item])
            let kept = try #require(try await site.editions.edition(edition)?.items.first)
            #expect(kept.bylines == ["Ann Doe", "Bob Roe"])
            #expect(kept.title == item.title && kept.topics == item.topics && kept.note == item.note)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anEditorChangesOrdersAndLeavesOut(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let id = try await site.edition(
                items: [
                    site.item(.published, "/a", topics: ["sky"]), site.item(.updated, "/b", topics: ["maps"]),
                    site.item(.archive, "/c"),
                ], needsApproval: true)
            #expect(try await site.editions.due(at: site.clock.now()).isEmpty)
            try await site.editions.change(
                id, version: 1, to: .init(subject: " Two\n things ", intro: "*Hello*", order: [2, 1]))
            let changed = try #require(try await site.editions.edition(id))
            #expect(changed.edition.subject == "Two things" && changed.edition.version == 2)
            #expect(changed.items.map(\.path) == ["/c", "/b", "/a"])
            #expect(changed.items.map(\.isLeftOut) == [false, false, true])
            #expect(changed.items(for: [try Slug("sky")]).isEmpty)
            await #expect(throws: Problem.self) { try await site.editions.approve(id, version: 1) }
            try await site.editions.approve(id, version: 2)
            #expect(try await site.editions.due(at: site.clock.now()) == [id])
            try await site.editions.hold(id, version: 3)
            #expect(try await site.editions.due(at: site.clock.now()).isEmpty)
            // What was left out can be taken in again.
            try await site.editions.change(id, version: 4, to: .init(subject: "Three", intro: "", order: [2, 0, 1]))
            #expect(try await site.editions.edition(id)?.items.map(\.isLeftOut) == [false, false, false])
        }
    }

    /// Nobody is told by the subject of what they don’t get.
    @Test func theSubjectNamesWhatIsInTheLetter() async throws {
        try await NewsletterFixture.with(.sqlite) { site in
            let id = try await site.edition(
                items: [
                    site.item(.published, "/a", topics: ["sky"]), site.item(.updated, "/b", topics: ["maps"]),
                    site.item(.archive, "/c"),
                ], needsApproval: true)
            let (sky, maps, history) = try (Slug("sky"), Slug("maps"), Slug("history"))
            var composed = try #require(try await site.editions.edition(id))
            #expect(composed.subject(for: []) == "About /a" && composed.subject(for: [sky]) == "About /a")
            #expect(composed.subject(for: [maps]) == "About /b")
            // Nothing would be sent to them.
            #expect(composed.subject(for: [history]) == "About /a")
            try await site.editions.change(id, version: 1, to: .init(subject: "About /a", intro: "", order: [1]))
            composed = try #require(try await site.editions.edition(id))
            #expect(composed.subject(for: []) == "About /b")
            // What an editor wrote stays.
            try await site.editions.change(id, version: 2, to: .init(subject: "Two things", intro: "", order: [1, 0]))
            composed = try #require(try await site.editions.edition(id))
            #expect(composed.subject(for: [maps]) == "Two things")
        }
    }

    static let faults: [EditionStore.Change] = [
        .init(subject: "", intro: "", order: [0]), .init(subject: " \n ", intro: "", order: [0]),
        .init(subject: String(repeating: "x", count: 151), intro: "", order: [0]),
        .init(subject: "x", intro: String(repeating: "x", count: 4001), order: [0]),
        .init(subject: "x", intro: "", order: []), .init(subject: "x", intro: "", order: [0, 0]),
        .init(subject: "x", intro: "", order: [1]), .init(subject: "x", intro: "", order: [0, 7]),
        .init(subject: "x", intro: "", order: [-1]),
    ]

    @Test(arguments: faults)
    func whatCannotBeKeptChangesNothing(change: EditionStore.Change) async throws {
        try await NewsletterFixture.with(.sqlite) { site in
            let id = try await site.edition(items: [site.item(.published, "/a"), site.item(.archive, "/b")])
            let before = try await site.editions.edition(id)
            await #expect(throws: Problem.self) { try await site.editions.change(id, version: 1, to: change) }
            #expect(try await site.editions.edition(id) == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsBeingSentIsChangedNoMore(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let id = try await site.edition()
            #expect(try await site.ledger.begin(id, at: site.clock.now()))
            for version in 1...3 {
                await #expect(throws: Problem.self) {
                    try await site.editions.change(id, version: version, to: .init(subject: "x", intro: "", order: [0]))
                }
                await #expect(throws: Problem.self) { try await site.editions.hold(id, version: version) }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theyAreListedPageByPage(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            var made: [Edition.ID] = []
            for _ in 0..<5 {
                made.append(try await site.edition())
                made.append(try await site.edition(.weekly))
                site.clock.advance(by: .seconds(86_400))
            }
            let newest = try await site.editions.editions(most: 4).map(\.id)
            #expect(newest == [made[8], made[9], made[6], made[7]])
            let older = try await site.editions.editions(before: made[6].day).map(\.id)
            #expect(older == [made[4], made[5], made[2], made[3], made[0], made[1]])
            let none = try await site.editions.editions(before: made[0].day)
            #expect(none.isEmpty)
            // Of those that have ended nothing is to be done.
            try await site.ledger.cancel(made[2], at: site.clock.now())
            #expect(try await site.ledger.begin(made[3], at: site.clock.now()))
            #expect(try await site.ledger.finish(made[3], at: site.clock.now()) == false)
            try await site.ledger.pause(made[3], because: "by Ann", at: site.clock.now())
            let open = try await site.editions.unfinished().map(\.id)
            #expect(open == made.filter { $0 != made[2] })
        }
    }

    @Test(arguments: ["2026-11-26", "2026-11-26-week"]) func anIdentifierReadsAsItIsWritten(text: String) throws {
        #expect(try #require(Edition.ID(text)).description == text)
    }

    @Test(arguments: ["", "week", "-week", "2026-11-26-", "2026-13-01", "2026-11-26-week-week", "2026-11-26-month"])
    func whatIsNoIdentifierIsNone(text: String) { #expect(Edition.ID(text) == nil) }
}
