import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    func sourceList(_ request: StaffRequest) async throws -> StaffAnswer {
        let search = String((request.query["text"] ?? "").prefix(200))
        let filter = request.query["show"].flatMap(SourceFilter.init(rawValue:)) ?? .all
        let listing = try await sources.page(
            search: search, filter: filter, after: request.query["after"].flatMap(NameCursor.init), limit: 50)
        return .page(SourceListPage(listing: listing, search: search, filter: filter).page)
    }

    func newSource(_ request: StaffRequest) async throws -> StaffAnswer {
        let values = FormBody(fields: [.init(name: "accessed", value: request.now.localDay.description)])
        return .page(NewSourcePage(values: values, token: request.formToken, problem: nil, alike: nil).page)
    }

    /// Adds a source; a program gets what it would insert of it.
    func addSource(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let source = try SourceForm.source(request.form, slug: nil)
            if request.form["anyway"].isEmpty, let alike = try await sources.source(like: source) {
                let problem = Self.alike(alike)
                guard !request.wantsJSON else { throw problem }
                let page = NewSourcePage(
                    values: request.form, token: request.formToken, problem: problem, alike: alike)
                return .page(page.page, problem: problem)
            }
            try await sources.add(source)
            guard !request.wantsJSON else { return .json(Insertion(source).json, status: 201) }
            return .done(
                .source(source.slug.description), notice: "“\(source.title)” is in the library.",
                subject: source.title)
        } catch let problem as Problem where !request.wantsJSON && problem.isFormFault {
            let page = NewSourcePage(values: request.form, token: request.formToken, problem: problem, alike: nil)
            return .page(page.page, problem: problem)
        }
    }

    func source(_ request: StaffRequest) async throws -> StaffAnswer {
        let source = try await knownSource(request)
        return try await page(of: source, SourceForm.values(source), request)
    }

    func changeSource(_ request: StaffRequest) async throws -> StaffAnswer {
        let source = try await knownSource(request)
        do {
            let changed = try SourceForm.source(request.form, slug: source.slug)
            try await sources.update(changed)
            return .done(.source(source.slug.description), notice: "Saved.", subject: changed.title)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: source, request.form, request, problem: problem)
        }
    }

    func checkSource(_ request: StaffRequest) async throws -> StaffAnswer {
        let source = try await knownSource(request)
        let health = try await inspector.inspect(source.slug)
        return .done(
            .source(source.slug.description),
            notice: health.map { "Checked: \(AddressHealthWords($0).line)." }
                ?? "Somebody else checked it at the same time.",
            subject: source.title)
    }

    func deleteSource(_ request: StaffRequest) async throws -> StaffAnswer {
        let source = try await knownSource(request)
        try await sources.delete(source.slug)
        return .done(.sources, notice: "“\(source.title)” is deleted.", subject: source.title)
    }

    private func knownSource(_ request: StaffRequest) async throws -> Source {
        guard let source = try await sources.source(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return source
    }

    private func page(
        of source: Source, _ values: FormBody, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = SourcePage(
            source: source, uses: try await sources.uses(of: source.slug),
            health: try await health.health(of: source.slug), values: values, token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }

    private static func alike(_ source: Source) -> Problem {
        Problem(
            .conflict, slug: "source-alike", title: "The library may have this source already",
            detail: "“\(source.title)” (\(source.slug)) has the same address or DOI.")
    }
}
