import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct SponsoredArticleStoreTests {
    private struct Fixture {
        let advertising: AdvertisingFixture

        var store: SponsoredArticleStore { SponsoredArticleStore(database: advertising.database) }

        func article(
            id: SponsoredArticle.ID = SponsoredArticle.ID(at: AdvertisingFixture.now), slug: String = "clear-nights",
            advertiser: String = "optics", campaign: Campaign.ID? = nil, title: String = "Clear nights",
            summary: String = "Why glass matters.", body: String = "Look [here](https://www.optics.example/).",
            first: CalendarDay = .today, days: Int = 7
        ) throws -> SponsoredArticle {
            SponsoredArticle(
                id: id, slug: try Slug(slug), advertiser: try Slug(advertiser), campaign: campaign, title: title,
                summary: summary, body: body, firstDay: first, lastDay: first.advanced(byDays: days - 1))
        }

        func shown(on day: CalendarDay = .today) async throws -> [String] {
            try await store.shown(on: day).map { "\($0.payer): \($0.article.title)" }
        }
    }

    private func withArticles(_ engine: TestEngine, _ body: (Fixture) async throws -> Void) async throws {
        try await withAdvertising(engine) { try await body(Fixture(advertising: $0)) }
    }

    private func faults(_ body: () async throws -> Void) async -> [String] {
        let problem = await #expect(throws: Problem.self) { try await body() }
        #expect(problem?.kind == .invalid)
        return problem?.fieldErrors.map(\.field) ?? []
    }

    private func kind(_ body: () async throws -> Void) async -> Problem.Kind? {
        await #expect(throws: Problem.self) { try await body() }?.kind
    }

    @Test(arguments: TestEngine.allCases)
    func readersSeeItOnItsDaysOnceItIsPublished(engine: TestEngine) async throws {
        try await withArticles(engine) { fixture in
            let article = try fixture.article(campaign: fixture.advertising.campaign.id)
            try await fixture.store.save(article, by: .test)
            #expect(try await fixture.store.article(article.id) == article)
            #expect(try await fixture.shown().isEmpty)
            #expect(await kind { try await fixture.store.withdraw(article.id, by: .test) } == .conflict)
            try await fixture.store.publish(article.id, on: .today, by: .test)
            #expect(await kind { try await fixture.store.publish(article.id, on: .today, by: .test) } == .conflict)
            for (offset, isShown) in [(-1, false), (0, true), (6, true), (7, false)] {
                let shown = try await fixture.shown(on: CalendarDay.today.advanced(byDays: offset))
                #expect(shown == (isShown ? ["optics: Clear nights"] : []), "\(offset)")
            }
            #expect(try await fixture.store.advertisers(on: .today) == [try Slug("optics")])
            // A change keeps the state.
            try await fixture.store.save(try fixture.article(id: article.id, title: "Clearer nights"), by: .test)
            #expect(try await fixture.shown() == ["optics: Clearer nights"])
            try await fixture.store.withdraw(article.id, by: .test)
            #expect(try await fixture.shown().isEmpty)
            #expect(try await fixture.store.article(at: article.slug)?.state == .withdrawn)
            #expect(await kind { try await fixture.store.withdraw(article.id, by: .test) } == .conflict)
            try await fixture.store.publish(article.id, on: .today, by: .test)
            #expect(try await fixture.shown() == ["optics: Clearer nights"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func eachStepIsRecordedWithWhatChanged(engine: TestEngine) async throws {
        try await withArticles(engine) { fixture in
            let article = try fixture.article()
            try await fixture.store.save(article, by: .test)
            try await fixture.store.publish(article.id, on: .today, by: .test)
            try await fixture.store.save(try fixture.article(id: article.id, body: "Other words."), by: .test)
            try await fixture.store.save(try fixture.article(id: article.id, body: "Other words."), by: .test)
            try await fixture.store.withdraw(article.id, by: .test)
            let events = try await CommerceHistory(database: fixture.advertising.database)
                .events(of: .sponsoredArticle, subject: article.id.description)
            #expect(events.map(\.action) == [.ended, .changed, .changed, .started])
            #expect(events[0].detail.contains("state: “published” → “withdrawn”"))
            #expect(events[1].detail.contains("→ “12 characters, SHA-256 "))
            #expect(events[2].detail == "state: “draft” → “published”")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeShownIsRefusedWithTheField(engine: TestEngine) async throws {
        try await withArticles(engine) { fixture in
            func refused(_ article: SponsoredArticle) async -> [String] {
                await faults { try await fixture.store.save(article, by: .test) }
            }
            #expect(await refused(try fixture.article(title: "")) == ["title"])
            #expect(await refused(try fixture.article(title: String(repeating: "a", count: 121))) == ["title"])
            #expect(await refused(try fixture.article(title: "Two\nlines")) == ["title"])
            #expect(await refused(try fixture.article(summary: "")) == ["summary"])
            #expect(await refused(try fixture.article(body: "")) == ["body"])
            #expect(await refused(try fixture.article(body: String(repeating: "a ", count: 20_001))) == ["body"])
            for body in [
                "<b>bold</b>", "<script>alert(1)</script>", "<!-- note -->", "![a picture](/media/x)",
                "![far](https://elsewhere.example/x.png)", "[here](javascript:alert(1))", "[here](data:text/html,x)",
                "[here](//elsewhere.example)", String(repeating: "> ", count: 70) + "deep",
            ] {
                #expect(await refused(try fixture.article(body: "Words.\n\n\(body)")).contains("body"), "\(body)")
            }
            #expect(await refused(try fixture.article(days: 0)) == ["last"])
            #expect(await refused(try fixture.article(advertiser: "nobody")) == ["advertiser"])
            let other = try await AdvertisingFixture.campaign(
                of: "rivals", selling: ["telescopes"], in: fixture.advertising.database)
            #expect(await refused(try fixture.article(campaign: other.id)) == ["campaign"])
            let unheardOf = Campaign.ID(at: AdvertisingFixture.now)
            #expect(await refused(try fixture.article(campaign: unheardOf)) == ["campaign"])
            #expect(try await fixture.store.all().isEmpty)

            let article = try fixture.article()
            try await fixture.store.save(article, by: .test)
            #expect(await refused(try fixture.article()) == ["slug"])
            let early = await faults {
                try await fixture.store.publish(article.id, on: article.lastDay.advanced(byDays: 1), by: .test)
            }
            #expect(early == ["last"])
            try await fixture.store.publish(article.id, on: .today, by: .test)
            #expect(await refused(try fixture.article(id: article.id, slug: "other")) == ["advertiser"])
            #expect(await refused(try fixture.article(id: article.id, advertiser: "rivals")) == ["advertiser"])
            let unknown = SponsoredArticle.ID(at: AdvertisingFixture.now)
            #expect(await kind { try await fixture.store.publish(unknown, on: .today, by: .test) } == .notFound)
        }
    }

    /// An agreement, a campaign or an advertiser that ends, and a block, take it away from readers.
    @Test(arguments: TestEngine.allCases)
    func whatEndsOrIsBlockedIsShownNoMore(engine: TestEngine) async throws {
        try await withArticles(engine) { fixture in
            let (advertising, optics) = (fixture.advertising, try Slug("optics"))
            let article = try fixture.article(campaign: advertising.campaign.id)
            try await fixture.store.save(article, by: .test)
            try await fixture.store.publish(article.id, on: .today, by: .test)
            let yesterday = CalendarDay.today.advanced(byDays: -1)
            func partner(_ ended: CalendarDay?) -> Partner {
                Partner(
                    slug: optics, name: "Optics & Sons", relationship: .advertiser, domain: "optics.example",
                    since: .first, ended: ended, about: "Sells telescopes.")
            }
            func advertiser(_ ended: CalendarDay?) throws -> Advertiser {
                Advertiser(partner: optics, name: "Optics Ltd", categories: [try Slug("telescopes")], ended: ended)
            }
            func campaign(_ ended: CalendarDay?) -> Campaign {
                Campaign(
                    id: advertising.campaign.id, advertiser: optics, name: "Spring", currency: .euro, ended: ended)
            }
            let changes: [(off: () async throws -> Void, on: () async throws -> Void)] = [
                (
                    { try await advertising.partners.save(partner(yesterday), by: .test) },
                    { try await advertising.partners.save(partner(nil), by: .test) }
                ),
                (
                    { try await advertising.advertisers.save(advertiser(yesterday), by: .test) },
                    { try await advertising.advertisers.save(advertiser(nil), by: .test) }
                ),
                (
                    { try await advertising.campaigns.save(campaign(yesterday), by: .test) },
                    { try await advertising.campaigns.save(campaign(nil), by: .test) }
                ),
                (
                    { try await advertising.blocks.save(Block(.domain("optics.example"), reason: "No."), by: .test) },
                    {
                        try await advertising.blocks.save(
                            Block(.domain("optics.example"), reason: "No.", lifted: AdvertisingFixture.now), by: .test)
                    }
                ),
                (
                    {
                        try await advertising.blocks.save(
                            Block(.category(Slug("telescopes")), reason: "No."), by: .test)
                    },
                    {
                        try await advertising.blocks.save(
                            Block(.category(Slug("telescopes")), reason: "No.", lifted: AdvertisingFixture.now),
                            by: .test)
                    }
                ),
            ]
            for (number, change) in changes.enumerated() {
                try await change.off()
                #expect(try await fixture.shown().isEmpty, "\(number)")
                #expect(try await fixture.store.advertisers(on: .today).isEmpty, "\(number)")
                #expect(!(await faults { try await fixture.store.save(article, by: .test) }).isEmpty, "\(number)")
                try await change.on()
                #expect(try await fixture.shown().count == 1, "\(number)")
            }
        }
    }
}
