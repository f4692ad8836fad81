import Database
import Kernel
import TestSupport
import Testing

@testable import Editorial

/// What the checks block is refused where a manuscript becomes an article, and not only on a page.
@Suite struct PublicationGateTests {
    private let wanda = StaffMember(id: StaffID(at: Timestamp(milliseconds: 1)), name: "Wanda", roles: [.writer])
    private let edda = StaffMember(
        id: StaffID(at: Timestamp(milliseconds: 2)), name: "Edda", roles: [.editor, .factChecker])

    private func withApproved(
        _ engine: TestEngine, _ change: (inout ManuscriptText) -> Void,
        _ body: (EditorialSite, ManuscriptStore, SettableClock, Manuscript.ID) async throws -> Void
    ) async throws {
        try await EditorialSite.with(engine) { site in
            let clock = SettableClock()
            let store = ManuscriptStore(articles: site.articles, clock: clock)
            let id = Manuscript.ID(at: clock.now())
            var text = ManuscriptText(EditorialSite.draft("tides"))
            change(&text)
            try await store.begin(id, text: text, by: .init(wanda))
            try await take(.submit, id, by: wanda, store)
            try await take(.checkFacts, id, by: edda, store)
            try await body(site, store, clock, id)
        }
    }

    private func take(
        _ action: ManuscriptAction, _ id: Manuscript.ID, by member: StaffMember, _ store: ManuscriptStore,
        moment: Timestamp? = nil
    ) async throws {
        var details = ManuscriptStore.StepDetails()
        details.moment = moment
        try await store.take(action, on: id, details, by: member, workflow: Workflow(isOnePerson: false))
    }

    @Test(arguments: TestEngine.allCases)
    func whatBlocksIsRefusedWithAllOfItsReasons(engine: TestEngine) async throws {
        try await withApproved(engine) {
            $0.answer = ""
            $0.description = ""
            $0.body = "One.\n\n![](https://a.example/a.webp) and [](/other)."
        } _: { site, store, clock, id in
            for action in [ManuscriptAction.publish, .schedule] {
                let problem = await #expect(throws: Problem.self) {
                    try await take(
                        action, id, by: edda, store, moment: clock.now().advanced(by: .seconds(60)))
                }
                #expect(problem?.slug == "checks-failed")
                #expect(problem?.kind == .invalid)
                #expect(problem?.fieldErrors.map(\.field) == ["answer", "body", "body", "description"])
                #expect(problem?.fieldErrors[1].message.hasPrefix("Line 3: The image") == true)
            }
            let state = try await store.manuscript(id)?.state
            #expect(state == .factChecked)
            let published = try await site.articles.latest(10).items
            #expect(published.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func adviceIsNoRefusal(engine: TestEngine) async throws {
        try await withApproved(engine) {
            $0.body = "There were 27,500 of them.\n\n## A\n\n#### B"
        } _: { _, store, _, id in
            let manuscript = try #require(try await store.manuscript(id))
            let findings = try await store.findings(in: manuscript)
            #expect(findings.map(\.rule) == [.numberWithoutSource, .skippedHeading])
            try await take(.publish, id, by: edda, store)
            #expect(try await store.manuscript(id)?.state == .published)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theFindingsKnowWhatATextRefersTo(engine: TestEngine) async throws {
        try await withApproved(engine) {
            $0.section = "nowhere"
            $0.topics = ["korea", "nothing"]
            $0.body = ":fact[gdp], :fact[no-such] and :cite[census]."
        } _: { site, store, clock, id in
            try await site.database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO source_health (source, state, next_check, failures, first_failure, unclear)
                    VALUES (\(slug("census")), 'dead', \(clock.now()), 3, \(clock.now()), 0)
                    """)
            }
            let manuscript = try #require(try await store.manuscript(id))
            let findings = try await store.findings(in: manuscript)
            #expect(
                findings.map { "\($0.rule.rawValue) \($0.field.rawValue)" } == [
                    "refused-field section", "faulty-reference body", "refused-field topics", "dead-source body",
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aScheduledTextThatRefersToNothingAnyMoreIsNotDropped(engine: TestEngine) async throws {
        try await withApproved(engine) { _ in
        } _: { _, store, clock, id in
            try await take(.schedule, id, by: edda, store, moment: clock.now().advanced(by: .seconds(60)))
            clock.advance(by: .seconds(61))
            #expect(try await store.publishDue() == [id])
            #expect(try await store.manuscript(id)?.state == .published)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anUnfinishedTextCanBeCheckedToo(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let store = ManuscriptStore(articles: site.articles, clock: SettableClock())
            let id = Manuscript.ID(at: EditorialSite.start)
            var text = ManuscriptText()
            text.facts = ["Not a slug", "gdp"]
            text.body = ":fact[gdp] :fact[nothing]"
            try await store.begin(id, text: text, by: .init(wanda))
            let findings = try await store.findings(in: try #require(try await store.manuscript(id)))
            let rules = Set(findings.map(\.rule))
            #expect(rules == [.missingAnswer, .missingByline, .refusedField, .faultyReference])
            #expect(findings.contains { $0.field == .title } && findings.contains { $0.field == .section })
        }
    }
}
