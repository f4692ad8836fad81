import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite("An article’s history")
struct ArticleHistoryTests {
    @Test("lists every version, newest first, page by page", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for minute in 0..<5 { try await site.publish("one", minute, note: "Note \(minute).") }
            let first = try #require(try await site.articles.history(slug("one"), limit: 3))
            #expect(first.versions.map(\.number) == [5, 4, 3])
            #expect(first.versions.map(\.note) == ["Note 4.", "Note 3.", "Note 2."])
            #expect(first.present == 5)
            #expect(first.next == 3)
            let second = try #require(try await site.articles.history(slug("one"), before: 3, limit: 3))
            #expect(second.versions.map(\.number) == [2, 1])
            #expect(second.next == nil)
            #expect(second.versions.map(\.isComparable) == [true, false])
            #expect(try await site.articles.history(slug("none"), limit: 3) == nil)
            #expect(try await site.articles.history(slug("one"), before: 1, limit: 3)?.entries == [])
            #expect(try await site.articles.history(slug("one"), before: .max, limit: 1)?.versions.map(\.number) == [5])
        }
    }

    @Test("shows figures as they were, and what became of them", arguments: TestEngine.allCases)
    func facts(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one", 1) {
                $0.body = "It is :fact[gdp]."
                $0.about = "it"
                $0.facts = [slug("gdp")]
            }
            try await site.facts.change(
                slug("gdp"),
                to: FactChange(
                    value: "640", unit: "US$", qualifier: .about, asOf: date("2015"), source: slug("atlas"),
                    reason: "Counted anew."), at: EditorialSite.time(2))
            let earlier = try #require(try await site.version(1, of: "one"))
            #expect(earlier.body.plainText == "It is about US$620.")
            #expect(earlier.facts.map(\.fact.value) == ["620"])
            #expect(earlier.sources.map(\.slug) == [slug("bank")])
            #expect(earlier.replaced == EditorialSite.time(2))
            #expect(earlier.unrecorded == [])
            let present = try #require(try await site.version(2, of: "one"))
            #expect(present.body.plainText == "It is about US$640.")
            #expect(present.sources.map(\.slug) == [slug("atlas")])
            #expect(present.replaced == nil)
            let change = try #require(try await site.change(after: 1, of: "one"))
            #expect(change.parts.map(\.name) == [.text, .facts, .sources])
            #expect(change.parts.first?.change.old == "It is about US$620.")
            #expect(change.parts.first?.change.new == "It is about US$640.")
            #expect(change.isPresent)
        }
    }

    @Test("says of which figures it does not know what they were", arguments: TestEngine.allCases)
    func unrecorded(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one", -10) { $0.body = "It is :fact[gdp]." }
            let version = try #require(try await site.version(1, of: "one"))
            #expect(version.unrecorded.map(\.slug) == [slug("gdp")])
            #expect(version.body.plainText == "It is about US$620.")
        }
    }

    @Test("has only the versions that there are", arguments: TestEngine.allCases)
    func numbers(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            try await site.publish("one", 1) { $0.topics = [slug("moon")] }
            for number in [0, -1, 3, Int.max, Int.min] {
                #expect(try await site.version(number, of: "one") == nil)
                #expect(try await site.change(after: number, of: "one") == nil)
            }
            #expect(try await site.change(after: 2, of: "one") == nil)
            #expect(try await site.version(1, of: "none") == nil)
            // What changed was where it is listed.
            #expect(try await site.change(after: 1, of: "one")?.parts == [])
        }
    }

    @Test("has the corrections between the versions, each once", arguments: TestEngine.allCases)
    func corrections(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.articles.publish(contentsOf: [
                ArchivedArticle(
                    draft: EditorialSite.draft("one"), published: moment("2025-01-01T00:00:00Z"),
                    updated: moment("2025-03-01T00:00:00Z"), reviewed: nil, formerSlugs: [],
                    corrections: [
                        Correction(date: day("2025-02-01"), text: "Older."),
                        Correction(date: day("2025-06-01"), text: "Between."),
                    ], note: "")
            ])
            try await site.articles.correct(
                slug("one"), Correction(date: day("2026-01-01"), text: "With a text."),
                draft: EditorialSite.draft("one") { $0.body = "It is 6." }, at: EditorialSite.time(7))
            let all = try #require(try await site.articles.history(slug("one"), limit: 9))
            #expect(all.lines == ["2: Correction: With a text.", "Between.", "1: ", "Older."])
            let first = try #require(try await site.articles.history(slug("one"), limit: 1))
            #expect(first.lines == ["2: Correction: With a text."])
            let second = try #require(try await site.articles.history(slug("one"), before: 2, limit: 1))
            #expect(second.lines == ["Between.", "1: ", "Older."])
        }
    }

    @Test(
        "goes with a withdrawn article, and what was taken back stays so",
        arguments: TestEngine.allCases, ["one", "another-address"])
    func withdrawal(engine: TestEngine, address: String) async throws {
        try await EditorialSite.with(engine) { site in
            let desk = HistoryDesk(site: site)
            try await site.publish("one")
            try await site.publish("one", 1) { $0.body = "A slander." }
            let id = try await desk.take(up: "one")
            try await desk.take(.withdraw, id)
            #expect(try await site.articles.history(slug("one"), limit: 9) == nil)
            #expect(try await site.version(1, of: "one") == nil)
            try await desk.take(.revise, id)
            try await desk.write(id) {
                $0.slug = address
                $0.body = "The truth."
            }
            try await desk.publish(id)
            let history = try #require(try await site.articles.history(slug(address), limit: 9))
            #expect(history.versions.filter { !$0.isWithheld }.map(\.number) == [history.present])
            #expect(history.versions.allSatisfy { !$0.isComparable })
            for number in 1..<history.present {
                #expect(try await site.isWithheld(number, of: address))
            }
            #expect(try await site.version(history.present, of: address)?.body.plainText == "The truth.")
            try await desk.take(.revise, id)
            try await desk.write(id) { $0.body = "More truth." }
            try await desk.publish(id)
            let change = try #require(try await site.change(after: history.present, of: address))
            #expect(change.parts.map(\.change.old) == ["The truth."])
        }
    }
}

extension ArticleHistory {
    fileprivate var versions: [Version] {
        entries.compactMap { if case .version(let version) = $0 { version } else { nil } }
    }

    fileprivate var lines: [String] {
        entries.map {
            switch $0 {
            case .version(let version): "\(version.number): \(version.note)"
            case .correction(let correction): correction.text
            }
        }
    }
}

extension EditorialSite {
    fileprivate func version(_ number: Int, of name: String) async throws -> ArticleVersion? {
        guard case .found(let version)? = try await articles.version(number, of: slug(name)) else { return nil }
        return version
    }

    fileprivate func change(after number: Int, of name: String) async throws -> VersionChange? {
        guard case .found(let change)? = try await articles.change(after: number, of: slug(name)) else { return nil }
        return change
    }

    /// Whether neither the version nor what changed after it is shown.
    fileprivate func isWithheld(_ number: Int, of name: String) async throws -> Bool {
        guard case .withheld? = try await articles.version(number, of: slug(name)),
            case .withheld? = try await articles.change(after: number, of: slug(name))
        else { return false }
        return true
    }
}

/// Takes an article through the workflow, alone.
private struct HistoryDesk {
    let site: EditorialSite
    let clock = SettableClock()
    let edda = StaffMember(id: StaffID(at: Timestamp(milliseconds: 2)), name: "Edda", roles: [.editor])

    var store: ManuscriptStore { ManuscriptStore(articles: site.articles, clock: clock) }

    func take(up name: String) async throws -> Manuscript.ID {
        try await store.manuscript(ofArticle: slug(name), for: .init(edda))
    }

    func take(_ action: ManuscriptAction, _ id: Manuscript.ID) async throws {
        clock.advance(by: .seconds(1))
        var details = ManuscriptStore.StepDetails()
        details.note = "A reason."
        try await store.take(action, on: id, details, by: edda, workflow: Workflow(isOnePerson: true))
    }

    func write(_ id: Manuscript.ID, _ change: (inout ManuscriptText) -> Void) async throws {
        let manuscript = try #require(try await store.manuscript(id))
        var text = manuscript.text
        change(&text)
        _ = try await store.save(text, of: id, base: manuscript.save, by: .init(edda))
    }

    func publish(_ id: Manuscript.ID) async throws {
        for action in [ManuscriptAction.submit, .checkFacts, .publish] { try await take(action, id) }
    }
}
