import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct ForecastTests {
    private let now = AdvertisingFixture.now
    private static let hour: Int64 = 3_600_000

    /// A hundred slots at the top in each hour of the last four weeks; of a sample three in four stood in a section.
    private func writeTraffic(_ database: any Database, hours: Int64 = 28 * 24) async throws {
        let (now, size) = (now.milliseconds, Self.hour)
        try await database.write { connection in
            for back in 1...hours {
                try connection.execute(
                    """
                    INSERT INTO slot_traffic (hour, place, asked, sold) VALUES (\(now - back * size), 'top', 100, 0)
                    """)
            }
            for (section, topics, device, slots) in [
                ("science", "moon stars", "phone", 500), ("science", "moon", "desktop", 250),
                ("money", "", "phone", 250),
            ] {
                try connection.execute(
                    """
                    INSERT INTO slot_sample (day, place, section, topics, kind, language, device, slots)
                    VALUES (\(now / 86_400_000 - 1), 'top', \(section), \(topics), 'guide', 'en-GB', \(device), \(slots))
                    """)
            }
        }
    }

    private func flight(
        _ targeting: Targeting = .everywhere, days: Int = 10, views: Int = 1, in fixture: AdvertisingFixture
    ) -> Flight {
        Flight(
            id: Flight.ID(at: now), campaign: fixture.campaign.id, name: "New", first: .today,
            last: CalendarDay.today.advanced(byDays: days - 1), budget: .euros("1000"), pricing: .flat(views: views),
            targeting: targeting)
    }

    @Test(arguments: TestEngine.allCases)
    func whatCanBeHadIsTheTrafficThatAgrees(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let store = ForecastStore(database: fixture.database)
            #expect(
                try await store.forecast(at: now, in: .utc).available(for: flight(in: fixture), in: [.top]) == nil)
            try await writeTraffic(fixture.database)
            let forecast = try await store.forecast(at: now, in: .utc)
            func slots(_ targeting: Targeting, _ places: Set<Slot.Place> = [.top]) -> Int? {
                forecast.available(for: flight(targeting, in: fixture), in: places)?.slots
            }
            let all = try #require(forecast.available(for: flight(in: fixture), in: [.top]))
            #expect(all.slots == 24_000 && all.booked == 0 && all.likely == 16_800)
            #expect(all.least < all.likely && all.likely < all.most && all.least > 0)
            #expect(slots(.everywhere, [.rail]) == 0 && slots(.everywhere, [.top, .rail]) == 24_000)
            #expect(slots(Targeting(sections: [try Slug("science")])) == 18_000)
            #expect(slots(Targeting(topics: [try Slug("stars"), try Slug("sun")])) == 12_000)
            #expect(slots(Targeting(devices: [.phone])) == 18_000)
            #expect(slots(Targeting(sections: [try Slug("science")], devices: [.phone])) == 12_000)
            #expect(slots(Targeting(hours: [0, 1, 2])) == 3_000)
            #expect(slots(Targeting(kinds: [try Slug("answer")])) == 0)
            let english = try #require(LanguageTag("en"))
            let american = try #require(LanguageTag("en-US"))
            #expect(slots(Targeting(languages: [english])) == 24_000 && slots(Targeting(languages: [american])) == 0)
            // What is over can’t be had any more.
            let half = now.advanced(by: .seconds(5 * 86_400))
            let rest = try await store.forecast(at: half, in: .utc).available(for: flight(in: fixture), in: [.top])
            #expect(try #require(rest).slots < 13_000)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsBookedIsTakenFromIt(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            try await writeTraffic(fixture.database)
            let store = ForecastStore(database: fixture.database)
            // 7,000 views need 10,000 slots, of all that there are.
            let booked = flight(views: 7_000, in: fixture)
            let creative = try await fixture.book(booked)
            func available(_ targeting: Targeting = .everywhere) async throws -> Forecast.Estimate {
                let forecast = try await store.forecast(at: now, in: .utc)
                return try #require(forecast.available(for: flight(targeting, in: fixture), in: [.top]))
            }
            #expect(try await available().booked == 10_000)
            #expect(try await available().likely == 9_800)
            let science = Targeting(sections: [try Slug("science")])
            #expect(try await available(science).booked == 7_500)
            // Its own need doesn’t stand in its way.
            let own = try await store.forecast(at: now, in: .utc).available(for: booked, in: [.top])
            #expect(own?.booked == 0)
            let expected = try await store.forecast(at: now, in: .utc).expectations()[booked.id]
            #expect(expected?.left == 7_000 && expected?.likely == 16_800)
            try await fixture.enter(3_500, .view, of: creative, in: booked, at: now)
            // All that was offered was seen, so a slot is a view now.
            #expect(try await available().booked == 3_500)
            // What is sold for more than there is leaves nothing, and says so.
            let greedy = flight(science, views: 100_000, in: fixture)
            _ = try await fixture.book(greedy)
            #expect(try await available(science).likely == 0)
            let other = try await available(Targeting(sections: [try Slug("money")]))
            #expect(other.likely > 0)
            let short = try await store.forecast(at: now, in: .utc).expectations()[greedy.id]
            #expect(try #require(short).most < 100_000)
        }
    }

    /// More that is booked never leaves more, whatever it is.
    @Test(arguments: TestEngine.allCases)
    func eachBookingLeavesLess(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let seed = UInt64.random(in: 0 ... .max)
            var generator = SeededGenerator(seed: seed)
            try await writeTraffic(fixture.database)
            let store = ForecastStore(database: fixture.database)
            let asked = [
                Targeting.everywhere, Targeting(sections: [try Slug("science")]), Targeting(devices: [.desktop]),
                Targeting(hours: [8, 9, 20]),
            ]
            var before = asked.map { _ in Int.max }
            for _ in 0..<12 {
                let forecast = try await store.forecast(at: now, in: .utc)
                for (index, targeting) in asked.enumerated() {
                    let estimate = try #require(
                        forecast.available(for: flight(targeting, in: fixture), in: [.top]), "seed \(seed)")
                    #expect(estimate.likely <= before[index], "seed \(seed)")
                    #expect(0 <= estimate.least && estimate.least <= estimate.likely, "seed \(seed)")
                    #expect(estimate.likely <= estimate.most && estimate.booked <= estimate.slots, "seed \(seed)")
                    before[index] = estimate.likely
                }
                let targeting = try #require(asked.randomElement(using: &generator))
                let more = flight(
                    targeting, days: .random(in: 1...30, using: &generator),
                    views: .random(in: 1...5_000, using: &generator), in: fixture)
                _ = try await fixture.book(more)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func oneSlotInSixteenIsWrittenDownByItsPage(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let live = try await LiveAdvertising(
                database: fixture.database, clock: SettableClock(now), zone: { .utc })
            try await live.pulse()
            let subject = PageSubject(
                section: try Slug("science"), topics: [try Slug("stars"), try Slug("moon")], kind: try Slug("guide"),
                language: LanguageTag("en-GB"))
            for _ in 0..<800 {
                var visit = live.engine.visit(subject, on: .phone)
                for place in Slot.Place.onPages { _ = live.engine.decide(place, for: &visit) }
            }
            try await live.close()
            let rows = try await fixture.database.read {
                try $0.rows("SELECT * FROM slot_sample ORDER BY place")
            }
            #expect(try rows.map { try $0.value("slots", as: Int.self) }.reduce(0, +) == 150)
            #expect(try rows.map { try $0.value("place", as: String.self) } == ["end", "rail", "top"])
            #expect(try rows.allSatisfy { try $0.value("topics", as: String.self) == "moon stars" })
            #expect(try rows.allSatisfy { try $0.value("slots", as: Int.self) == 50 })
        }
    }

    /// A site with many subjects doesn’t grow the table without end.
    @Test(arguments: TestEngine.allCases)
    func theSampleIsBounded(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            var counts: [SampledSlot: Int] = [:]
            for number in 0..<2_000 {
                let subject = PageSubject(topics: [try Slug("topic-\(number)")])
                SampledSlot.count(SampledSlot(place: .top, subject: subject, device: .phone), in: &counts)
            }
            #expect(counts.count == SampledSlot.mostKinds + 1 && counts.values.reduce(0, +) == 2_000)
            let day = now.milliseconds / 86_400_000
            let found = counts
            try await fixture.database.write { connection in
                try SampledSlot.write(found, day: day - 40, connection)
                try SampledSlot.write(found, day: day, connection)
                try SampledSlot.write(found, day: day, connection)
            }
            let sums = try await fixture.database.read { connection in
                try connection.rows(
                    "SELECT day, count(*) AS kinds, CAST(sum(slots) AS BIGINT) AS slots FROM slot_sample GROUP BY day")
            }
            #expect(try sums.map { try $0.value("day", as: Int64.self) } == [day])
            #expect(try sums.map { try $0.value("kinds", as: Int.self) } == [SampledSlot.mostKinds + 1])
            #expect(try sums.map { try $0.value("slots", as: Int.self) } == [4_000])
        }
    }
}
