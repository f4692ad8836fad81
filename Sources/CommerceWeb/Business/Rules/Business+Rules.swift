import Commerce
import HTTPSupport
import Kernel

extension Business {
    func ruleList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await ruleList(request, values: FormBody(), problem: nil)
    }

    func addRule(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let rule = try RuleForm.rule(
                request.form, id: MerchantRule.ID(at: request.now), made: request.now, now: request.now)
            try await rules.save(rule, by: signature(of: request))
            try await changed()
            return .done(
                .merchantRule(rule.id.description), notice: "The rule is live, and readers see it now.",
                subject: rule.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await ruleList(request, values: request.form, problem: problem)
        }
    }

    func rule(_ request: StaffRequest) async throws -> StaffAnswer {
        let rule = try await known(request)
        return try await page(of: rule, values: RuleForm.values(rule), request, problem: nil)
    }

    func changeRule(_ request: StaffRequest) async throws -> StaffAnswer {
        let rule = try await known(request)
        do {
            try Self.requireLive(rule)
            let new = try RuleForm.rule(request.form, id: rule.id, made: rule.made, now: request.now)
            try await rules.save(new, by: signature(of: request))
            try await changed()
            return .done(
                .merchantRule(rule.id.description), notice: "Saved. Readers see it now.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: rule, values: request.form, request, problem: problem)
        }
    }

    func endRule(_ request: StaffRequest) async throws -> StaffAnswer {
        let rule = try await known(request)
        try Self.requireLive(rule)
        let ended = MerchantRule(
            id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path, template: rule.template,
            made: rule.made, ended: max(request.now, rule.made))
        try await rules.save(ended, by: signature(of: request))
        try await changed()
        return .done(
            .merchantRule(rule.id.description), notice: "The rule has ended. Its links are plain links again.",
            subject: rule.name)
    }

    private static func requireLive(_ rule: MerchantRule) throws(Problem) {
        guard rule.ended == nil else {
            throw Problem(
                .conflict, slug: "rule-ended", title: "The rule has ended",
                detail: "An ended rule stays as it was. Add a new one for \(rule.name).")
        }
    }

    private func known(_ request: StaffRequest) async throws -> MerchantRule {
        guard let rule = try await rules.rule(request.identifier("id")) else { throw StaffRequest.nothingHere }
        return rule
    }

    private func ruleList(_ request: StaffRequest, values: FormBody, problem: Problem?) async throws -> StaffAnswer {
        let asked = String((request.query["address"] ?? "").prefix(MerchantAddress.longest + 1))
        let page = try await RuleListPage(
            rules: rules.all(), programmes: programmeOptions(), census: census(), values: values,
            trial: asked.isEmpty ? nil : RuleTrial(of: asked, by: live.rules, on: request.now.localDay),
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func page(
        of rule: MerchantRule, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await RulePage(
            rule: rule, programmes: programmeOptions(), uses: census().uses(of: .rule(rule.id)),
            events: history.events(of: .rule, subject: rule.id.description), values: values, token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }
}
