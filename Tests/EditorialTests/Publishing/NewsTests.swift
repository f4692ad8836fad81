import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("News")
struct NewsTests {
    @Test("are what happened after one moment and up to another", arguments: TestEngine.allCases)
    func window(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for (number, name) in ["one", "two", "three"].enumerated() {
                _ = try await site.articles.publish(
                    EditorialSite.draft(name), at: EditorialSite.time(number + 1), note: "New")
            }
            _ = try await site.articles.correct(
                slug("one"), Correction(date: day("2026-01-02"), text: "It said 5."),
                draft: EditorialSite.draft("one") { $0.body = "It is 6." }, at: EditorialSite.time(5))
            _ = try await site.articles.publish(
                EditorialSite.draft("two") { $0.body = "More." }, at: EditorialSite.time(6), note: "More")
            let all = try await site.articles.news(after: EditorialSite.time(0), upTo: EditorialSite.time(9), 10)
            #expect(all.map(\.summary.slug) == [slug("two"), slug("one"), slug("three")])
            #expect(all.map(\.isNew) == [true, true, true])
            let later = try await site.articles.news(after: EditorialSite.time(3), upTo: EditorialSite.time(6), 10)
            #expect(later.map(\.summary.slug) == [slug("two"), slug("one")])
            #expect(later.map(\.isNew) == [false, false])
            #expect(later.map { $0.corrections.map(\.text) } == [[], ["It said 5."]])
            #expect(
                try await site.articles.news(after: EditorialSite.time(5), upTo: EditorialSite.time(6), 10)
                    .map(\.summary.slug) == [slug("two")])
            #expect(try await site.articles.news(after: EditorialSite.time(6), upTo: EditorialSite.time(9), 10).isEmpty)
            #expect(
                try await site.articles.news(after: EditorialSite.time(0), upTo: EditorialSite.time(9), 1).count == 1)
        }
    }

    @Test("give each old article its turn before one comes again", arguments: TestEngine.allCases)
    func archive(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            #expect(try await site.articles.archived(before: EditorialSite.time(9), number: 1) == nil)
            for number in 1...7 {
                _ = try await site.articles.publish(
                    EditorialSite.draft("old-\(number)"), at: EditorialSite.time(number), note: "New")
            }
            let first = -3
            var found: [Slug] = []
            for number in first..<first + 14 {
                let article = try await site.articles.archived(before: EditorialSite.time(7), number: number)
                found.append(try #require(article).summary.slug)
            }
            // The seventh was published at that very moment, and isn’t old.
            #expect(Set(found.prefix(6)).count == 6 && !found.contains(slug("old-7")))
            #expect(Array(found[6..<12]) == Array(found.prefix(6)))
            // Whatever was taken lately is passed over, but never so much that nothing is left.
            for number in first..<first + 6 {
                let lately = [found[0], found[1], found[2]]
                let other = try await site.articles.archived(
                    before: EditorialSite.time(7), number: number, avoiding: lately + found)
                let pick = try #require(other).summary.slug
                #expect(!lately.contains(pick))
            }
        }
    }

    @Test("spread by steps without a common divisor", arguments: [1, 2, 3, 4, 10, 97, 1000, 1_000_000])
    func steps(count: Int) {
        let step = ArticleStore.step(through: count)
        #expect(step >= 1)
        #expect(count > 1000 || Set((0..<count).map { $0 * step % count }).count == count)
    }
}
