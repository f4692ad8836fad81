import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct LiveLinksTests {
    private let clock = FixedClock(Signature.test.at)
    private let scope = OutboundLink(address: "https://www.optics.example/scope?a=b")

    /// A feed has many pages’ links, and an article’s links are the same in each feed.
    @Test(arguments: TestEngine.allCases)
    func aLinkInAFeedBelongsToItsArticleAndHasAPlaceOfItsOwn(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            try await fixture.rules.save(fixture.rule(of: try await fixture.programme()), by: .test)
            let links = try await LiveLinks(database: database, clock: FixedClock(Signature.test.at))
            let feed = ["/one", "/two"].map { OutboundLink(address: scope.address, place: .feed, page: $0) }
            let inFeed = try await links.placed(feed, onPage: "/feed.xml")
            let again = try await links.placed(feed, onPage: "/atom.xml")
            #expect(inFeed.map { $0?.id } == again.map { $0?.id })
            let onPage = try await links.placed([scope], onPage: "/one")
            #expect(Set((inFeed + onPage).compactMap { $0?.id }).count == 3)
            #expect(try #require(inFeed[0]).address.contains("sub=one_feed"))
            #expect(try #require(inFeed[1]).address.contains("sub=two_feed"))
            #expect(try #require(onPage[0]).address.contains("sub=one_text"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkIsWrittenDownOnceForItsPlaceAndKeepsItsIdentifier(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            try await fixture.rules.save(fixture.rule(of: try await fixture.programme()), by: .test)
            let links = try await LiveLinks(database: database, clock: clock)
            let source = OutboundLink(address: scope.address, place: .source)
            let other = OutboundLink(address: "https://elsewhere.example/")
            let first = try await links.placed([scope, other, source, scope], onPage: "/one")
            #expect(first.map { $0 == nil } == [false, true, false, false])
            #expect(first[0]?.id == first[3]?.id)
            #expect(first[0]?.id != first[2]?.id)
            #expect(try await links.placed([scope], onPage: "/one")[0]?.id == first[0]?.id)
            #expect(try await links.placed([scope], onPage: "/two")[0]?.id != first[0]?.id)
            let again = try await LiveLinks(database: database, clock: clock)
            #expect(try await again.placed([scope], onPage: "/one")[0]?.id == first[0]?.id)
            #expect(first[0]?.address.contains("sub=one_text&") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkThatWasGivenOutLeadsToItsDestinationForGood(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let rule = fixture.rule(of: try await fixture.programme())
            try await fixture.rules.save(rule, by: .test)
            let links = try await LiveLinks(database: database, clock: clock)
            let placed = try #require(try await links.placed([scope], onPage: "/one")[0])
            #expect(try await links.destination(of: placed.id) == placed.address)
            try await fixture.rules.save(
                MerchantRule(
                    id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path, made: rule.made,
                    ended: rule.made), by: .test)
            try await links.reload()
            #expect(try await links.placed([scope], onPage: "/one") == [nil])
            #expect(try await links.destination(of: placed.id) == scope.address)
            let unknown = try #require(AffiliateLink.ID("2222222222"))
            #expect(try await links.destination(of: unknown) == nil)
            await #expect(throws: DatabaseError.self) {
                try await database.write {
                    try $0.execute("UPDATE affiliate_link SET destination = 'https://evil.example/'")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aChangeElsewhereIsNoticedOnce(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let links = try await LiveLinks(database: database, clock: clock)
            #expect(try await !links.reloadIfChanged())
            try await fixture.rules.save(fixture.rule(of: try await fixture.programme()), by: .test)
            #expect(links.rules.isEmpty)
            #expect(try await links.reloadIfChanged())
            #expect(!links.rules.isEmpty)
            #expect(try await !links.reloadIfChanged())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nodesThatPrepareAPageTogetherGiveOutTheSameLinks(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            try await fixture.rules.save(fixture.rule(of: try await fixture.programme()), by: .test)
            let links = try await LiveLinks(database: database, clock: clock)
            let scope = scope
            let found = try await withThrowingTaskGroup(of: AffiliateLink.ID?.self) { group in
                for _ in 0..<8 { group.addTask { try await links.placed([scope], onPage: "/one")[0]?.id } }
                return try await group.reduce(into: Set<AffiliateLink.ID?>()) { $0.insert($1) }
            }
            #expect(found.count == 1 && !found.contains(nil))
        }
    }

    @Test(arguments: ["", "short", "22222222222", "2222-22222", "ABCDEFGHJK", "222222222o", "../../etc/p"])
    func whatCannotBeAnIdentifierIsNone(text: String) { #expect(AffiliateLink.ID(text) == nil) }
}
