import Editorial
import HTTPSupport
import Kernel

extension Desk {
    func home(_ request: StaffRequest) async throws -> StaffAnswer {
        var mine = ManuscriptStore.Filter()
        mine.assignee = request.member.id.description
        mine.states = [.draft, .inReview, .factChecked]
        let today = request.now.localDay
        let page = DeskHomePage(
            yours: try await manuscripts.list(mine, limit: DeskHomePage.longestList + 1),
            waiting: try await manuscripts.waiting(
                for: request.member, isOnePerson: isOnePerson(), limit: DeskHomePage.longestList + 1),
            scheduled: try await manuscripts.scheduled(limit: DeskHomePage.longestList + 1),
            staleFacts: try await facts.stale(on: today), deadSources: try await health.dead(),
            deadLinks: try await links.troubled().filter { $0.health.state == .dead },
            suggestions: try await suggestions.open(limit: DeskHomePage.longestList + 1), today: today,
            missing: try await missing(for: request.member), newID: Manuscript.ID(at: request.now),
            token: request.formToken)
        return .page(page.page)
    }

    private func missing(for member: StaffMember) async throws -> [(OfficeRoute?, String)] {
        let may = TaxonomyDesk.access.allows(member.roles)
        let hint = may ? "" : " Ask an editor or the publisher to add one."
        var missing: [(OfficeRoute?, String)] = []
        if try await taxonomy.sections().isEmpty {
            missing.append((may ? .sections : nil, "This site has no section yet for articles to stand in.\(hint)"))
        }
        if try await people.people().isEmpty {
            missing.append((may ? .bylines : nil, "This site has no byline yet to sign articles with.\(hint)"))
        }
        return missing
    }

    func list(_ request: StaffRequest) async throws -> StaffAnswer {
        var filter = ManuscriptStore.Filter()
        filter.text = String((request.query["text"] ?? "").prefix(200))
        let state = request.query["state"].flatMap(ManuscriptState.init(rawValue:))
        filter.states =
            state.map { [$0] } ?? Set(ManuscriptState.allCases).subtracting([.discarded])
        let number = max(1, request.query["page"].flatMap { Int($0) } ?? 1)
        let length = ManuscriptListPage.length
        let found = try await manuscripts.list(
            filter, limit: length + 1, offset: (min(number, 10_000) - 1) * length)
        let published = filter.text.isEmpty ? [] : try await manuscripts.published(matching: filter.text, limit: 10)
        let page = ManuscriptListPage(
            manuscripts: Array(found.prefix(length)), published: published, state: state, text: filter.text,
            number: number, hasMore: found.count > length, newID: Manuscript.ID(at: request.now),
            token: request.formToken)
        return .page(page.page)
    }

    func begin(_ request: StaffRequest) async throws -> StaffAnswer {
        var text = ManuscriptText()
        text.title = TypedText.clean(request.form["title"]).replacing("\n", with: " ")
        guard let id = Manuscript.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
        try await manuscripts.begin(id, text: text, by: .init(request.member))
        return .done(.manuscript(id.description), subject: text.title.isEmpty ? "untitled" : text.title)
    }

    func revise(_ request: StaffRequest) async throws -> StaffAnswer {
        let slug = try request.slug("slug")
        let id = try await manuscripts.manuscript(ofArticle: slug, for: .init(request.member))
        return .done(.manuscript(id.description), subject: slug.description)
    }
}
