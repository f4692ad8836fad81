import Audience
import Database
import Kernel
import TestSupport
import Testing

@Suite struct ScreenUpkeepTests {
    private static let long = "The ministry counts only those who came by way of the southern border, I think."

    private func add(_ text: String, _ handle: String, to database: any Database, at moment: Timestamp) async throws {
        let comment = Audience.Comment(
            id: Audience.Comment.ID(at: moment), article: ScreenFixture.other, parent: nil, handle: handle,
            posted: moment,
            text: text)
        try await CommentStore(database: database).add(comment)
        try await database.write { connection in
            try connection.execute("UPDATE audience_change SET number = number + 1 WHERE one = 1")
            try connection.execute(
                """
                UPDATE comment SET change = (SELECT number FROM audience_change WHERE one = 1) WHERE id = \(comment.id)
                """)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func rulesAndWordsReachTheScreen(engine: TestEngine) async throws {
        try await withScreen(engine) { database, screen, upkeep, clock in
            try await upkeep.pulse(at: clock.now())
            #expect(screen.rules == ScreeningRules())
            var rules = ScreeningRules()
            rules[.linksHeld] = 1
            rules[.holdsFirst] = 0
            let store = ScreenStore(database: database)
            try await store.set(rules)
            let entries = [
                WordList.Entry(try WordPattern(" casino* "), .hold),
                WordList.Entry(try WordPattern("casinoville"), .allow),
            ]
            try await database.write { try ScreenStore.add(entries, at: clock.now(), in: $0) }
            #expect(try await store.words() == entries)
            try await upkeep.pulse(at: clock.now())
            #expect(screen.rules == rules)
            #expect(screen.verdict(on: ScreenFixture.submission("All the casinos", isFirst: true)).rules == [.words])
            #expect(screen.verdict(on: ScreenFixture.submission("Born in Casinoville")).isShown)
            try await database.write { connection in
                try ScreenStore.add([WordList.Entry(entries[0].pattern, .refuse)], at: clock.now(), in: connection)
                try ScreenStore.set(ScreeningRules(), in: connection)
            }
            try await upkeep.pulse(at: clock.now())
            #expect(screen.rules == ScreeningRules())
            #expect(screen.verdict(on: ScreenFixture.submission("Those casinos")).problem?.slug == "comment-words")
            try await database.write { try ScreenStore.remove(words: ["casino*", "none"], in: $0) }
            try await upkeep.pulse(at: clock.now())
            #expect(screen.verdict(on: ScreenFixture.submission("Those casinos")).isShown)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatOtherServersTookInIsKnown(engine: TestEngine) async throws {
        try await withScreen(engine) { database, screen, upkeep, clock in
            try await add(Self.long, "Somebody", to: database, at: clock.now())
            try await upkeep.pulse(at: clock.now())
            #expect(screen.verdict(on: ScreenFixture.submission(Self.long)).rules == [.duplicate])
            let other = Self.long.replacing("southern", with: "long and well watched northern")
            try await add(other + " It says so.", "Somebody", to: database, at: clock.now())
            #expect(screen.verdict(on: ScreenFixture.submission(other + " It says so.")).rules != [.duplicate])
            try await add("The third comment is about something else entirely.", "A", to: database, at: clock.now())
            try await upkeep.pulse(at: clock.now())
            let third = ScreenFixture.submission("The THIRD comment is about something else entirely", handle: "B")
            #expect(screen.verdict(on: third).rules == [.duplicate])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func keysStayWhileABanRefersToThem(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            let clock = SettableClock(ScreenFixture.start)
            let keys = NetworkKeys(database: database)
            let screen = Screen(hasher: keys)
            let network = try #require(AddressPrefix("192.0.2.1"))
            try await keys.refresh(at: clock.now())
            let digest = keys.digest(of: network, for: NetworkDigest.ofComments, at: clock.now())
            let end = clock.now().advanced(by: .seconds(86_400 * 5))
            let upkeep = ScreenUpkeep(database: database, screen: screen, keys: keys) { moment in
                ScreeningBans(networks: moment < end ? [digest] : [])
            }
            for day in 0..<7 {
                try await upkeep.pulse(at: clock.now())
                let submission = ScreenFixture.submission(
                    "It is day \(day) of it", network: "192.0.2.9", formMade: clock.now().advanced(by: .seconds(-60)),
                    at: clock.now())
                #expect(screen.verdict(on: submission).rules == (day < 5 ? [.banned] : []))
                #expect(keys.holdsKey(of: digest.day) == (day < 5))
                clock.advance(by: .seconds(86_400))
            }
        }
    }

    @Test func settingsAreKeptWithinTheirRanges() {
        var rules = ScreeningRules()
        for setting in ScreeningRules.Setting.allCases {
            #expect(setting.range.contains(setting.standard))
            for value in [-1, 0, 0.5, 7, 1e9, .nan, .infinity, -.infinity] {
                rules[setting] = value
                #expect(setting.range.contains(rules[setting]))
            }
            rules[setting] = setting.standard
        }
        #expect(rules == ScreeningRules() && rules.changed.isEmpty)
    }

    @Test(arguments: ["", " ", "*", "a", "a*b", "**", "?!", "\u{200B}", String(repeating: "ab", count: 51)])
    func whatCannotBeLookedForIsRefused(pattern: String) {
        #expect(throws: Problem.self) { _ = try WordPattern(pattern) }
    }

    @Test(
        arguments: [
            ("buy * now", "Buy it now", true), ("buy * now", "Buy now", false), ("buy * now", "buy it all now", false),
            ("*coin", "Get BITCOIN here", true), ("*coin", "bitcoins", false), ("v*gra", "v!agra vagra", true),
            ("bit.ly", "see http://bit.ly/x", true), ("Cásino", "CASINO", true), ("casino", "c a s i n o", true),
            ("casino", "𝓒𝓪𝓼𝓲𝓷𝓸", true), ("casino", "ca\u{200D}si\u{AD}no", true), ("казино", "КАЗИНО онлайн", true),
            ("垃圾", "这是垃圾评论", true), ("it's", "its", true), ("ass", "a class of its own", false),
            ("free money", "free\n\nmoney", true), ("free money", "free moneys", false), ("c4sino", "casino", false),
            ("*ab*ab*", "xababx", true), ("ab*ab", "ab", false),
        ])
    func patternsFindWhatTheyMean(pattern: String, text: String, isFound: Bool) throws {
        let words = try ScreenFixture.words([(pattern, .hold)])
        let screen = ScreenFixture.screen { $0.words = words }
        #expect(screen.verdict(on: ScreenFixture.submission(text)).rules.contains(.words) == isFound)
    }
}
