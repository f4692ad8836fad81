import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct EditionMatterTests {
    @Test(arguments: TestEngine.allCases)
    func theBestCommentsAreRecommendedOrPointedAt(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let store = CommentStore(database: database)
            let start = CommentFixtures.start
            func add(
                _ text: String, after seconds: Int64, votes: Int = 0, highlighted: Int64? = nil, byline: String? = nil,
                state: Audience.Comment.State = .shown
            ) async throws {
                let posted = start.advanced(by: .seconds(seconds))
                try await store.add(
                    Audience.Comment(
                        id: .init(at: posted), article: CommentFixtures.article, parent: nil, handle: "Ann",
                        posted: posted, text: text, state: state, votes: votes,
                        highlighted: highlighted.map { start.advanced(by: .seconds($0)) }, byline: byline))
            }
            try await add("before", after: 10, votes: 9)
            try await add("pointed at later", after: 20, votes: 1, highlighted: 150)
            try await add("three", after: 110, votes: 3)
            try await add("none", after: 120)
            try await add("removed", after: 130, votes: 8, state: .removed)
            try await add("an editor’s", after: 140, votes: 7, byline: "Bob Roe")
            try await add("five", after: 200, votes: 5)
            try await add("after", after: 201, votes: 9)
            func found(_ limit: Int) async throws -> [String] {
                try await store.best(
                    after: start.advanced(by: .seconds(100)), upTo: start.advanced(by: .seconds(200)), limit
                ).map(\.text)
            }
            let all = try await found(10)
            #expect(all == ["pointed at later", "five", "three"])
            let first = try await found(1)
            #expect(first == ["pointed at later"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatEditionsToldInAPartIsRemembered(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            #expect(try await site.editions.latestStart() == nil)
            for name in ["/one", "/two", "/three"] {
                let edition = try await site.edition(items: [site.item(.published, "/moon"), site.item(.archive, name)])
                if name == "/two" { try await site.ledger.cancel(edition, at: site.clock.now()) }
                site.clock.advance(by: .seconds(86_400))
            }
            let told = try await site.editions.told(in: .archive, most: 10).map(\.path)
            #expect(told == ["/three", "/one"])
            #expect(try await site.editions.told(in: .archive, most: 1).map(\.path) == ["/three"])
            let id = Edition.ID(day: site.clock.now().day.advanced(byDays: -1), rhythm: .daily)
            let moment = site.clock.now()
            #expect(try await site.ledger.begin(id, at: moment))
            #expect(try await site.editions.latestStart() == moment)
        }
    }
}
