import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    var evaluationEndpoints: [StaffEndpoint] {
        [
            .get(.evaluations, Self.access) { try await evaluationList($0) },
            .post(.evaluations, Self.access, action: "begin an evaluation") { try await beginEvaluation($0) },
            .get(.evaluationSearch, Self.access) { try await searchEvaluations($0) },
            .get(.evaluation(":slug"), Self.access) { try await evaluation($0) },
            .compute(.evaluationPreview(":slug"), Self.access) { try await previewEvaluation($0) },
            .post(.evaluation(":slug"), Self.access, action: "change an evaluation") {
                try await changeEvaluation($0)
            },
            .get(.evaluationScores(":slug", product: ":product"), Self.access) { try await scoreSheet($0) },
        ]
    }

    func evaluationList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await evaluationList(request, values: FormBody())
    }

    func beginEvaluation(_ request: StaffRequest) async throws -> StaffAnswer {
        let title = TypedText.line(request.form["title"])
        do {
            let slug = try LibrarySlug.slug(request.form["slug"], madeFrom: title)
            try await evaluations.begin(slug, title: title, by: .init(request.member), at: request.now)
            return .done(
                .evaluation(slug.description), notice: "Begun. It needs criteria, products and a method.",
                subject: title)
        } catch let problem as Problem where problem.isFormFault {
            return try await evaluationList(request, values: request.form, problem: problem)
        }
    }

    func evaluation(_ request: StaffRequest) async throws -> StaffAnswer {
        try await page(of: knownEvaluation(request), request)
    }

    /// Shows what an edit would do to the order, before it is saved.
    func previewEvaluation(_ request: StaffRequest) async throws -> StaffAnswer {
        let stored = try await knownEvaluation(request)
        return try await answeringFaults(of: stored, request) { edit, base in
            let effect = try await evaluations.preview(
                stored.sheet.evaluation.slug, edit, base: base, at: request.now)
            return .page(EvaluationEffectPage(effect: effect, form: request.form, token: request.formToken).page)
        }
    }

    func changeEvaluation(_ request: StaffRequest) async throws -> StaffAnswer {
        let stored = try await knownEvaluation(request)
        let evaluation = stored.sheet.evaluation
        return try await answeringFaults(of: stored, request) { edit, base in
            let articles = try await evaluations.change(
                evaluation.slug, edit, base: base, reason: TypedText.clean(request.form["reason"]).trimmed,
                by: .init(request.member), at: request.now)
            let count = articles.count == 1 ? "One article shows" : "\(articles.count) articles show"
            return .done(
                .evaluation(evaluation.slug.description),
                notice: articles.isEmpty ? "Saved. No published article shows it yet." : "Saved. \(count) it now.",
                subject: evaluation.title)
        }
    }

    func scoreSheet(_ request: StaffRequest) async throws -> StaffAnswer {
        let stored = try await knownEvaluation(request)
        let slug = try request.slug("product")
        guard let product = stored.sheet.products[slug] else { throw StaffRequest.nothingHere }
        return .page(
            ScoreSheetPage(
                stored: stored, product: product, people: try await people.people(),
                values: EvaluationForm.scoreValues(
                    stored.sheet.evaluation, of: slug, tester: request.member.name, day: request.now.day),
                token: request.formToken, problem: nil
            ).page)
    }

    private func knownEvaluation(_ request: StaffRequest) async throws -> StoredEvaluation {
        guard let stored = try await evaluations.evaluation(request.slug("slug")) else {
            throw StaffRequest.nothingHere
        }
        return stored
    }

    /// Reads the edit of a form, and answers what is wrong with it on the page where it was typed.
    private func answeringFaults(
        of stored: StoredEvaluation, _ request: StaffRequest,
        _ body: (EvaluationEdit, Int) async throws -> StaffAnswer
    ) async throws -> StaffAnswer {
        do {
            guard let base = Int(request.form["base"]) else { throw StaffRequest.nothingHere }
            let edit = try EvaluationForm.edit(
                request.form, of: stored.sheet.evaluation, people: try await people.people())
            return try await body(edit, base)
        } catch let problem as Problem where problem.isFormFault {
            let told = EvaluationForm.placed(problem, request.form)
            guard request.form["edit"] == EvaluationForm.Kind.scores.rawValue,
                let slug = Slug(validating: request.form["product"]), let product = stored.sheet.products[slug]
            else { return try await page(of: stored, request, problem: told) }
            let page = ScoreSheetPage(
                stored: stored, product: product, people: try await people.people(), values: request.form,
                token: request.formToken, problem: told)
            return .page(page.page, problem: problem, conflict: 409)
        }
    }

    private func page(
        of stored: StoredEvaluation, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let slug = stored.sheet.evaluation.slug
        let page = EvaluationPage(
            stored: stored, history: try await evaluations.history(slug), uses: try await evaluations.uses(of: slug),
            known: try await products.page(limit: 100).items.map(\.product), typed: request.form,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem, conflict: 409)
    }

    private func evaluationList(
        _ request: StaffRequest, values: FormBody, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let search = String((request.query["text"] ?? "").prefix(200))
        let listing = try await evaluations.page(
            search: search, after: request.query["after"].flatMap(NameCursor.init), limit: 50)
        let page = EvaluationListPage(
            listing: listing, search: search, values: values, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
