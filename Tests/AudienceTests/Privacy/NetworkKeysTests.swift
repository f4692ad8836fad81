import Audience
import Database
import Kernel
import TestSupport
import Testing

@Suite struct NetworkKeysTests {
    private let start = Timestamp(milliseconds: 1_795_478_400_000)

    private func inStore(_ engine: TestEngine, _ body: (any Database) async throws -> Void) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations, body)
    }

    private func network(_ number: Int) throws -> AddressPrefix {
        try #require(AddressPrefix("10.\(number >> 8 & 255).\(number & 255).1"))
    }

    private func days(_ database: any Database) async throws -> [CalendarDay] {
        try await database.read { connection in
            try connection.rows("SELECT day FROM address_key ORDER BY day").map { try $0.value("day") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func serversThatStartTogetherShareKeys(engine: TestEngine) async throws {
        try await inStore(engine) { database in
            let servers = (0..<6).map { _ in NetworkKeys(database: database) }
            let start = start
            try await withThrowingTaskGroup(of: Void.self) { group in
                for server in servers { group.addTask { try await server.refresh(at: start) } }
                try await group.waitForAll()
            }
            // Also those who made a key before they read the other’s have it in the end.
            for server in servers { try await server.refresh(at: start) }
            for moment in [start, start.advanced(by: .seconds(86_400))] {
                let digests = try Set(servers.map { $0.digest(of: try network(7), for: "vote", at: moment) })
                #expect(digests.count == 1)
                #expect(digests.first?.day == moment.day)
                #expect(digests.first?.bytes.count == 32)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func digestsDifferByNetworkPurposeAndDay(engine: TestEngine) async throws {
        try await inStore(engine) { database in
            let keys = NetworkKeys(database: database)
            try await keys.refresh(at: start)
            var seen: Set<[UInt8]> = []
            for number in 0..<50 {
                for purpose in ["", "vote", "vote 1", "comment"] {
                    for day in 0..<2 {
                        let moment = start.advanced(by: .seconds(86_400 * day))
                        let digest = keys.digest(of: try network(number), for: purpose, at: moment)
                        #expect(seen.insert(digest.bytes).inserted)
                        // Any moment of a day gives the same.
                        let later = moment.advanced(by: .seconds(number * 1700))
                        #expect(keys.digest(of: try network(number), for: purpose, at: later) == digest)
                    }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func keysAreMadeAheadAndThrownAway(engine: TestEngine) async throws {
        try await inStore(engine) { database in
            let keys = NetworkKeys(database: database)
            let today = start.day
            let banned = today.advanced(byDays: 1)
            for day in 0..<6 {
                try await keys.refresh(at: start.advanced(by: .seconds(86_400 * day)), keeping: [banned])
                let known = try await days(database)
                #expect(known.contains(today.advanced(byDays: day)) && known.contains(today.advanced(byDays: day + 1)))
                let kept = Set(known).subtracting([banned])
                #expect(kept.allSatisfy { $0 >= today.advanced(byDays: day - 1) })
                #expect(day == 0 || known.contains(banned))
                #expect(Set(known) == Set((-1...8).map { today.advanced(byDays: $0) }.filter(keys.holdsKey)))
            }
            // The ban has ended.
            try await keys.refresh(at: start.advanced(by: .seconds(86_400 * 5)))
            #expect(try await !days(database).contains(banned))
            #expect(!keys.holdsKey(of: banned))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aKeyThatIsGoneTakesTheNetworksOfCommentsAlong(engine: TestEngine) async throws {
        try await inStore(engine) { database in
            let keys = NetworkKeys(database: database)
            let store = CommentStore(database: database)
            let days = (0..<4).map { start.day.advanced(byDays: $0) }
            for (number, day) in days.enumerated() {
                try await keys.refresh(at: day.start, keeping: Set(days))
                let digest = keys.digest(of: try network(number), for: NetworkDigest.ofComments, at: day.start)
                let comment = Audience.Comment(
                    id: Audience.Comment.ID(at: day.start), article: ScreenFixture.article, parent: nil, handle: "a",
                    posted: day.start, text: "text")
                try await store.add(comment)
                try await database.write { connection in
                    try connection.execute(
                        """
                        UPDATE comment SET network = \(digest.bytes), network_day = \(digest.day) WHERE id = \(comment.id)
                        """)
                }
            }
            let left = {
                try await database.read { connection in
                    try connection.rows(
                        "SELECT network_day FROM comment WHERE network IS NOT NULL ORDER BY network_day"
                    ).map { try $0.value("network_day", as: CalendarDay.self) }
                }
            }
            try await keys.forgetKeys(before: days[3], keeping: [days[1]])
            #expect(try await left() == [days[1], days[3]])
            try await keys.forgetKeys(before: days[3], keeping: [])
            #expect(try await left() == [days[3]])
            #expect(days[..<3].allSatisfy { !keys.holdsKey(of: $0) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func withoutAKeyDigestsAreStillPrivateAndLast(engine: TestEngine) async throws {
        try await inStore(engine) { database in
            let one = NetworkKeys(database: database)
            let two = NetworkKeys(database: database)
            let digest = one.digest(of: try network(1), for: "vote", at: start)
            #expect(digest == one.digest(of: try network(1), for: "vote", at: start.advanced(by: .seconds(3600))))
            #expect(digest != two.digest(of: try network(1), for: "vote", at: start))
            #expect(
                digest.bytes
                    != one.digest(of: try network(1), for: "vote", at: start.advanced(by: .seconds(86_400))).bytes)
        }
    }
}
