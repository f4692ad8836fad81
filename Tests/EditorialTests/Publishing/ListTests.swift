import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("Lists of articles")
struct ListTests {
    /// Follows a list to its end.
    private func walk<Item>(
        _ page: (Cursor?) async throws -> Listing<Item>
    ) async throws -> (items: [Item], pages: Int) {
        var items: [Item] = []
        var cursor: Cursor?
        var pages = 0
        repeat {
            let listing = try await page(cursor)
            items += listing.items
            cursor = try listing.next.map { try #require(Cursor($0.description)) }
            pages += 1
        } while cursor != nil && pages < 100
        return (items, pages)
    }

    @Test("have neither gaps nor doubles, also where dates are equal", arguments: TestEngine.allCases)
    func paging(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let archive = (0..<23).map { number in
                let published = EditorialSite.time(number / 4)
                return ArchivedArticle(
                    draft: EditorialSite.draft("a\(number)") { draft in
                        draft.section = slug(number.isMultiple(of: 2) ? "places" : "science")
                        draft.topics = number.isMultiple(of: 3) ? [slug("moon"), slug("korea")] : [slug("korea")]
                        draft.authors = [slug("ann")]
                        draft.reviewers = number < 5 ? [slug("ann")] : [slug("bob")]
                    }, published: published, updated: published, reviewed: nil, formerSlugs: [],
                    corrections: [Correction(date: day("2026-01-0\(1 + number % 3)"), text: "C\(number)")], note: "")
            }
            let made = try await site.articles.publish(contentsOf: archive)
            let store = site.articles
            for size in [1, 4, 5, 22, 23, 50] {
                let latest = try await walk { try await store.latest(size, before: $0) }
                #expect(Set(latest.items.map(\.id)) == Set(made.map(\.id)))
                #expect(latest.items.count == 23)
                #expect(latest.pages == (23 + size - 1) / size)
                let keys = latest.items.map { ($0.published, $0.id) }
                #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 > $1 })
            }
            let places = try await walk { try await store.articles(inSection: slug("places"), 5, before: $0) }
            #expect(places.items.count == 12)
            let moon = try await walk { try await store.articles(onTopic: slug("moon"), 3, before: $0) }
            #expect(moon.items.count == 8)
            let ann = try await walk { try await store.articles(byPerson: slug("ann"), 4, before: $0) }
            #expect(ann.items.count == 23)
            #expect(Set(ann.items.map(\.id)).count == 23)
            let reviewed = try await walk {
                try await store.articles(byPerson: slug("ann"), as: .reviewed, 2, before: $0)
            }
            #expect(reviewed.items.count == 5)
            let corrections = try await walk { try await store.corrections(4, before: $0) }
            #expect(corrections.items.count == 23)
            #expect(Set(corrections.items.map(\.correction.text)).count == 23)
            let dates = corrections.items.map(\.correction.date)
            #expect(dates == dates.sorted(by: >))
            #expect(try await store.articles(onTopic: slug("nothing"), 5).items.isEmpty)
            #expect(try await store.latest(0).items.count == 1)
            #expect(try await store.latest(-3).items.count == 1)
            #expect(try await store.latest(100_000).items.count == 23)
        }
    }

    @Test("stay in place while articles come", arguments: TestEngine.allCases)
    func growing(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for number in 0..<4 { try await site.publish("a\(number)", number) }
            let first = try await site.articles.latest(2)
            try await site.publish("newest", 100)
            let second = try await site.articles.latest(2, before: first.next)
            #expect(second.items.map(\.slug.description) == ["a1", "a0"])
            #expect(second.next == nil)
        }
    }

    @Test(
        "take no cursor that isn’t one",
        arguments: [
            "", "_", "1", "1_", "_a", "x_018f4e2a-0000-7000-8000-000000000000", "1_018f4e2a-0000-7000-8000-00000000000",
            "1_018f4e2a-0000-7000-8000-0000000000000", "99999999999999999999_018f4e2a-0000-7000-8000-000000000000",
            "1_018f4e2a-0000-7000-8000-00000000000g", "1' OR 1=1",
        ])
    func cursors(text: String) {
        #expect(Cursor(text) == nil)
    }

    @Test("survive any cursor that is one", arguments: TestEngine.allCases)
    func extremeCursors(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("a")
            for position in [Int64.min, -1, 0, Int64.max] {
                let cursor = try #require(Cursor("\(position)_018F4E2A-0000-7000-8000-000000000000"))
                #expect(try await site.articles.latest(5, before: cursor).items.count == (position == .max ? 1 : 0))
                _ = try await site.articles.corrections(5, before: cursor)
            }
        }
    }

    @Test("of the sitemap come in parts", arguments: TestEngine.allCases)
    func sitemap(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            #expect(try await site.articles.sitemapExtent() == SitemapExtent(articles: 0, updated: nil))
            for number in 0..<7 { try await site.publish("a\(number)", number) }
            let extent = try await site.articles.sitemapExtent()
            #expect(extent == SitemapExtent(articles: 7, updated: EditorialSite.time(6)))
            var entries: [SitemapEntry] = []
            for chunk in 0..<4 { entries += try await site.articles.sitemap(chunk: chunk, size: 2) }
            #expect(entries.map(\.slug.description) == (0..<7).map { "a\($0)" })
            #expect(try await site.articles.sitemap(chunk: 4, size: 2).isEmpty)
            #expect(try await site.articles.sitemap(chunk: -1).isEmpty)
            #expect(try await site.articles.sitemap(chunk: 0, size: 50_001).isEmpty)
            #expect(try await site.articles.sitemap(chunk: .max).isEmpty)
        }
    }

    @Test("of related articles hold picks, then shared topics, then the section", arguments: TestEngine.allCases)
    func related(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for number in 0..<6 { try await site.publish("korea-\(number)", number) }
            try await site.publish("both", 0) { $0.topics = [slug("korea"), slug("moon")] }
            try await site.publish("science", 50) { draft in
                draft.section = slug("science")
                draft.topics = []
            }
            try await site.publish("here", 99) { draft in
                draft.topics = [slug("moon"), slug("korea")]
                draft.related = [slug("science"), slug("korea-0"), slug("here"), slug("not-there")]
            }
            #expect(
                try await site.page("here")?.related.map(\.slug.description) == [
                    "science", "korea-0", "both", "korea-5",
                ])
            #expect(
                try await site.page("korea-3")?.related.map(\.slug.description) == [
                    "here", "korea-5", "korea-4", "korea-2",
                ])
            #expect(try await site.page("science")?.related == [])
            // A pick that moved is still the pick.
            try await site.articles.rename(slug("korea-0"), to: slug("moved"), at: EditorialSite.time(100))
            #expect(
                try await site.page("here")?.related.map(\.slug.description) == ["science", "moved", "both", "korea-5"])
            try await site.publish("alone", 101) { $0.topics = [] }
            #expect(
                try await site.page("alone")?.related.map(\.slug.description) == [
                    "here", "korea-5", "korea-4", "korea-3",
                ])
        }
    }
}
