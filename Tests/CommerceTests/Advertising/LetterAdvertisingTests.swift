import Commerce
import Database
import Kernel
import TestSupport
import Testing

/// What stands in the newsletter’s mails, whose turn it is, and what may not stand there.
@Suite struct LetterAdvertisingTests {
    private static let zone = Zone.utc

    /// The fields that a form is refused for.
    private func faults(_ body: () async throws -> Void) async -> [String]? {
        await #expect(throws: Problem.self) { try await body() }?.fieldErrors.map(\.field)
    }

    private func day(_ number: Int) -> Timestamp { AdvertisingFixture.now.advanced(by: .seconds(number * 86_400)) }

    private func chosen(
        _ fixture: AdvertisingFixture, on number: Int = 0, language: String = "en-GB"
    ) async throws -> LetterChoice? {
        try await LetterAdvertising(database: fixture.database).choose(
            language: LanguageTag(language), at: day(number), in: Self.zone)
    }

    /// Chooses for a day, and has it go out.
    private func go(_ fixture: AdvertisingFixture, on number: Int) async throws -> String? {
        guard let choice = try await chosen(fixture, on: number) else { return nil }
        try await LetterAdvertising(database: fixture.database).record(
            choice.reference, in: LetterRun(page: "/newsletter/\(number)", begun: day(number), letters: 0))
        return choice.reference
    }

    private func byClick(
        _ fixture: AdvertisingFixture, days: Int = 60, priority: Int = 5, targeting: Targeting = .everywhere,
        isPaused: Bool = false
    ) async throws -> Creative {
        try await fixture.book(
            fixture.flight(
                budget: "30", pricing: .perClick(.euros("10")), days: days, priority: priority, targeting: targeting,
                isPaused: isPaused), in: .newsletter)
    }

    @Test(arguments: TestEngine.allCases)
    func theColumnsKeepThePlace(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await byClick(fixture)
            #expect(try await fixture.creatives.creative(creative.id) == creative)
            let house = HouseAdvertisement(
                slug: try Slug("mails"), place: .newsletter, headline: "How we work", text: "In the open.",
                path: "/standards")
            let store = HouseAdvertisementStore(database: fixture.database)
            try await store.save(house, by: .test)
            #expect(try await store.advertisement(house.slug) == house)
            // It can go to a page and back.
            for place in [Slot.Place.rail, .newsletter] {
                let moved = HouseAdvertisement(
                    slug: house.slug, place: place, headline: "How", text: "In the open.", path: "/standards")
                try await store.save(moved, by: .test)
                #expect(try await store.advertisement(house.slug) == moved)
            }
            for statement: SQL in [
                "UPDATE creative SET letters = 2", "UPDATE creative SET place = 'top'",
                "UPDATE house_advertisement SET place = 'rail'",
                "INSERT INTO letter_run (page, begun, letters) VALUES ('/x', 1, 0)",
            ] {
                await #expect(throws: DatabaseError.self) {
                    try await fixture.database.write { try $0.execute(statement) }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeCountedOrLoadedIsRefused(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            for pricing in [Pricing.perThousandViews(.euros("4")), .flat(views: 1000)] {
                let flight = fixture.flight(pricing: pricing)
                try await fixture.flights.save(flight, by: .test)
                let creative = fixture.creative(of: flight, in: .newsletter)
                #expect(await faults { try await fixture.creatives.save(creative, by: .test) } == ["place"])
            }
            let targeted = fixture.flight(
                pricing: .perClick(.euros("1")), targeting: Targeting(devices: [.phone]))
            try await fixture.flights.save(targeted, by: .test)
            let onPhones = fixture.creative(of: targeted, in: .newsletter)
            #expect(await faults { try await fixture.creatives.save(onPhones, by: .test) } == ["place"])
            let flight = fixture.flight(pricing: .perClick(.euros("1")))
            try await fixture.flights.save(flight, by: .test)
            let picture = Creative.Picture(path: "/media/a.webp", width: 10, height: 10, alternative: "A")
            for content in [
                Creative.Content.picture(picture), .pictureAndText(picture, headline: "A", text: "B"), .html("<p>"),
            ] {
                let creative = fixture.creative(of: flight, in: .newsletter, content: content)
                #expect(await faults { try await fixture.creatives.save(creative, by: .test) } == ["form"])
            }
            let long = fixture.creative(
                of: flight, in: .newsletter,
                content: .text(headline: String(repeating: "a", count: 61), text: String(repeating: "a", count: 201)))
            #expect(await faults { try await fixture.creatives.save(long, by: .test) } == ["headline", "text"])
        }
    }

    /// How often it is clicked on pages would say nothing of it any more.
    @Test(arguments: TestEngine.allCases)
    func aFlightStandsOnPagesOrInMails(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight(pricing: .perClick(.euros("1")))
            let creative = try await fixture.book(flight, in: .newsletter)
            let other = fixture.creative(of: flight, in: .top)
            #expect(await faults { try await fixture.creatives.save(other, by: .test) } == ["place"])
            let byViews = Flight(
                id: flight.id, campaign: flight.campaign, name: flight.name, first: flight.first, last: flight.last,
                budget: flight.budget, pricing: .flat(views: 10), targeting: Targeting(hours: [7]))
            #expect(await faults { try await fixture.flights.save(byViews, by: .test) } == ["pricing", "targeting"])
            try await fixture.creatives.end(creative.id, by: .test)
            try await fixture.creatives.save(other, by: .test)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func onlyWhatRunsIsChosen(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            #expect(try await chosen(fixture) == nil)
            _ = try await fixture.book(fixture.flight(pricing: .perClick(.euros("1")), days: 60), in: .end)
            #expect(try await chosen(fixture) == nil)
            _ = try await byClick(fixture, isPaused: true)
            #expect(try await chosen(fixture) == nil)
            let two = try await byClick(fixture, days: 2)
            #expect(try await chosen(fixture) == .creative(two))
            #expect(try await chosen(fixture, on: 1) == .creative(two))
            #expect(try await chosen(fixture, on: 2) == nil)
            #expect(try await chosen(fixture, on: -1) == nil)
            let french = try await byClick(
                fixture, days: 60, targeting: Targeting(languages: [try #require(LanguageTag("fr"))]))
            #expect(try await chosen(fixture, on: 2) == nil)
            #expect(try await chosen(fixture, on: 2, language: "fr-CA") == .creative(french))
            try await fixture.creatives.end(two.id, by: .test)
            #expect(try await chosen(fixture) == nil)
            // What an advertiser handed in waits for somebody to look at it.
            let flight = fixture.flight(pricing: .perClick(.euros("1")))
            try await fixture.flights.save(flight, by: .test)
            try await fixture.creatives.submit(fixture.creative(of: flight, in: .newsletter), by: .test)
            #expect(try await chosen(fixture) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatPaysComesFirstAndTheSitesOwnLast(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let store = HouseAdvertisementStore(database: fixture.database)
            for name in ["a", "b"] {
                try await store.save(
                    HouseAdvertisement(
                        slug: try Slug(name), place: .newsletter, headline: name, text: name, path: "/standards"),
                    by: .test)
            }
            var seen: [String?] = []
            for number in 0..<3 { seen.append(try await go(fixture, on: number)) }
            #expect(seen == ["house a", "house b", "house a"])
            let earning = try await fixture.book(
                fixture.flight(budget: "0", pricing: .commission, days: 60), in: .newsletter)
            #expect(try await chosen(fixture) == .creative(earning))
            let paying = try await byClick(fixture)
            #expect(try await chosen(fixture) == .creative(paying))
            try await fixture.blocks.save(Block(.category(try Slug("telescopes")), reason: "No."), by: .test)
            let choice = try await chosen(fixture, on: 3)
            #expect(choice?.reference == "house b")
        }
    }

    /// Twice the priority has twice as many turns, whoever came first.
    @Test(arguments: TestEngine.allCases)
    func everybodyHasTheirTurn(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let one = try await byClick(fixture, priority: 2)
            let other = try await byClick(fixture, priority: 4)
            let second = fixture.creative(
                of: try #require(try await fixture.flights.flight(other.flight)), in: .newsletter,
                content: .text(headline: "Another", text: "Of the same."))
            try await fixture.creatives.save(second, by: .test)
            var turns: [String: Int] = [:]
            for number in 1...30 { turns[try #require(try await go(fixture, on: number)), default: 0] += 1 }
            #expect(turns["creative \(one.id)"] == 10)
            #expect(turns["creative \(other.id)"] == 10 && turns["creative \(second.id)"] == 10)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aRunIsKeptOnceWithItsNumber(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await byClick(fixture)
            let letters = LetterAdvertising(database: fixture.database)
            let page = "/newsletter/2026-11-26"
            let reference = LetterChoice.creative(creative).reference
            #expect(try await !letters.isOut(creative.id, in: page))
            for number in [0, 200, 200, 950] {
                try await letters.record(reference, in: LetterRun(page: page, begun: day(0), letters: number))
            }
            for broken in [
                "", "creative", "creative x", "house", "house <b>", "house unknown",
                "creative \(Creative.ID(at: day(0)))",
            ] {
                try await letters.record(broken, in: LetterRun(page: "/newsletter/x", begun: day(0), letters: 1))
            }
            #expect(try await letters.isOut(creative.id, in: page))
            #expect(try await !letters.isOut(creative.id, in: "/newsletter/x"))
            #expect(try await !letters.isOut(Creative.ID(at: day(0)), in: page))
            let rows = try await fixture.database.read {
                try $0.rows("SELECT letters FROM letter_run").map { try $0.value("letters", as: Int.self) }
            }
            #expect(rows == [950])
        }
    }
}
