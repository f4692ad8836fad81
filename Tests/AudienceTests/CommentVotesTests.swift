import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct CommentVotesTests {
    private func voter(_ number: UInt8) -> Voter {
        Voter(NetworkDigest(day: CommentFixtures.start.day, bytes: [number, 1, 2, 3]))
    }

    @Test(arguments: TestEngine.allCases)
    func aVoteCountsOnceAndCanBeTakenBack(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let id = try await CommentWriter(database: database).write(CommentFixtures.draft()).id
            let votes = CommentVotes(database: database, clock: SettableClock(CommentFixtures.start))
            let store = CommentStore(database: database)
            for _ in 0..<2 { try await votes.set(true, by: voter(1), of: nil, on: id) }
            try await votes.set(true, by: voter(2), of: nil, on: id)
            #expect(try await store.comment(id)?.votes == 2)
            #expect(try await votes.has(voter(1), on: id))
            for _ in 0..<2 { try await votes.set(false, by: voter(1), of: nil, on: id) }
            #expect(try await store.comment(id)?.votes == 1)
            #expect(try await !votes.has(voter(1), on: id))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyVotesForTheirOwnOrForWhatIsGone(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let clock = SettableClock(CommentFixtures.start)
            let votes = CommentVotes(database: database, clock: clock)
            let key = Secret()
            let writer = CommentWriter(database: database)
            let id = try await writer.write(CommentFixtures.draft(key: key)).id
            let own = try #require(try await HandleStore(database: database, clock: clock).handle(byKey: key))
            await #expect(throws: Problem.self) {
                try await votes.set(true, by: Voter(own.id), of: own.id, on: id)
            }
            let held = try await writer.write(CommentFixtures.draft(state: .held)).id
            await #expect(throws: Problem.self) { try await votes.set(true, by: voter(1), of: nil, on: held) }
            #expect(try await CommentStore(database: database).comment(id)?.votes == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReportIsThereOnce(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let id = try await CommentWriter(database: database).write(CommentFixtures.draft()).id
            let flags = CommentFlags(database: database, clock: SettableClock(CommentFixtures.start))
            for _ in 0..<2 { try await flags.add(.spam, note: " It sells something. ", by: voter(1), on: id) }
            let notes = try await database.read { connection in
                try connection.rows("SELECT note FROM comment_flag").map { try $0.value("note", as: String.self) }
            }
            #expect(notes == ["It sells something."])
            await #expect(throws: Problem.self) {
                try await flags.add(.spam, note: String(repeating: "a", count: 1001), by: voter(2), on: id)
            }
            await #expect(throws: Problem.self) {
                try await flags.add(.spam, note: "", by: voter(2), on: Audience.Comment.ID(high: 1, low: 1))
            }
        }
    }
}
