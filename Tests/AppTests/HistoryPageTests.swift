import Editorial
import HTTPSupport
import Kernel
import Staff
import TestSupport
import Testing

@testable import App

/// What readers find at the addresses of an article's history.
@Suite struct HistoryPageTests {
    private static let article = "how-far-away-is-the-moon"

    @Test func itFollowsItsArticle() async throws {
        try await OfficeSite.with { offices in
            let slug = try Slug(Self.article)
            let editor = try await offices.account([.editor]).member
            for route in [Route.articleHistory(slug), .articleVersion(slug, 1)] {
                guard case .entry? = try await offices.site.library.page(at: route) else {
                    Issue.record("\(route.path) has no page")
                    continue
                }
            }
            for route in [Route.articleVersion(slug, 2), .articleVersion(slug, .max), .articleChange(slug, 1)] {
                #expect(try await offices.site.library.page(at: route) == nil, "\(route.path)")
            }
            let id = try await offices.manuscripts.manuscript(ofArticle: slug, for: .init(editor))
            let workflow = Workflow(isOnePerson: true)
            var details = ManuscriptStore.StepDetails()
            details.note = "It was invented."
            try await Self.rename(id, editor, offices)
            let moved = try Slug("another-address")
            for (route, target) in [
                (Route.articleHistory(slug), Route.articleHistory(moved)),
                (.articleVersion(slug, 1), .articleVersion(moved, 1)),
                (.articleChange(slug, 1), .articleChange(moved, 1)),
            ] {
                guard case .moved(target)? = try await offices.site.library.page(at: route) else {
                    Issue.record("\(route.path) does not lead to \(target.path)")
                    continue
                }
            }
            try await offices.manuscripts.take(.withdraw, on: id, details, by: editor, workflow: workflow)
            for route in [
                Route.article(moved), .articleHistory(moved), .articleVersion(moved, 1), .articleVersion(moved, 99),
                .articleChange(moved, 1),
            ] {
                let problem = await #expect(throws: Problem.self, "\(route.path)") {
                    _ = try await offices.site.library.page(at: route)
                }
                #expect(problem?.kind == .gone)
                #expect(problem?.detail.contains("It was invented.") == true)
            }
        }
    }

    /// Publishes what is approved under another address.
    private static func rename(_ id: Manuscript.ID, _ editor: StaffMember, _ offices: OfficeSite) async throws {
        let workflow = Workflow(isOnePerson: true)
        try await offices.manuscripts.take(.revise, on: id, by: editor, workflow: workflow)
        let manuscript = try #require(try await offices.manuscripts.manuscript(id))
        var text = manuscript.text
        text.slug = "another-address"
        _ = try await offices.manuscripts.save(text, of: id, base: manuscript.save, by: .init(editor))
        for action in [ManuscriptAction.submit, .checkFacts, .publish] {
            offices.clock.advance(by: .seconds(1))
            try await offices.manuscripts.take(action, on: id, by: editor, workflow: workflow)
        }
    }
}
