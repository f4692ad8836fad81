import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite struct ManuscriptChecksTests {
    /// A finding in short: its rule, field and line.
    private struct Place: Equatable, CustomStringConvertible {
        let rule: CheckRule
        let field: ManuscriptMerge.Field
        let line: Int

        var description: String { "\(rule.rawValue) \(field.rawValue) \(line)" }
    }

    private static let matter = ManuscriptChecks.Matter(
        facts: Dictionary(uniqueKeysWithValues: MarkdownFixture.facts.map { ($0.slug, $0) }),
        sources: Set(MarkdownFixture.sources.map(\.slug)), deadSources: [], today: day("2026-06-01"))

    /// A text that has nothing to find; a test changes what it is about.
    private func text(_ change: (inout ManuscriptText) -> Void) -> ManuscriptText {
        var text = ManuscriptText(EditorialSite.draft("tides"))
        change(&text)
        return text
    }

    private func places(
        _ matter: ManuscriptChecks.Matter = matter, _ change: (inout ManuscriptText) -> Void
    ) -> [Place] {
        ManuscriptChecks(text(change)).findings(matter).map { Place(rule: $0.rule, field: $0.field, line: $0.line) }
    }

    private func body(_ body: String) -> [Place] { places { $0.body = body } }

    private func place(_ rule: CheckRule, _ line: Int, _ field: ManuscriptMerge.Field = .body) -> [Place] {
        [Place(rule: rule, field: field, line: line)]
    }

    @Test func aTextInOrderHasNoFindings() {
        #expect(places { _ in } == [])
    }

    @Test func anAnswerAndABylineAreNeeded() {
        #expect(places { $0.answer = " \n" } == place(.missingAnswer, 1, .answer))
        #expect(places { $0.authors = [] } == place(.missingByline, 1, .authors))
    }

    @Test func imagesAndLinksSayWhatTheyAre() {
        #expect(body("One.\n\nTwo ![](https://a.example/a.webp)") == place(.missingAltText, 3))
        #expect(body("![ ](https://a.example/a.webp)") == place(.missingAltText, 1))
        #expect(body("![A map](https://a.example/a.webp) and `![](x)` and \\![](") == [])
        #expect(body("One.\nTwo [](https://a.example).") == place(.emptyLink, 2))
        #expect(body("[ ](/other)") == place(.emptyLink, 1))
        #expect(body("[![](https://a.example/a.webp)](/other)").map(\.rule) == [.missingAltText, .emptyLink])
        #expect(body("[![Map](https://a.example/a.webp)](/other) [`x`](/y) <https://z.example> [:fact[gdp]](/g)") == [])
        #expect(body("| a | b |\n|---|---|\n| x | [](/y) |") == place(.emptyLink, 3))
    }

    @Test func deadLinksAreToldOnceForEachField() {
        var matter = Self.matter
        matter.deadLinks = ["https://gone.example/%C3%A9"]
        let found = places(matter) {
            $0.answer = "[Here](https://gone.example/é)."
            $0.body = "[One](https://well.example/)\n\n[two](HTTPS://gone.example/é) and <https://gone.example/é>"
        }
        #expect(found == place(.deadLink, 1, .answer) + place(.deadLink, 3))
        #expect(places(matter) { $0.body = "`https://gone.example/é` [x](/gone)" } == [])
    }

    @Test func referencesThatNameNothingAreTold() {
        #expect(body("One.\n\n:fact[no-such] and\n:cite[nothing]").map(\.line) == [3, 4])
        #expect(body(":fact[gdp]{raw}") == place(.faultyReference, 1))
        #expect(places { $0.answer = ":cite[nothing]" } == place(.faultyReference, 1, .answer))
        // Code shows directives as they are written.
        #expect(body("`:fact[no-such]`") == [])
    }

    @Test func aNumberNeedsAFactOrASource() {
        #expect(body("Nobody knows.\n\nBut 27,500 came\nand 31,000 left.") == place(.numberWithoutSource, 3))
        #expect(body("But some came,\nand 31,000 left.") == place(.numberWithoutSource, 2))
        for proven in [
            "But 27,500 came.:cite[census]", "But 27,500 came. :cite[census] And left.",
            "But 27,500:cite[census] came.",
            "But 27,500 came, says [the census](https://census.example).", "But 27,500 came.[^1]\n\n[^1]: Of 99,000.",
            "But 27,500 came, as told in [another article](/other).", "But :fact[arrivals] came.", "Code: `27,500`.",
            "## But 27,500 came", "```\n27,500\n```", "Was it 27,500?",
        ] {
            #expect(body(proven) == [], "\(proven)")
        }
        #expect(body("But 27,500 came, as told [below](#more).") == place(.numberWithoutSource, 1))
        #expect(places { $0.answer = "It is 8,849 metres." } == place(.numberWithoutSource, 1, .answer))
    }

    @Test func aFactProvesItsOwnSentenceOnly() {
        #expect(body("Then 27,500 came. :fact[gdp] is little.") == place(.numberWithoutSource, 1))
        #expect(body("Then 27,500 came. Of these :fact[gdp] is little.") == place(.numberWithoutSource, 1))
        #expect(body("It is little. :fact[gdp] is what 27,500 have.") == [])
    }

    @Test func whatIsProvenOnceMayBeSaidAgain() {
        #expect(body("First 27,500 came.:cite[census] Of the 27,500, most stayed.") == [])
        #expect(body("Of the 27,500, most stayed. First 27,500 came.:cite[census]") == [])
        #expect(
            places {
                $0.answer = "27,500 people."
                $0.body = "It was 27,500.:cite[census]"
            } == [])
        // The value of a fact that the article shows.
        #expect(body("There were :fact[arrivals]. Of the 27,000, most stayed.") == [])
        #expect(
            places {
                $0.facts = ["arrivals"]
                $0.about = "x"
                $0.body = "Of the 27,000, most stayed."
            } == [])
    }

    @Test func aListIsProvenByWhatLeadsToIt() {
        #expect(body("By the census:cite[census]:\n\n- 27,500 came;\n- 31,000 left.") == [])
        #expect(body("By the census:\n\n- 27,500 came;\n- 31,000 left.").map(\.line) == [3, 4])
        #expect(body("By the census:cite[census]:\n\n- Some.\n\nThen 27,500 came.") == place(.numberWithoutSource, 5))
    }

    @Test func aTableIsProvenByAnythingInItOrBesideIt() {
        let table = "| Year | People |\n|---|--:|\n| 2014 | 27,500 |\n| 2015 | 31,000 |"
        #expect(body("One.\n\n\(table)") == place(.numberWithoutSource, 5))
        #expect(body("\(table)\n\nBy the census.:cite[census]") == [])
        #expect(body("By the census:cite[census]:\n\n\(table)") == [])
        #expect(body(table.replacing("27,500", with: "27,500:cite[census]")) == [])
        #expect(body("| Year | Event |\n|---|---|\n| 2014 | War |\n| 2015 | Peace |") == [])
    }

    @Test func headingsSkipNoLevel() {
        #expect(body("## One\n\n### Two\n\n#### Three\n\n## Four") == [])
        #expect(body("### One\n\n#### Two") == [])
        #expect(body("## One\n\n#### Two\n\n### Three") == place(.skippedHeading, 3))
        #expect(body("### One\n\n## Two") == place(.skippedHeading, 1))
        #expect(body("One\n===\n\n### Three") == place(.skippedHeading, 4))
    }

    @Test func aTitleMayBeTooLong() {
        #expect(places { $0.title = String(repeating: "x", count: 70) } == [])
        #expect(places { $0.title = String(repeating: "x", count: 71) } == place(.longTitle, 1, .title))
    }

    @Test func sourcesThatAreGoneAreTold() {
        var matter = Self.matter
        matter.deadSources = [slug("census")]
        #expect(
            places(matter) { $0.body = "One.\n\n:cite[census] and :cite[bank].\n\n:fact[arrivals] :cite[census]" }
                == place(.deadSource, 3))
        #expect(places(matter) { $0.body = "A.\n:fact[arrivals]" } == place(.deadSource, 2))
        #expect(
            places(matter) {
                $0.facts = ["gdp", "arrivals"]
                $0.about = "x"
            } == place(.deadSource, 2, .facts))
    }

    @Test func factsPastTheirReviewAreTold() {
        var matter = Self.matter
        let old = MarkdownFixture.fact(
            "gdp", value: "620", unit: "US$", qualifier: nil, asOf: "2013", source: "bank", reviewInterval: 30)
        matter.facts[old.slug] = old
        #expect(places(matter) { $0.body = "A.\n\n:fact[gdp] and :fact[gdp]{value}" } == place(.staleFact, 3))
        #expect(
            places(matter) {
                $0.facts = ["gdp"]
                $0.about = "x"
            } == place(.staleFact, 1, .facts))
        matter.today = old.reviewDue.advanced(byDays: -1)
        #expect(places(matter) { $0.body = ":fact[gdp]" } == [])
    }

    @Test func aComparisonTellsItsMethod() {
        let table = "| Kettle | Score |\n|---|---|\n| One | good |\n| Two | bad |"
        #expect(body("Look.\n\n\(table)") == place(.comparisonWithoutMethod, 3))
        #expect(body("## How we tested\n\nAt home.\n\n\(table)") == [])
        #expect(body("\(table)\n\nWe compared them by the time that they take.") == [])
        #expect(body("| Kettle | Colour |\n|---|---|\n| One | red |\n| Two | blue |") == [])
        #expect(body("| Kettle | Score |\n|---|---|\n| One | good |") == [])
        let kind = ManuscriptChecks(
            text {
                $0.kind = "evaluation"
                $0.body = "Good."
            }
        ).findings(Self.matter)
        #expect(kind.map(\.rule) == [.comparisonWithoutMethod])
        let told = ManuscriptChecks(
            text {
                $0.kind = "evaluation"
                $0.body = "The criteria were two."
            })
        #expect(told.findings(Self.matter) == [])
        // A comparison of the library brings its method along.
        var matter = Self.matter
        matter.evaluations = [slug("kettles")]
        #expect(
            places(matter) {
                $0.kind = "evaluation"
                $0.body = "Good.\n\n:evaluation[kettles]"
            } == [])
        #expect(body("Good.\n\n:evaluation[none]\n\n:product[none] is.").map(\.line) == [3, 5])
    }

    @Test func whatBlocksStandsFirst() {
        let findings = ManuscriptChecks(
            text {
                $0.answer = ""
                $0.body = "## A\n\n#### B\n\n27,500 came. ![](https://a.example/a.webp)"
                $0.title = String(repeating: "x", count: 80)
            }
        ).findings(Self.matter)
        #expect(
            findings.map(\.rule) == [
                .missingAnswer, .missingAltText, .longTitle, .skippedHeading, .numberWithoutSource,
            ])
        #expect(findings.blocking.count == 2)
        for rule in CheckRule.allCases {
            #expect(!rule.reason.isEmpty && !rule.remedy.isEmpty)
        }
    }

    @Test func aLongAndAHostileTextTakeLittleTime() {
        let paragraph =
            "In 2014 about 27,500 people came, e.g. from the north. :fact[arrivals] stayed.:cite[census]\n\n"
        let long = String(repeating: paragraph, count: 2_000)
        let time = ProcessorTime.measure {
            #expect(body(long) == (0..<2_000).flatMap { place(.numberWithoutSource, 1 + 2 * $0) })
        }
        #expect(time < .seconds(30))
        for hostile in [
            String(repeating: "[", count: 50_000), String(repeating: "![](", count: 20_000),
            String(repeating: "> ", count: 20_000), String(repeating: "1.", count: 100_000),
            String(repeating: "|", count: 50_000), "\u{E000}\u{E001}\u{0}27,500", String(repeating: "#", count: 1000),
        ] {
            _ = body(hostile)
        }
    }
}
