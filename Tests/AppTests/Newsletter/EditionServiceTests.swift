import Audience
import Editorial
import HTTPSupport
import Kernel
import Logging
import NIOCore
import Staff
import TestSupport
import Testing

@testable import App

@Suite struct EditionServiceTests {
    private func service(_ ground: EditionGround) -> EditionService {
        EditionService(
            editions: ground.site.editions, library: ground.site.library, logger: Logger(label: "test"))
    }

    /// Brings the clock to a moment of a day by the clocks of the site.
    private func go(_ ground: EditionGround, to moment: Timestamp) {
        ground.clock.advance(by: .milliseconds(moment.milliseconds - ground.clock.now().milliseconds))
    }

    @Test(arguments: TestEngine.allCases)
    func anEditionIsMadeBeforeItsHourAndGoesAtIt(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            try await ground.choose([
                .timeZone: "Europe/London", .newsletterHour: "7", .newsletterLead: "60", .newsletterWeekday: "Sunday",
            ])
            let zone = try #require(ZoneDirectory().zone("Europe/London"))
            let day = try #require(CalendarDay("2027-03-28"))
            let id = Edition.ID(day: day, rhythm: .daily)
            // The clocks went forward that night: 7 o’clock is 6 o’clock of the day before.
            let hour = zone.start(of: day).advanced(by: .seconds(6 * 3600))
            go(ground, to: hour.advanced(by: .seconds(-5 * 3600)))
            try await ground.publish("newly-found")
            _ = try await ground.articles.correct(
                Slug("newly-found"), Correction(date: day, text: "It said 5."),
                draft: ground.draft("newly-found"), at: ground.clock.now())
            try await ground.addSubscribers(["ann@mail.example"])
            let service = service(ground)
            go(ground, to: hour.advanced(by: .seconds(-3601)))
            #expect(try await service.turn(nil) == nil)
            #expect(try await !ground.site.editions.store.isThere(id))
            go(ground, to: hour.advanced(by: .seconds(-3600)))
            #expect(try await service.turn(nil) == nil)
            let made = try #require(try await ground.site.editions.store.edition(id))
            #expect(made.edition.state == .scheduled && made.edition.goes == hour)
            #expect(made.items.first?.path == "/newly-found" && made.items.first?.part == .published)
            let weekly = Edition.ID(day: day, rhythm: .weekly)
            #expect(try await ground.site.editions.store.isThere(weekly))
            go(ground, to: hour.advanced(by: .seconds(-1)))
            #expect(try await service.turn(nil) == nil)
            guard case .entry(let before)? = try await ground.site.library.page(at: .newsletter) else {
                Issue.record("no page")
                return
            }
            go(ground, to: hour)
            let started = try await service.turn(nil)
            #expect(started == hour)
            #expect(try await ground.site.editions.ledger.progress(of: id)?.state == .sending)
            // The page with the earlier editions is made anew.
            guard case .entry(let after)? = try await ground.site.library.page(at: .newsletter) else {
                Issue.record("no page")
                return
            }
            #expect(before !== after)
            #expect(try await service.turn(started) == hour)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func withoutNewsNothingGoes(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            // So that nothing of the example site is of the last day.
            ground.clock.advance(by: .seconds(400 * 86_400))
            let composer = ground.site.editions.composer
            let id = try await composer.today(.daily)
            #expect(try await composer.preview(id) == nil)
            #expect(try await composer.compose(id))
            #expect(try await !composer.compose(id))
            let made = try await ground.site.editions.store.edition(id)
            #expect(made?.edition.state == .nothing && made?.items.isEmpty == true)
            ground.clock.advance(by: .seconds(3600))
            #expect(try await ground.site.editions.store.due(at: ground.clock.now()).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverDecidesThatNothingIsSentIsObeyed(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            try await ground.choose([.newsletter: "no", .newsletterHour: "0"])
            try await ground.publish("newly-found")
            ground.clock.advance(by: .seconds(60))
            let composer = ground.site.editions.composer
            #expect(try await composer.composeDue().isEmpty)
            try await ground.choose([.newsletter: "yes", .newsletterApproval: "yes"])
            // The hour of today had passed when it was switched on.
            #expect(try await composer.composeDue().isEmpty)
            ground.clock.advance(by: .seconds(86_400))
            try await ground.publish("found-since")
            ground.clock.advance(by: .seconds(60))
            let made = try await composer.composeDue()
            #expect(made.contains { $0.rhythm == .daily })
            let again = try await composer.composeDue()
            #expect(again.isEmpty)
            let id = try #require(made.first)
            #expect(try await ground.site.editions.store.edition(id)?.edition.state == .draft)
            #expect(try await service(ground).turn(nil) == nil)
        }
    }

    /// Where there is no newsletter, no page asks anybody to sign up for it.
    @Test(arguments: TestEngine.allCases)
    func formsGoWhenItIsSwitchedOff(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            func text(_ route: Route) async throws -> String {
                guard case .entry(let entry)? = try await ground.site.library.page(at: route) else { return "" }
                let request = ReadyRequest(path: route.path, hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
                return ground.site.library.answer(request, with: entry).body.map { String(buffer: $0) }.joined()
            }
            for (choice, isOffered) in [("yes", true), ("no", false)] {
                try await ground.choose([.newsletter: choice])
                try await ground.site.refresh()
                #expect(try await text(.front).contains(#"action="/newsletter""#) == isOffered)
                #expect(try await text(.newsletter).contains(#"action="/newsletter""#) == isOffered)
                #expect(try await text(.newsletter).contains("sends no newsletter") == !isOffered)
            }
        }
    }

    /// The links of an edition that isn’t kept lead to the pages themselves.
    @Test(arguments: TestEngine.allCases)
    func linksOfAPreviewLeadSomewhere(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            try await ground.choose([.newsletterClicks: "yes"])
            try await ground.publish("newly-found")
            ground.clock.advance(by: .seconds(60))
            let preview = try await NewsletterPreview(.init(), site: ground.site)
            #expect(!preview.html.contains("/newsletter/read/") && preview.html.contains("/newly-found"))
        }
    }

    /// What one edition told, the next one does not; and of the discussions the best is told once.
    @Test(arguments: TestEngine.allCases)
    func eachEditionGoesOnWhereTheLastOneEnded(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            ground.clock.advance(by: .seconds(400 * 86_400))
            let composer = ground.site.editions.composer
            let comments = CommentStore(database: ground.stores.audience)
            let first = try await composer.today(.daily)
            try await ground.publish("first-thing")
            let article = try #require(try await ground.articles.summary(Slug("first-thing"))).id
            for (text, votes) in [("Nobody *likes* this.", 0), ("A few **do** this one.", 3), ("Most do.", 2)] {
                ground.clock.advance(by: .seconds(1))
                try await comments.add(
                    Audience.Comment(
                        id: .init(at: ground.clock.now()), article: article, parent: nil, handle: "Ann",
                        posted: ground.clock.now(), text: text, votes: votes))
            }
            ground.clock.advance(by: .seconds(60))
            #expect(try await composer.compose(first))
            let one = try #require(try await ground.site.editions.store.edition(first))
            #expect(one.items.map(\.part) == [.published, .comment, .archive])
            #expect(one.items[1].summary == "A few do this one." && one.items[1].note == "Ann")
            #expect(one.items[1].path == "/first-thing")
            ground.clock.advance(by: .seconds(86_400))
            try await ground.publish("second-thing")
            ground.clock.advance(by: .seconds(60))
            let second = try await composer.today(.daily)
            #expect(try await composer.compose(second))
            let two = try #require(try await ground.site.editions.store.edition(second))
            #expect(two.edition.since == one.edition.until)
            #expect(two.items.map(\.part) == [.published, .archive])
            #expect(two.items[0].path == "/second-thing")
            #expect(two.items[1].path != one.items[2].path)
            // What was cancelled before anybody had it is told by the next one, and what some have isn’t.
            let store = ground.site.editions.store
            try await ground.site.editions.ledger.cancel(second, at: ground.clock.now())
            let until = one.edition.until
            #expect(try await store.told(.daily) == until)
            ground.clock.advance(by: .seconds(86_400))
            let third = try await composer.today(.daily)
            #expect(try await composer.compose(third))
            #expect(try await store.edition(third)?.items.first?.path == "/second-thing")
            #expect(try await ground.site.editions.ledger.begin(third, at: ground.clock.now()))
            try await ground.site.editions.ledger.cancel(third, at: ground.clock.now())
            #expect(try await store.told(.daily) == store.edition(third)?.edition.until)
        }
    }
}
