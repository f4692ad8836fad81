import Commerce
import HTTPSupport
import Kernel

extension Business {
    func stockRules(_ request: StaffRequest) async throws -> StaffAnswer {
        try await stockRulePage(request, problem: nil)
    }

    func addStockRule(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let rule = try await StockRuleForm.rule(request.form, scopes: stockScopes(), now: request.now)
            try await checks.stock.add(rule, by: signature(of: request))
            return .done(
                .stockRules, notice: "The rule is there; it holds from the next check of each link on.",
                subject: rule.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await stockRulePage(request, problem: problem)
        }
    }

    func endStockRule(_ request: StaffRequest) async throws -> StaffAnswer {
        let rule = try await checks.stock.end(request.identifier("id"), by: signature(of: request))
        return .done(
            .stockRules, notice: "The rule has ended. Links lose its mark with their next check.", subject: rule.name)
    }

    private func stockRulePage(_ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        let page = try await StockRulePage(
            rules: checks.stock.live(), scopes: stockScopes(), values: request.form, token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }

    /// What a rule can be for: a programme, or one of the live merchant rules.
    private func stockScopes() async throws -> [StockScope] {
        let programmes = try await programmes.all()
        let rules = try await rules.all().filter { $0.ended == nil }
        return programmes.flatMap { programme in
            [StockScope(programme: programme.id, rule: nil, name: programme.name)]
                + rules.filter { $0.programme == programme.id }.map {
                    StockScope(programme: programme.id, rule: $0.id, name: "\(programme.name): \($0.name)")
                }
        }
    }
}

/// What a rule for out of stock is for.
struct StockScope {
    let programme: Programme.ID
    let rule: MerchantRule.ID?
    let name: String

    /// How a form names it.
    var value: String { rule.map { "rule:\($0)" } ?? "programme:\(programme)" }
}

/// Reads the form for a rule.
enum StockRuleForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func rule(_ form: FormBody, scopes: [StockScope], now: Timestamp) throws(Problem) -> StockRule {
        let reading = FormReading(form)
        var errors: [Problem.FieldError] = []
        let scope = scopes.first { $0.value == reading.text("scope") }
        if scope == nil { errors.append(.init(field: "scope", message: "Choose one.")) }
        let text = reading.text("text")
        let chosen = reading.text("availability")
        let availability = Availability(rawValue: chosen)
        if !chosen.isEmpty, availability == nil {
            errors.append(.init(field: "availability", message: "Choose one of these."))
        }
        if text.isEmpty == chosen.isEmpty {
            errors.append(
                .init(field: "text", message: "Write a text or choose an availability: one of the two, and not both."))
        }
        guard let scope, errors.isEmpty else {
            throw Problem(
                .invalid, slug: "form-faults", title: "The rule can’t be added", detail: errors.first?.message ?? "",
                fieldErrors: errors)
        }
        return StockRule(
            id: StockRule.ID(at: now), programme: scope.programme, rule: scope.rule,
            sign: availability.map { .availability($0) } ?? .text(text), made: now)
    }
}
