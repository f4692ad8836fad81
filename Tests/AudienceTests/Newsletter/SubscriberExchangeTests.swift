import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct SubscriberExchangeTests {
    private func take(
        _ table: String, into site: NewsletterFixture, _ asked: SubscriberImport = SubscriberImport(), by size: Int = 7
    ) async throws -> SubscriberImport.Report {
        var rest = Array(table.utf8)[...]
        return try await SubscriberImporter(database: site.database, key: site.key).run(asked, at: site.clock.now()) {
            let piece = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            return piece.isEmpty ? nil : piece
        }
    }

    private func standing(_ text: String, _ site: NewsletterFixture) async throws -> SuppressionStore.Standing {
        try await SuppressionStore(database: site.database, key: site.key).standing(of: site.address(text))
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverAgreedIsTakenInOnce(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let table = """
                E-mail;Frequency;Tags;confirm_time;Source;Status
                ann@mail.example;weekly;maps, sky;2024-05-01;/landing;active
                bob@mail.example;;;2024-05-01T10:00:00+02:00;;
                eve@mail.example;daily;;2024-05-01 10:00:00;;unsubscribed
                dan@mail.example;daily;;;;bounced
                ANN@mail.example;daily;;2024-05-01;;active

                """
            let trial = try await take(table, into: site, SubscriberImport(isTrial: true))
            #expect(try await site.count("subscriber") == 0)
            #expect(try await site.count("suppression") == 0)
            let report = try await take(table, into: site)
            #expect(report == trial)
            #expect(report.rows == 5 && report.added == 2 && report.known == 1 && report.excluded == 2)
            let digest = site.key.digest(of: try site.address("ann@mail.example"))
            let found = try await site.database.read { try SubscriberRow.find(digest: digest, $0)?.id }
            let id = try #require(found)
            let ann = try #require(try await site.subscribers.subscriber(id))
            let topics: Set = [try Slug("maps"), try Slug("sky")]
            #expect(ann.rhythm == .weekly && ann.topics == topics && ann.state == .active)
            #expect(ann.confirmed?.rfc3339 == "2024-05-01T00:00:00Z")
            let consent = try #require(try await site.subscribers.file(of: ann.id)?.consents.first)
            #expect(consent.act == .imported && consent.page == "/landing" && consent.at == ann.confirmed)
            #expect(try await standing("eve@mail.example", site).suppression?.reason == .left)
            #expect(try await standing("dan@mail.example", site).suppression?.reason == .bounced)
            // Again changes nothing.
            let again = try await take(table, into: site, by: 10_000)
            #expect(again.added == 0 && again.known == 3 && again.suppressed == 2)
            #expect(try await site.count("subscriber") == 2)
            #expect(try await site.count("consent") == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverLeftHereStaysAway(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let left = try await site.subscriber("left@mail.example")
            try await site.subscribers.leave(left.id, by: .link, at: site.clock.now())
            let erased = try await site.subscriber("erased@mail.example")
            try await site.subscribers.erase(erased.id, at: site.clock.now())
            _ = try await site.subscriber("here@mail.example", .weekly)
            _ = try await site.signUp("asked@mail.example")
            let report = try await take(
                """
                address,consented
                left@mail.example,2020-01-01
                erased@mail.example,2020-01-01
                here@mail.example,2020-01-01
                asked@mail.example,2020-01-01
                """, into: site)
            #expect(report.suppressed == 2 && report.known == 1 && report.added == 1)
            #expect(try await standing("left@mail.example", site).state == .left)
            #expect(try await standing("erased@mail.example", site).state == nil)
            #expect(try await standing("asked@mail.example", site).state == .active)
        }
    }

    /// Such as the export of a system that they left before they came here.
    @Test(arguments: TestEngine.allCases)
    func whoeverIsHereStaysAlthoughTheyLeftElsewhere(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.subscriber("here@mail.example")
            let paused = try await site.subscriber("paused@mail.example")
            #expect(try await site.subscribers.pause(paused.id, days: 14, at: site.clock.now()))
            guard case .confirm(let asked) = try await site.signUp("asked@mail.example") else {
                throw NewsletterFixture.FixtureFault()
            }
            _ = try await site.subscriber("dead@mail.example")
            let table = """
                address,state
                here@mail.example,unsubscribed
                paused@mail.example,unsubscribed
                asked@mail.example,unsubscribed
                dead@mail.example,bounced
                """
            let trial = try await take(table, into: site, SubscriberImport(isTrial: true))
            let report = try await take(table, into: site)
            #expect(report == trial)
            #expect(report.known == 2 && report.excluded == 2)
            #expect(try await standing("here@mail.example", site).state == .active)
            #expect(try await standing("here@mail.example", site).suppression == nil)
            #expect(try await standing("paused@mail.example", site).state == .paused)
            #expect(try await standing("dead@mail.example", site).state == .stopped)
            // Whoever asked here can still say that they mean it.
            #expect(try await site.confirm(asked)?.state == .active)
            #expect(try await standing("asked@mail.example", site).suppression == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aRowThatCannotBeTakenIsToldWithItsLine(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let report = try await take(
                """
                address,consented,rhythm,topics,state
                ann,2024-01-01,,,
                b@mail.example,,,,
                c@mail.example,yesterday,,,
                d@mail.example,2999-01-01,,,
                e@mail.example,2024-01-01,hourly,,
                f@mail.example,2024-01-01,,"a b\u{301}",
                g@mail.example,2024-01-01,,,whatever
                h@mail.example,2024-01-01
                """, into: site)
            #expect(report.faults.map(\.line) == Array(2...8))
            #expect(report.refused == 7 && report.added == 1)
            let agreed = try #require(CalendarDay("2023-01-01"))
            let second = try await take(
                "address\nb@mail.example\n", into: site, SubscriberImport(consented: agreed))
            #expect(second.added == 1)
        }
    }

    static let noTables = ["", "\n\n", "name\nann\n", "address\n\"ann", "\u{0}\u{1}", "address,\"x\"y\n"]

    @Test(arguments: noTables) func whatIsNoTableIsRefused(text: String) async throws {
        try await NewsletterFixture.with(.sqlite) { site in
            await #expect(throws: Problem.self) { _ = try await take(text, into: site) }
            let count = try await site.count("subscriber")
            #expect(count == 0)
        }
    }

    @Test func aColumnCanBeNamed() async throws {
        try await NewsletterFixture.with(.sqlite) { site in
            let asked = SubscriberImport(headings: [.address: "Kontakt", .consented: "Seit"])
            let report = try await take("Kontakt,Seit\nann@mail.example,2024-01-01\n", into: site, asked)
            #expect(report.added == 1)
            await #expect(throws: Problem.self) {
                _ = try await take("address\n", into: site, SubscriberImport(headings: [.page: "gone"]))
            }
        }
    }

    /// What is exported can be imported elsewhere, and nobody is lost or changed on the way.
    @Test(arguments: TestEngine.allCases)
    func anExportIsAnImport(engine: TestEngine) async throws {
        var table: [UInt8] = []
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(2300)
            _ = try await site.subscriber("+=formula@mail.example", .weekly, topics: ["sky", "maps"])
            _ = try await site.subscriber("o'neil@mail.example")
            let left = try await site.subscriber("left@mail.example")
            try await site.subscribers.leave(left.id, by: .link, at: site.clock.now())
            _ = try await site.signUp("never-confirmed@mail.example")
            let export = SubscriberExport(database: site.database, key: site.key)
            #expect(try await export.write { table += $0 } == 2303)
        }
        let text = String(decoding: table, as: UTF8.self)
        #expect(!text.contains("never-confirmed"))
        try await NewsletterFixture.with(engine) { site in
            site.clock.advance(by: .seconds(60))
            let report = try await take(text, into: site, by: 4096)
            #expect(report.rows == 2303 && report.added == 2302 && report.excluded == 1 && report.refused == 0)
            #expect(try await standing("+=formula@mail.example", site).state == .active)
            #expect(try await standing("o'neil@mail.example", site).state == .active)
            #expect(try await standing("left@mail.example", site).suppression?.reason == .left)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theStaffCanStopAndAllowAnAddress(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = SuppressionStore(database: site.database, key: site.key)
            let ann = try await site.subscriber("ann@mail.example")
            let address = try site.address("ANN@mail.example")
            func allow() async throws -> Bool {
                try await store.allow(address, because: "They asked.", by: "Pat", at: site.clock.now())
            }
            #expect(try await !allow())
            try await store.suppress(address, at: site.clock.now())
            #expect(try await store.standing(of: address).state == .stopped)
            #expect(try await store.standing(of: address).suppression?.reason == .staff)
            #expect(try await allow())
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .active)
            // Whoever left is not brought back by it, and may sign up.
            try await site.subscribers.leave(ann.id, by: .link, at: site.clock.now())
            #expect(try await allow())
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .left)
            let stranger = try site.address("stranger@mail.example")
            try await store.suppress(stranger, at: site.clock.now())
            #expect(try await site.signUp("stranger@mail.example") == .nothing)
        }
    }
}
