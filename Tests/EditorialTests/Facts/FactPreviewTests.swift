import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite struct FactPreviewTests {
    @Test(arguments: TestEngine.allCases)
    func eachArticleIsShownAsItWouldReadAndNothingIsSaved(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let fact = try #require(MarkdownFixture.facts.first)
            try await site.articles.publish(
                EditorialSite.draft("uses") { $0.body = "First.\n\nBy then :fact[\(fact.slug)] had come.\n\nLast." },
                at: EditorialSite.start, note: "")
            try await site.articles.publish(EditorialSite.draft("other"), at: EditorialSite.start, note: "")
            let change = FactChange(
                value: "4242", unit: nil, qualifier: nil, asOf: date("2026"), source: fact.source, reason: "")
            let effects = try await site.facts.preview(fact.slug, as: change)
            #expect(effects.map(\.article.slug) == [slug("uses")])
            let sentence = try #require(effects[0].sentences.first)
            #expect(effects[0].sentences.count == 1)
            #expect(effects[0].isInText)
            #expect(Self.before(sentence.runs) == "By then about 27,000\u{A0}people (as of 2014) had come.")
            #expect(Self.after(sentence.runs) == "By then 4,242 (as of 2026) had come.")
            #expect(!sentence.isPart)
            #expect(try await site.facts.fact(fact.slug) == fact)
            let bad = FactChange(
                value: "", unit: nil, qualifier: nil, asOf: date("2026"), source: fact.source, reason: "")
            await #expect(throws: Problem.self) { try await site.facts.preview(fact.slug, as: bad) }
            await #expect(throws: Problem.self) { try await site.facts.preview(slug("no-such"), as: change) }
        }
    }

    private static func before(_ runs: [TextDiff.Run]) -> String {
        runs.map { if case .added = $0 { "" } else { $0.text } }.joined()
    }

    private static func after(_ runs: [TextDiff.Run]) -> String {
        runs.map { if case .removed = $0 { "" } else { $0.text } }.joined()
    }

    /// Of a paragraph, only the sentences that differ, each with its paragraph at hand; nothing of the others.
    @Test(arguments: TestEngine.allCases)
    func onlyTheSentencesThatDifferAreShown(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let body = """
                It was a long way. Some said :fact[arrivals]{value} came; Dr. Kim knew. "By :fact[arrivals]!" he said.

                :fact[arrivals]{value} is many. The rest stayed. And :fact[gdp] each.

                - one :fact[arrivals]{value}
                - two
                """
            try await site.publish("in-text", 1) { $0.body = body }
            try await site.publish("in-list", 0) {
                $0.facts = [slug("arrivals")]
                $0.about = "Arrivals"
            }
            let change = FactChange(
                value: "31000", unit: "people", qualifier: .about, asOf: date("2014"), source: slug("census"),
                reason: "")
            let effects = try await site.facts.preview(slug("arrivals"), as: change)
            #expect(effects.map(\.article.slug) == [slug("in-text"), slug("in-list")])
            #expect(!effects[1].isInText && effects[1].sentences.isEmpty)
            #expect(
                effects[0].sentences.map { Self.after($0.runs) } == [
                    "Some said about 31,000\u{A0}people came; Dr. Kim knew.",
                    "“By about 31,000\u{A0}people (as of 2014)!” he said.", "about 31,000\u{A0}people is many.",
                    "one about 31,000\u{A0}people",
                ])
            #expect(
                effects[0].sentences.map { Self.before($0.runs) }.first
                    == "Some said about 27,000\u{A0}people came; Dr. Kim knew.")
            #expect(effects[0].sentences.map(\.isPart) == [true, true, true, false])
            #expect(Self.after(effects[0].sentences[2].paragraph).hasSuffix("(as of 2013) each."))

            // A date alone changes the sentences that show it, and a source alone none.
            var other = change
            (other.value, other.asOf) = ("27000", date("2015-07"))
            let dated = try await site.facts.preview(slug("arrivals"), as: other)
            #expect(
                dated[0].sentences.map { Self.after($0.runs) } == [
                    "“By about 27,000\u{A0}people (as of July 2015)!” he said."
                ])
            (other.asOf, other.source) = (date("2014"), slug("atlas"))
            let moved = try await site.facts.preview(slug("arrivals"), as: other)
            #expect(moved[0].sentences.isEmpty && moved[0].isInText)
            other.source = slug("no-such")
            #expect(
                try await fieldErrors { _ = try await site.facts.preview(slug("arrivals"), as: other) } == ["source"])
        }
    }
}
