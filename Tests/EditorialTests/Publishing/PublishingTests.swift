import Database
import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite("Publishing")
struct PublishingTests {
    @Test("shows an article with all that it refers to", arguments: TestEngine.allCases)
    func article(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let publication = try await site.publish("one", 5) { draft in
                draft.kind = .guide
                draft.answer = "It is :fact[gdp]{value}."
                draft.body = "# Why\n\nSee:cite[atlas] and :fact[arrivals], [there](https://b.example/)."
                draft.about = "Korea"
                draft.topics = [slug("moon"), slug("korea")]
                draft.authors = [slug("bob"), slug("ann")]
                draft.reviewers = [slug("ann")]
                draft.facts = [slug("cold"), slug("gdp")]
            }
            let page = try #require(try await site.page("one"))
            #expect(page.summary.id == publication.id)
            #expect(page.revision == 1)
            #expect(page.summary.kind == .guide)
            #expect(page.summary.section.name == "The places")
            #expect(page.summary.published == EditorialSite.time(5))
            #expect(page.summary.updated == EditorialSite.time(5))
            #expect(page.reviewed == nil)
            #expect(page.topics.map(\.slug.description) == ["moon", "korea"])
            #expect(page.authors.map(\.name) == ["Bob", "Ann"])
            #expect(page.reviewers.map(\.name) == ["Ann"])
            #expect(page.sources.map(\.slug.description) == ["bank", "atlas", "census"])
            #expect(page.facts.map(\.sourceNumber) == [2, 1])
            #expect(page.facts.map(\.fact.slug.description) == ["cold", "gdp"])
            #expect(page.answer.plainText == "It is about US$620.")
            #expect(page.body.headings.map(\.text) == ["Why"])
            #expect(MarkdownFixture.html(page.body).contains("⟦https://b.example/⟧there</a>"))
            #expect(page.about == "Korea")
            #expect(try await site.page("two") == nil)
        }
    }

    @Test("again makes the next revision, and keeps the first", arguments: TestEngine.allCases)
    func revisions(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let first = try await site.publish("one", 0, note: "")
            let second = try await site.publish("one", 10, note: "Clearer.") { draft in
                draft.title = "Another title"
                draft.section = slug("science")
                draft.topics = [slug("moon")]
                draft.authors = [slug("bob")]
            }
            #expect(second == Publication(id: first.id, slug: slug("one"), revision: 2))
            let page = try #require(try await site.page("one"))
            #expect(page.summary.title == "Another title")
            #expect(page.summary.published == EditorialSite.time(0))
            #expect(page.summary.updated == EditorialSite.time(10))
            #expect(page.authors.map(\.name) == ["Bob"])
            let revisions = try await site.articles.revisions(slug("one"))
            #expect(revisions.map(\.number) == [2, 1])
            #expect(revisions.map(\.note) == ["Clearer.", ""])
            #expect(revisions[1].draft == EditorialSite.draft("one"))
            #expect(revisions[0].written == EditorialSite.time(10))
            let sections = try await site.taxonomy.sections()
            #expect(sections.map(\.articles) == [0, 1])
            let topics = try await site.taxonomy.topics()
            #expect(topics.map(\.articles) == [0, 0, 1])
            #expect(try await site.articles.articles(onTopic: slug("korea"), 5).items.isEmpty)
            #expect(try await kind { try await site.publish("one", note: " ") } == .invalid)
        }
    }

    @Test("refuses what isn’t right, field by field", arguments: TestEngine.allCases)
    func validation(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            func errors(_ change: @escaping (inout ArticleDraft) -> Void) async throws -> [String] {
                try await fieldErrors { try await site.publish("one", 0, change) }
            }
            #expect(try await errors { $0.title = " " } == ["title"])
            #expect(try await errors { $0.title = String(repeating: "é", count: 201) } == ["title"])
            #expect(try await errors { $0.title = "a\nb" } == ["title"])
            #expect(try await errors { $0.title = "a\u{0}b" } == ["title"])
            #expect(try await errors { $0.description = "" } == ["description"])
            #expect(try await errors { $0.answer = "\n" } == ["answer"])
            #expect(try await errors { $0.body = "\u{1}" } == ["body"])
            #expect(try await errors { $0.body = String(repeating: "a ", count: 500_001) } == ["body"])
            #expect(try await errors { $0.body = ":fact[nobody] :cite[nobody]" } == ["body", "body"])
            #expect(try await errors { $0.answer = ":fact[" } == ["answer"])
            #expect(try await errors { $0.body = String(repeating: ">", count: 100) + "a" } == ["body"])
            #expect(try await errors { $0.section = slug("nowhere") } == ["section"])
            #expect(try await errors { $0.topics = [slug("korea"), slug("korea")] } == ["topics"])
            #expect(try await errors { $0.topics = [slug("nothing")] } == ["topics"])
            #expect(try await errors { $0.authors = [] } == ["authors"])
            #expect(try await errors { $0.authors = [slug("nobody")] } == ["authors"])
            #expect(try await errors { $0.reviewers = [slug("nobody")] } == ["reviewers"])
            #expect(try await errors { $0.facts = [slug("gdp")] } == ["about"])
            #expect(
                try await errors {
                    $0.facts = [slug("nothing")]
                    $0.about = "x"
                } == ["facts"])
            #expect(try await errors { $0.slug = slug("search") } == ["slug"])
            #expect(
                try await errors {
                    $0.title = ""
                    $0.body = "\u{7}"
                    $0.authors = []
                } == ["title", "body", "authors"])
            for table in ["article", "revision", "article_slug", "search_document", "search_word"] {
                #expect(try await site.count(table) == 0, "\(table)")
            }
            // Articles that aren’t there yet may be picked already.
            try await site.publish("one") { $0.related = [slug("later")] }
            #expect(try await site.page("one")?.related == [])
        }
    }

    @Test("changes no revision, correction or address that is written", arguments: TestEngine.allCases)
    func immutability(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            try await site.articles.correct(
                slug("one"), Correction(date: day("2026-01-02"), text: "It was wrong."),
                draft: EditorialSite.draft("one"), at: EditorialSite.time(1))
            let statements: [SQL] = [
                "UPDATE revision SET note = 'x'", "DELETE FROM revision", "UPDATE correction SET text = 'x'",
                "DELETE FROM correction", "UPDATE article_slug SET article = article", "DELETE FROM article_slug",
                "UPDATE fact_revision SET value = '1'", "DELETE FROM fact_revision",
            ]
            for statement in statements {
                await #expect(throws: DatabaseError.self, "\(statement.text)") {
                    try await site.database.write { _ = try $0.execute(statement) }
                }
            }
            #expect(
                try await site.articles.revisions(slug("one")).map(\.note) == ["Correction: It was wrong.", "Because."])
        }
    }

    @Test("keeps the schema's promises even from other programs", arguments: TestEngine.allCases)
    func schema(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            let statements: [SQL] = [
                "UPDATE article SET revision = 7", "UPDATE article SET slug = 'elsewhere'",
                "UPDATE article SET updated = published - 1", "UPDATE article SET kind = 'poem'",
                "UPDATE article SET section = 'nowhere'", "UPDATE fact SET source = 'nowhere'",
                "UPDATE fact SET review_interval = 0", "UPDATE fact SET qualifier = 'perhaps'",
                "UPDATE source SET address = 'javascript:alert(1)'", "DELETE FROM section WHERE slug = 'places'",
                "UPDATE topic SET articles = -1",
            ]
            for statement in statements {
                await #expect(throws: DatabaseError.self, "\(statement.text)") {
                    try await site.database.write { _ = try $0.execute(statement) }
                }
            }
        }
    }

    @Test("of an archive keeps its dates, addresses and corrections, all or nothing", arguments: TestEngine.allCases)
    func archive(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let archived = ArchivedArticle(
                draft: EditorialSite.draft("old"), published: moment("2015-07-01T09:00:00Z"),
                updated: moment("2020-01-01T00:00:00Z"), reviewed: moment("2019-01-01T00:00:00Z"),
                formerSlugs: [slug("older"), slug("oldest")],
                corrections: [
                    Correction(date: day("2016-02-09"), text: "First."),
                    Correction(date: day("2019-07-15"), text: "Second."),
                ], note: "Imported.")
            let made = try await site.articles.publish(contentsOf: [archived])
            let page = try #require(try await site.page("old"))
            #expect(page.summary.id == made.first?.id)
            #expect(page.summary.published == archived.published)
            #expect(page.summary.updated == archived.updated)
            #expect(page.reviewed == archived.reviewed)
            #expect(page.corrections.map(\.text) == ["Second.", "First."])
            #expect(try await site.articles.redirect(from: slug("oldest")) == slug("old"))
            #expect(try await site.articles.redirect(from: slug("old")) == nil)

            var again = archived
            again.draft.slug = slug("new")
            again.formerSlugs = [slug("older")]
            var good = again
            good.formerSlugs = []
            good.draft.slug = slug("good")
            #expect(try await kind { try await site.articles.publish(contentsOf: [good, again]) } == .conflict)
            #expect(try await site.count("article") == 1)
            again.formerSlugs = []
            again.updated = moment("2014-01-01T00:00:00Z")
            #expect(try await fieldErrors { try await site.articles.publish(contentsOf: [again]) } == ["updated"])
            try await site.articles.publish(contentsOf: [])
        }
    }

    @Test("announces what changed, once it is there", arguments: TestEngine.allCases)
    func announcements(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let recorder = ChangeRecorder(site.changes)
            try await site.publish("one")
            _ = try await kind { try await site.publish("two") { $0.title = "" } }
            try await site.articles.reviewed(slug("one"), at: EditorialSite.time(1))
            try await site.articles.rename(slug("one"), to: slug("three"), at: EditorialSite.time(2))
            try await site.people.save(Person(slug: slug("ann"), name: "Anne", role: "Editor", biography: ""))
            #expect(
                recorder.changes == [
                    .articles([slug("one")]), .articles([slug("one")]), .articles([slug("one"), slug("three")]),
                    .everything,
                ])
        }
    }

    @Test("marks when the whole article was reviewed", arguments: TestEngine.allCases)
    func review(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            try await site.articles.reviewed(slug("one"), at: EditorialSite.time(9))
            let page = try #require(try await site.page("one"))
            #expect(page.reviewed == EditorialSite.time(9))
            #expect(page.summary.updated == EditorialSite.time(0))
            #expect(
                try await kind { try await site.articles.reviewed(slug("two"), at: EditorialSite.time(9)) } == .notFound
            )
        }
    }

    @Test("by many at once numbers revisions without gaps", arguments: TestEngine.allCases)
    func concurrently(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("shared")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...12 {
                    group.addTask {
                        try await site.publish("shared", number) { $0.body = "Revision \(number)" }
                        try await site.publish("own-\(number)", number) { draft in
                            if number.isMultiple(of: 2) { draft.section = slug("science") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await site.articles.revisions(slug("shared")).map(\.number) == (1...13).reversed())
            #expect(try await site.taxonomy.sections().map(\.articles) == [7, 6])
            #expect(try await site.articles.sitemapExtent().articles == 13)
        }
    }
}
