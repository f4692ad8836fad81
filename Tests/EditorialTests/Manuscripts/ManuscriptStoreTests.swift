import Database
import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite struct ManuscriptStoreTests {
    private struct Desk {
        let site: EditorialSite
        let clock: SettableClock
        let wanda = StaffMember(id: StaffID(at: Timestamp(milliseconds: 1)), name: "Wanda", roles: [.writer])
        let edda = StaffMember(id: StaffID(at: Timestamp(milliseconds: 2)), name: "Edda", roles: [.editor])
        let fay = StaffMember(id: StaffID(at: Timestamp(milliseconds: 3)), name: "Fay", roles: [.factChecker])

        var store: ManuscriptStore { ManuscriptStore(articles: site.articles, clock: clock) }
        var today: CalendarDay { clock.now().day }

        func begin(_ name: String) async throws -> Manuscript.ID {
            let id = Manuscript.ID(at: clock.now())
            try await store.begin(id, text: ManuscriptText(EditorialSite.draft(name)), by: .init(wanda))
            return id
        }

        func take(
            _ action: ManuscriptAction, _ id: Manuscript.ID, by member: StaffMember,
            _ change: (inout ManuscriptStore.StepDetails) -> Void = { _ in }
        ) async throws {
            var details = ManuscriptStore.StepDetails()
            change(&details)
            clock.advance(by: .seconds(1))
            try await store.take(
                action, on: id, details, by: member, workflow: Workflow(isOnePerson: false))
        }

        func approve(_ id: Manuscript.ID) async throws {
            try await take(.submit, id, by: wanda)
            try await take(.checkFacts, id, by: fay)
        }

        func publish(_ name: String) async throws -> Manuscript.ID {
            let id = try await begin(name)
            try await approve(id)
            try await take(.publish, id, by: edda)
            return id
        }
    }

    private func withDesk(_ engine: TestEngine, _ body: (Desk) async throws -> Void) async throws {
        try await EditorialSite.with(engine) { site in
            try await body(Desk(site: site, clock: SettableClock()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func fromAnEmptyDraftToReadersAndBackAgain(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.publish("tides")
            let published = try await desk.site.articles.publishedArticle(slug("tides"), today: desk.today)
            #expect(published?.summary.title == "Title of tides")

            try await desk.take(.revise, id, by: desk.wanda)
            var text = try #require(try await desk.store.manuscript(id)).text
            text.body = "Another body, about whales."
            text.slug = "how-tides-work"
            let base = try #require(try await desk.store.manuscript(id)).save
            _ = try await desk.store.save(text, of: id, base: base, by: .init(desk.wanda))
            // Readers see nothing of it yet.
            #expect(
                try await desk.site.articles.publishedArticle(slug("tides"), today: desk.today)?.body.plainText
                    == "Body of tides.")
            try await desk.approve(id)
            try await desk.take(.publish, id, by: desk.edda) { $0.correction = "We wrote of the wrong animal." }
            let corrected = try #require(
                try await desk.site.articles.publishedArticle(slug("how-tides-work"), today: desk.today))
            #expect(corrected.body.plainText == "Another body, about whales.")
            #expect(corrected.corrections.map(\.text) == ["We wrote of the wrong animal."])
            #expect(try await desk.site.articles.redirect(from: slug("tides")) == slug("how-tides-work"))

            try await desk.take(.withdraw, id, by: desk.edda) { $0.note = "It was invented." }
            let now = slug("how-tides-work")
            #expect(try await desk.site.articles.publishedArticle(now, today: desk.today) == nil)
            #expect(try await desk.site.articles.withdrawal(now)?.note == "It was invented.")
            #expect(try await desk.site.articles.latest(10).items.isEmpty)
            #expect(try await desk.site.search.search("whales").hits.isEmpty)
            #expect(try await desk.site.taxonomy.sections().map(\.articles) == [0, 0])

            try await desk.take(.revise, id, by: desk.wanda)
            try await desk.approve(id)
            try await desk.take(.publish, id, by: desk.edda)
            #expect(try await desk.site.articles.latest(10).items.map(\.slug) == [now])
            #expect(try await desk.site.search.search("whales").hits.count == 1)
            #expect(try await desk.site.taxonomy.sections().map(\.articles).sorted() == [0, 1])
            #expect(
                try await desk.store.steps(of: id).map(\.action).prefix(3) == [
                    "published it", "checked the facts", "handed it in",
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func twoPeopleLoseNothing(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            var base = try #require(try await desk.store.manuscript(id)).text
            base.body = "One line.\n\nTwo lines.\n\nThree lines.\n"
            guard case .saved(let number) = try await desk.store.save(base, of: id, base: 1, by: .init(desk.wanda))
            else { throw Unexpected(what: "The first save was not taken") }
            var mine = base
            mine.body = base.body.replacing("One", with: "A first")
            var theirs = base
            theirs.title = "A better title"
            theirs.body = base.body.replacing("Three", with: "Many")
            guard case .saved = try await desk.store.save(theirs, of: id, base: number, by: .init(desk.edda)),
                case .merged(_, let merged) = try await desk.store.save(
                    mine, of: id, base: number, by: .init(desk.wanda))
            else { throw Unexpected(what: "The texts were not merged") }
            #expect(merged.body == "A first line.\n\nTwo lines.\n\nMany lines.\n")
            #expect(merged.title == "A better title")
            // Sending the same again, as a browser does that heard no answer, changes nothing.
            guard
                case .merged(let again, _) = try await desk.store.save(
                    mine, of: id, base: number, by: .init(desk.wanda))
            else { throw Unexpected(what: "The same text made a conflict") }
            #expect(try await desk.store.manuscript(id)?.save == again)

            var clash = base
            clash.body = base.body.replacing("Three", with: "No")
            guard
                case .conflict(let conflict) = try await desk.store.save(
                    clash, of: id, base: number, by: .init(desk.wanda))
            else { throw Unexpected(what: "The clash was not seen") }
            #expect(conflict.fields.map(\.field) == [.body])
            #expect(conflict.mine == clash)
            #expect(try await desk.store.manuscript(id)?.text == merged)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anApprovedTextStandsStillAndAWriterApprovesNothing(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            // An editor who writes in it is one of its writers from then on.
            var text = try #require(try await desk.store.manuscript(id)).text
            text.body += " More."
            _ = try await desk.store.save(text, of: id, base: 1, by: .init(desk.edda))
            try await desk.approve(id)
            let refused = await #expect(throws: Problem.self) { try await desk.take(.publish, id, by: desk.edda) }
            #expect(refused?.slug == "manuscript-own-text")
            var changed = text
            changed.title = "Changed behind the fact-checker’s back"
            let still = await #expect(throws: Problem.self) {
                try await desk.store.save(changed, of: id, base: 2, by: .init(desk.wanda))
            }
            #expect(still?.kind == .conflict)
            #expect(try await desk.store.manuscript(id)?.text == text)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theScheduleFiresExactlyOnce(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            try await desk.approve(id)
            let moment = desk.clock.now().advanced(by: .seconds(3600))
            let past = await #expect(throws: Problem.self) {
                try await desk.take(.schedule, id, by: desk.edda) { $0.moment = EditorialSite.start }
            }
            #expect(past?.fieldErrors.map(\.field) == ["moment"])
            try await desk.take(.schedule, id, by: desk.edda) { $0.moment = moment }
            #expect(try await desk.store.publishDue().isEmpty)
            desk.clock.advance(by: .seconds(3600))
            let store = desk.store
            let fired = try await withThrowingTaskGroup(of: [Manuscript.ID].self) { group in
                for _ in 0..<6 { group.addTask { try await store.publishDue() } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(fired == [id])
            #expect(try await desk.store.manuscript(id)?.state == .published)
            #expect(try await desk.site.articles.revisions(slug("tides")).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBePublishedAtItsTimeComesBackWithTheReason(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            try await desk.approve(id)
            try await desk.take(.schedule, id, by: desk.edda) {
                $0.moment = desk.clock.now().advanced(by: .seconds(60))
            }
            _ = try await desk.site.articles.publish(
                EditorialSite.draft("tides"), at: desk.clock.now(), note: "Another took the address.")
            desk.clock.advance(by: .seconds(61))
            #expect(try await desk.store.publishDue().isEmpty)
            #expect(try await desk.store.manuscript(id)?.state == .factChecked)
            #expect(try await desk.store.steps(of: id).first?.action == "could not publish it")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func unfinishedAndStrangeTextIsKeptAsItWasTyped(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = Manuscript.ID(at: desk.clock.now())
            var text = ManuscriptText()
            text.title = "هل تعمل المدّ؟ 🌊"
            text.slug = "Not A Slug"
            text.section = "'; DROP TABLE manuscript; --"
            text.body = String(repeating: "Langer Text. 👩‍👩‍👧 ", count: 40_000)
            text.topics = ["korea", "no such topic"]
            try await desk.store.begin(id, text: text, by: .init(desk.wanda))
            try await desk.store.begin(id, text: ManuscriptText(), by: .init(desk.edda))
            #expect(try await desk.store.manuscript(id)?.text == text)
            _ = try await desk.store.preview(text, of: try #require(try await desk.store.manuscript(id)))
            try await desk.approve(id)
            let refused = await #expect(throws: Problem.self) { try await desk.take(.publish, id, by: desk.edda) }
            #expect(
                Set(refused?.fieldErrors.map(\.field) ?? [])
                    == ["slug", "section", "topics", "answer", "authors"])
            #expect(try await desk.store.manuscript(id)?.state == .factChecked)
            var long = text
            long.body = String(repeating: "x", count: ManuscriptText.longest + 1)
            await #expect(throws: Problem.self) {
                try await desk.store.save(long, of: id, base: 1, by: .init(desk.wanda))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func remarksFollowTheirParagraph(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            var text = try #require(try await desk.store.manuscript(id)).text
            text.body = "First.\n\nSecond.\n\nThird."
            _ = try await desk.store.save(text, of: id, base: 1, by: .init(desk.wanda))
            let remark = Remark.ID(at: desk.clock.now())
            try await desk.store.remark(remark, on: id, paragraph: 1, text: "Says who?", by: .init(desk.fay))
            try await desk.store.remark(remark, on: id, paragraph: 1, text: "Says who?", by: .init(desk.fay))
            let made = try await desk.store.remarks(on: id)
            #expect(made.map(\.text) == ["Says who?"])
            #expect(made[0].place(among: Remark.paragraphs(of: "New.\n\nFirst.\n\nSecond.")) == 2)
            #expect(made[0].place(among: ["First."]) == nil)
            await #expect(throws: Problem.self) {
                try await desk.store.remark(
                    Remark.ID(at: desk.clock.now()), on: id, paragraph: 9, text: "x", by: .init(desk.fay))
            }
            try await desk.store.resolve(remark, on: id, true, by: .init(desk.wanda))
            #expect(try await desk.store.remarks(on: id).first?.resolvedBy == "Wanda")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func hundredsOfSavesAreThinnedAndAnEarlierTextComesBack(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            var text = try #require(try await desk.store.manuscript(id)).text
            for number in 1...150 {
                text.body = "Body \(number)."
                _ = try await desk.store.save(text, of: id, base: number, by: .init(desk.wanda))
                desk.clock.advance(by: .seconds(5))
            }
            let saves = try await desk.store.saves(of: id)
            #expect(saves.first?.number == 151)
            #expect(saves.last?.number == 1)
            #expect((61...70).contains(saves.count))
            try await desk.store.restore(id, save: 1, by: .init(desk.edda))
            #expect(try await desk.store.manuscript(id)?.text.body == "Body of tides.")
            #expect(try await desk.store.manuscript(id)?.authors.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theDeskKnowsWhatWaitsForWhom(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let id = try await desk.begin("tides")
            try await desk.take(.submit, id, by: desk.wanda)
            func waiting(_ member: StaffMember) async throws -> [Manuscript.ID] {
                try await desk.store.waiting(for: member, isOnePerson: false, limit: 10).map(\.id)
            }
            #expect(try await waiting(desk.fay) == [id])
            #expect(try await waiting(desk.edda) == [id])
            #expect(try await waiting(desk.wanda).isEmpty)
            try await desk.take(.checkFacts, id, by: desk.fay)
            #expect(try await waiting(desk.fay).isEmpty)
            #expect(try await waiting(desk.edda) == [id])
            var filter = ManuscriptStore.Filter()
            filter.text = "OF TID"
            #expect(try await desk.store.list(filter, limit: 10).map(\.id) == [id])
            filter.text = "%"
            #expect(try await desk.store.list(filter, limit: 10).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aPublishedArticleIsTakenUpOnce(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            try await desk.site.articles.publish(EditorialSite.draft("old"), at: EditorialSite.start, note: "")
            let id = try await desk.store.manuscript(ofArticle: slug("old"), for: .init(desk.wanda))
            #expect(try await desk.store.manuscript(ofArticle: slug("old"), for: .init(desk.edda)) == id)
            #expect(try await desk.store.manuscript(id)?.state == .published)
            #expect(try await desk.store.manuscript(id)?.text == ManuscriptText(EditorialSite.draft("old")))
        }
    }

    @Test(arguments: [
        ("Do many South Koreans defect?", "do-many-south-koreans-defect"), ("Wie heißt’s?", "wie-heissts"),
        ("Café — №5", "cafe-5"), ("日本", nil), ("", nil),
    ])
    func anAddressIsMadeOfTheTitle(title: String, expected: String?) {
        let made = SlugMaker.slug(from: title)?.description
        if title == "日本" || title.isEmpty { #expect(made == nil) } else { #expect(made == expected) }
    }
}

/// An outcome that a test did not count on.
private struct Unexpected: Error {
    let what: String
}
