import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite struct TaxonomyKeepingTests {
    @Test(arguments: TestEngine.allCases)
    func whatIsAddedTwiceIsThereOnce(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let rivers = Section(slug: slug("rivers"), name: "Rivers ‮<b>", description: "🌊")
            try await site.taxonomy.add(rivers)
            try await site.taxonomy.add(rivers)
            #expect(try await site.taxonomy.sections().filter { $0.section == rivers }.count == 1)
            let problem = await #expect(throws: Problem.self) {
                try await site.taxonomy.add(Section(slug: slug("rivers"), name: "Streams", description: ""))
            }
            #expect(problem?.kind == .conflict)
            #expect(problem?.fieldErrors.map(\.field) == ["slug"])
            #expect(try await site.taxonomy.section(slug("rivers")) == rivers)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func sectionsStandInTheOrderThatWasChosen(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.taxonomy.add(Section(slug: slug("rivers"), name: "Rivers", description: ""))
            try await site.taxonomy.order([slug("rivers"), slug("nothing"), slug("science"), slug("rivers")])
            #expect(
                try await site.taxonomy.sections().map(\.section.slug.description) == ["rivers", "science", "places"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatArticlesUseStays(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.articles.publish(EditorialSite.draft("one"), at: EditorialSite.start, note: "")
            for removal in [
                { try await site.taxonomy.removeSection(slug("places")) },
                { try await site.taxonomy.removeTopic(slug("korea")) },
                { try await site.people.remove(slug("ann")) },
            ] {
                let problem = await #expect(throws: Problem.self) { try await removal() }
                #expect(problem?.kind == .conflict)
                #expect(problem?.detail.contains("One article") == true)
            }
            try await site.taxonomy.removeSection(slug("science"))
            try await site.taxonomy.removeSection(slug("science"))
            try await site.taxonomy.removeTopic(slug("moon"))
            try await site.people.remove(slug("bob"))
            #expect(try await site.taxonomy.sections().map(\.section.slug.description) == ["places"])
            #expect(try await site.taxonomy.topic(slug("moon")) == nil)
            #expect(try await site.people.counted().map(\.articles) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func badNamesAreRefusedAndGoneOnesTold(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for name in ["", " \u{A0} ", "a\nb", "\u{7}", String(repeating: "x", count: 1 << 20)] {
                let section = await #expect(throws: Problem.self) {
                    try await site.taxonomy.change(Section(slug: slug("places"), name: name, description: ""))
                }
                #expect(section?.kind == .invalid)
                let person = await #expect(throws: Problem.self) {
                    try await site.people.add(Person(slug: slug("new"), name: name, role: "Writer", biography: ""))
                }
                #expect(person?.kind == .invalid)
            }
            let gone = await #expect(throws: Problem.self) {
                try await site.taxonomy.change(Topic(slug: slug("gone"), name: "Gone", description: ""))
            }
            #expect(gone?.kind == .notFound)
            let kept = try await site.taxonomy.section(slug("places"))
            #expect(kept?.name == "The places")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aPolicyKeepsItsEarlierTextsAndIsNotOverwrittenUnseen(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = PolicyStore(database: site.database, changes: site.changes)
            func text(_ body: String) throws -> Policy {
                Policy(
                    subject: .standards, title: "Standards", description: "Ours.",
                    updated: try #require(CalendarDay("2026-01-01")), body: body)
            }
            let first = try await store.replace(text("One."), base: 0)
            let second = try await store.replace(text("Two."), base: 1)
            // Sent twice: it is in force already, whatever it was based on.
            let again = try await store.replace(text("Two."), base: 1)
            #expect([first, second, again] == [1, 2, 2])
            let problem = await #expect(throws: Problem.self) { try await store.replace(text("Three."), base: 1) }
            #expect(problem?.kind == .conflict)
            let bodies = try await store.versions(on: .standards).map(\.policy.body)
            #expect(bodies == ["Two.", "One."])
            let empty = await #expect(throws: Problem.self) { try await store.replace(text(" \n"), base: 2) }
            #expect(empty?.fieldErrors.map(\.field) == ["body"])
        }
    }
}
