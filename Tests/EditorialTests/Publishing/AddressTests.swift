import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("Addresses of articles")
struct AddressTests {
    @Test("that changed lead on, however often they changed", arguments: TestEngine.allCases)
    func chain(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("a")
            try await site.articles.rename(slug("a"), to: slug("b"), at: EditorialSite.time(1))
            try await site.articles.rename(slug("b"), to: slug("c"), at: EditorialSite.time(2))
            #expect(try await site.articles.redirect(from: slug("a")) == slug("c"))
            #expect(try await site.articles.redirect(from: slug("b")) == slug("c"))
            #expect(try await site.articles.redirect(from: slug("c")) == nil)
            #expect(try await site.articles.redirect(from: slug("d")) == nil)
            #expect(try await site.page("a") == nil)
            let page = try #require(try await site.page("c"))
            #expect(page.revision == 3)
            #expect(page.summary.updated == EditorialSite.time(2))
            #expect(
                try await site.articles.revisions(slug("c")).map(\.note) == [
                    "Moved from “b” to “c”.", "Moved from “a” to “b”.", "Because.",
                ])
            #expect(try await site.articles.revisions(slug("c")).map(\.draft.slug.description) == ["c", "b", "a"])
        }
    }

    @Test("can go back to what they were", arguments: TestEngine.allCases)
    func back(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("a")
            try await site.articles.rename(slug("a"), to: slug("b"), at: EditorialSite.time(1))
            try await site.articles.rename(slug("b"), to: slug("a"), at: EditorialSite.time(2))
            #expect(try await site.articles.redirect(from: slug("b")) == slug("a"))
            #expect(try await site.articles.redirect(from: slug("a")) == nil)
            try await site.articles.rename(slug("a"), to: slug("a"), at: EditorialSite.time(3))
            #expect(try await site.page("a")?.revision == 3)
        }
    }

    @Test("are never another’s, nor one of the site’s own", arguments: TestEngine.allCases)
    func reuse(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("a")
            try await site.publish("other")
            try await site.articles.rename(slug("a"), to: slug("b"), at: EditorialSite.time(1))
            #expect(try await kind { try await site.publish("a") } == .conflict)
            #expect(try await fieldErrors { try await site.publish("a") } == ["slug"])
            let time = EditorialSite.time(2)
            #expect(
                try await kind { try await site.articles.rename(slug("other"), to: slug("a"), at: time) } == .conflict)
            #expect(
                try await kind { try await site.articles.rename(slug("other"), to: slug("b"), at: time) } == .conflict)
            #expect(
                try await kind { try await site.articles.rename(slug("other"), to: slug("desk"), at: time) } == .invalid
            )
            #expect(
                try await kind { try await site.articles.rename(slug("none"), to: slug("x"), at: time) } == .notFound)
            #expect(try await kind { try await site.articles.rename(slug("a"), to: slug("x"), at: time) } == .notFound)
        }
    }

    @Test("taken by two at once go to one", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            try await site.publish("two")
            let kinds = try await withThrowingTaskGroup(of: Problem.Kind?.self) { group in
                for name in ["one", "two"] {
                    group.addTask {
                        try await kind {
                            try await site.articles.rename(slug(name), to: slug("wanted"), at: EditorialSite.time(1))
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(kinds.count { $0 == nil } == 1)
            #expect(kinds.count { $0 == .conflict } == 1)
        }
    }
}
