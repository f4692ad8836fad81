import Audience
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import AudienceWeb

@Suite struct EditionLinkTests {
    private static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    private typealias Ask = (_ method: HTTPRequest.Method, _ path: String, _ agent: String?, _ more: [String: String])
        async throws -> (Int, String?)

    private func with(
        _ engine: TestEngine, isOn: Bool = true, isOut: Bool = true,
        _ body: (Ask, EditionClickCounter, Edition.ID) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            let clock = SettableClock()
            let now = clock.now()
            let edition = Edition.ID(day: now.day, rhythm: .daily)
            func item(_ part: EditionItem.Part, _ path: String) -> EditionItem {
                EditionItem(
                    part, path: path, title: "About it", summary: "", kind: "answer", topics: [], bylines: [], at: now)
            }
            try await EditionStore(database: database).compose(
                edition,
                items: [item(.published, "/moon"), item(.comment, "/maps#comment-1"), item(.archive, "/maps")],
                since: now.advanced(by: .seconds(-86_400)), until: now, goes: now, needsApproval: false)
            let key = try #require(AudienceKey(Array(0..<32)))
            if isOut { _ = try await DeliveryLedger(database: database, key: key).begin(edition, at: now) }
            let counter = EditionClickCounter()
            let router = Router(context: ReaderContext.self, options: .autoGenerateHeadEndpoints)
            router.add(middleware: PlainProblems())
            EditionLinkController(
                clicks: EditionClicks(database: database), counter: counter, counts: { isOn }, clock: clock,
                isBehindProxy: true
            ).add(to: router)
            let asker = RouterAsker(router.buildResponder())
            try await body(
                { method, path, agent, more in
                    var headers = HTTPFields()
                    headers[.userAgent] = agent
                    if let name = HTTPField.Name("X-Forwarded-For") { headers[name] = "192.0.2.1" }
                    for (field, value) in more {
                        if let name = HTTPField.Name(field) { headers[name] = value }
                    }
                    let answer = try await asker.ask(method, path, headers)
                    return (answer.status, answer.headers[.location])
                }, counter, edition)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkLeadsToItsPageAndCounts(engine: TestEngine) async throws {
        try await with(engine) { ask, counter, edition in
            let moon = EditionLinkController.link(from: edition, to: "/moon")
            #expect(moon == "/newsletter/read/\(edition)/moon")
            for _ in 0..<2 {
                let (status, location) = try await ask(.get, moon, Self.browser, [:])
                #expect(status == 302 && location == "/moon")
            }
            // What follows a “#” stays with the browser, which goes on with it.
            let comment = EditionLinkController.link(from: edition, to: "/maps#comment-1")
            #expect(comment.hasSuffix("/maps#comment-1"))
            let (status, location) = try await ask(
                .get, String(comment.prefix { $0 != "#" }), Self.browser, [:])
            #expect(status == 302 && location == "/maps")
            #expect(counter.take(by: nil) == [edition: ["/moon": 1, "/maps": 1]])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func itLeadsNowhereElse(engine: TestEngine) async throws {
        try await with(engine) { ask, counter, edition in
            let start = "/newsletter/read/"
            for path in [
                "\(edition)/elsewhere", "\(edition)//evil.example", "\(edition)/moon/", "\(edition)/../moon",
                "\(edition)/%2F%2Fevil.example", "\(edition)/moon%0d%0aX-A:b", "2026-02-31/moon", "x/moon",
                "1999-01-01/moon", "\(edition)-week/moon", "\(edition)/%ff", "\(edition)/moon%3Fa", "\(edition)/",
            ] {
                let (status, location) = try await ask(.get, start + path, Self.browser, [:])
                #expect(status == 404 && location == nil, "\(path)")
            }
            #expect(counter.take(by: nil).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func programsAreLedOnAndNotCounted(engine: TestEngine) async throws {
        try await with(engine) { ask, counter, edition in
            let moon = EditionLinkController.link(from: edition, to: "/moon")
            for agent in [
                nil, "", "  ", "Googlebot/2.1", "curl/8.5", "Slackbot-LinkExpanding 1.0", "Some Link Scanner",
            ] {
                let (status, _) = try await ask(.get, moon, agent, [:])
                #expect(status == 302)
            }
            let (head, _) = try await ask(.head, moon, Self.browser, [:])
            let (ahead, _) = try await ask(.get, moon, Self.browser, ["Sec-Purpose": "prefetch"])
            #expect(head == 302 && ahead == 302)
            #expect(counter.take(by: nil).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingIsCountedWhereThePublisherDoesNotWantIt(engine: TestEngine) async throws {
        try await with(engine, isOn: false) { ask, counter, edition in
            let moon = EditionLinkController.link(from: edition, to: "/moon")
            let (status, _) = try await ask(.get, moon, Self.browser, [:])
            #expect(status == 302)
            #expect(counter.take(by: nil).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverTriesAnEditionIsLedOnAndNotCounted(engine: TestEngine) async throws {
        try await with(engine, isOut: false) { ask, counter, edition in
            let moon = EditionLinkController.link(from: edition, to: "/moon")
            let (status, location) = try await ask(.get, moon, Self.browser, [:])
            #expect(status == 302 && location == "/moon")
            #expect(counter.take(by: nil).isEmpty)
        }
    }
}
