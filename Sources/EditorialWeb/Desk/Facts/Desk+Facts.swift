import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    func factList(_ request: StaffRequest) async throws -> StaffAnswer {
        let search = String((request.query["text"] ?? "").prefix(200))
        let listing = try await facts.page(
            search: search, after: request.query["after"].flatMap(NameCursor.init), limit: 50)
        return .page(FactListPage(listing: listing, search: search, today: request.now.day).page)
    }

    func fact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        return try await page(of: fact, FactForm.values(fact), request)
    }

    /// Shows what a change would do, before it is saved.
    func previewFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        do {
            let change = try FactForm.change(request.form)
            let effects = try await facts.preview(fact.slug, as: change)
            return .page(
                FactEffectPage(fact: fact, effects: effects, form: request.form, token: request.formToken).page)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: fact, request.form, request, problem: problem)
        }
    }

    func changeFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        do {
            let change = try FactForm.change(request.form)
            let articles = try await facts.change(fact.slug, to: change, at: request.now)
            let count = articles.count == 1 ? "One article shows" : "\(articles.count) articles show"
            return .done(
                .fact(fact.slug.description), notice: "Saved. \(count) the new value now.", subject: fact.label)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: fact, request.form, request, problem: problem)
        }
    }

    func confirmFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        try await facts.confirm(fact.slug, on: request.now.day)
        return .done(
            .fact(fact.slug.description), notice: "Confirmed today; the next review is counted from here.",
            subject: fact.label)
    }

    private func known(_ request: StaffRequest) async throws -> Fact {
        guard let fact = try await facts.fact(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return fact
    }

    private func page(
        of fact: Fact, _ values: FormBody, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = FactPage(
            fact: fact, history: try await facts.history(fact.slug), uses: try await facts.uses(of: fact.slug),
            sources: try await sources.sources(), values: values, today: request.now.day, token: request.formToken,
            problem: problem)
        return .page(page.page, status: problem == nil ? 200 : 422)
    }
}
