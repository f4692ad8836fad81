import Editorial
import HTTPSupport
import Kernel
import Logging
import TestSupport
import Testing

@testable import App

@Suite struct PublicationServiceTests {
    /// What fell due while the server was down is out soon after it starts, and readers of kept pages see it.
    @Test func whatIsDueIsPublishedWithoutAnybodyAsking() async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock) { settings, stores in
            let site = try await Site.example(settings, stores, clock: clock)
            let manuscripts = site.schedule.manuscripts
            let slug = try Slug("scheduled-today")
            let id = try await Self.schedule(slug, in: manuscripts, clock)
            #expect(try await site.library.page(at: .article(slug)) == nil)
            clock.advance(by: .seconds(3600))
            let service = PublicationService(schedule: site.schedule, logger: Logger(label: "test"))
            let running = Task { try await service.run() }
            for _ in 0..<200 where try await manuscripts.manuscript(id)?.state != .published {
                try await Task.sleep(for: .milliseconds(50))
            }
            running.cancel()
            try? await running.value
            #expect(try await site.library.page(at: .article(slug)) != nil)
        }
    }

    private static func schedule(_ slug: Slug, in manuscripts: ManuscriptStore, _ clock: SettableClock) async throws
        -> Manuscript.ID
    {
        let writer = StaffMember(id: StaffID(at: clock.now()), name: "Wanda", roles: [.writer])
        let editor = StaffMember(id: StaffID(at: clock.now()), name: "Edda", roles: [.editor])
        let known = try await manuscripts.manuscript(
            ofArticle: Slug("do-many-south-koreans-defect-to-north-korea"), for: .init(editor))
        var text = try #require(try await manuscripts.manuscript(known)).text
        text.slug = slug.description
        let id = Manuscript.ID(at: clock.now())
        try await manuscripts.begin(id, text: text, by: .init(writer))
        let workflow = Workflow(isOnePerson: false)
        try await manuscripts.take(.submit, on: id, by: writer, workflow: workflow)
        try await manuscripts.take(.checkFacts, on: id, by: editor, workflow: workflow)
        var details = ManuscriptStore.StepDetails()
        details.moment = clock.now().advanced(by: .seconds(1800))
        try await manuscripts.take(.schedule, on: id, details, by: editor, workflow: workflow)
        return id
    }
}
