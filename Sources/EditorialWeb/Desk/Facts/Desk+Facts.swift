import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    func factList(_ request: StaffRequest) async throws -> StaffAnswer {
        let search = String((request.query["text"] ?? "").prefix(200))
        let today = request.now.localDay
        if request.query["show"] == "due" {
            let due = try await facts.due(on: today, search: search)
            return .page(
                FactQueuePage(
                    facts: due.facts, total: due.total, search: search, today: today, token: request.formToken
                ).page)
        }
        let listing = try await facts.page(
            search: search, after: request.query["after"].flatMap(NameCursor.init), limit: 50)
        return .page(FactListPage(listing: listing, search: search, today: today).page)
    }

    func newFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let values = FormBody(fields: [
            .init(name: "reviewInterval", value: "365"), .init(name: "source", value: request.query["source"] ?? ""),
        ])
        return try await newFactPage(request, values)
    }

    func addFact(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let fact = try FactForm.fact(
                request.form, source: try await typedSource(request.form), today: request.now.localDay)
            try await facts.save(fact, at: request.now)
            return .done(
                .fact(fact.slug.description),
                notice: "“\(fact.label)” is in the library. Write :fact[\(fact.slug)] where a text shows it.",
                subject: fact.label)
        } catch let problem as Problem where problem.isFormFault {
            return try await newFactPage(request, request.form, problem: problem)
        }
    }

    func fact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        return try await page(of: fact, request)
    }

    /// Shows what a change would do, before it is saved.
    func previewFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        do {
            let change = try FactForm.change(request.form, source: try await typedSource(request.form))
            let effects = try await facts.preview(fact.slug, as: change)
            var form = request.form.without("token").without("source")
            form = FormBody(fields: form.fields + [.init(name: "source", value: change.source.description)])
            return .page(
                FactEffectPage(
                    fact: fact, change: change, effects: effects, form: form, token: request.formToken
                ).page)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: fact, request, value: request.form, problem: problem)
        }
    }

    func changeFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        do {
            let change = try FactForm.change(request.form, source: try await typedSource(request.form))
            let articles = try await facts.change(fact.slug, to: change, at: request.now)
            let count = articles.count == 1 ? "One article shows" : "\(articles.count) articles show"
            return .done(
                .fact(fact.slug.description), notice: "Saved. \(count) the new value now.", subject: fact.label)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: fact, request, value: request.form, problem: problem)
        }
    }

    /// Changes what is not the value: the label, the source, the note, and how often it is looked at.
    func describeFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        do {
            let description = try FactForm.description(request.form, source: try await typedSource(request.form))
            try await facts.describe(fact.slug, as: description, at: request.now)
            return .done(.fact(fact.slug.description), notice: "Saved.", subject: description.label)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: fact, request, description: request.form, problem: problem)
        }
    }

    func confirmFact(_ request: StaffRequest) async throws -> StaffAnswer {
        let fact = try await known(request)
        try await facts.confirm(fact.slug, on: request.now.localDay)
        if request.form["from"] == "due" {
            return .done(.factsDue, notice: "“\(fact.label)” is confirmed today.", subject: fact.label)
        }
        return .done(
            .fact(fact.slug.description), notice: "Confirmed today; the next review is counted from here.",
            subject: fact.label)
    }

    private func known(_ request: StaffRequest) async throws -> Fact {
        guard let fact = try await facts.fact(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return fact
    }

    /// The source that a form names, by its slug or by words that only it has.
    private func typedSource(_ form: FormBody) async throws -> TypedSource {
        let typed = TypedText.clean(form["source"]).trimmed
        guard !typed.isEmpty else { return .unclear("Name a source.") }
        if let slug = Slug(validating: typed), try await sources.source(slug) != nil { return .known(slug) }
        let found = try await sources.page(search: typed, limit: 5)
        if found.total == 1, let only = found.items.first { return .known(only.source.slug) }
        guard found.total > 0 else {
            return .unclear("There is no source “\(typed.prefix(80))”. Add it under Sources first.")
        }
        let slugs = found.items.map(\.source.slug.description).joined(separator: ", ")
        return .unclear("\(found.total) sources fit. Name one of them: \(slugs)\(found.total > 5 ? ", …" : ".")")
    }

    private func newFactPage(
        _ request: StaffRequest, _ values: FormBody, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = NewFactPage(
            values: values, sources: try await sources.sources(), token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    /// - Parameters:
    ///   - value: What was typed into the form of the value, when that is the one with faults.
    ///   - description: The same for the form of the description.
    private func page(
        of fact: Fact, _ request: StaffRequest, value: FormBody? = nil, description: FormBody? = nil,
        problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = FactPage(
            fact: fact, history: try await facts.history(fact.slug), uses: try await facts.uses(of: fact.slug),
            sources: try await sources.sources(), value: value, description: description, today: request.now.localDay,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
