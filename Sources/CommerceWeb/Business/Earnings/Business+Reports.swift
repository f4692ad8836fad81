import Commerce
import HTTPSupport
import Kernel

extension Business {
    func reportForm(_ request: StaffRequest) async throws -> StaffAnswer {
        try await reportPage(request, values: request.form, plan: nil, problem: nil)
    }

    /// Shows what an import would do.
    func tryReport(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let form = try ReportForm(request)
            let plan = try await earnings.store.plan(form.report, at: request.now)
            return try await reportPage(request, values: form.values, plan: plan, problem: nil)
        } catch let problem as Problem where problem.isFormFault {
            let values = (try? ReportForm.values(request)) ?? request.form
            return try await reportPage(request, values: values, plan: nil, problem: problem)
        }
    }

    /// Imports every row, or none.
    func importReport(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let form = try ReportForm(request)
            let plan = try await earnings.store.enter(form.report, by: signature(of: request))
            try await changed()
            let notice =
                plan.news == 0
                ? "The report says nothing new." : "\(plan.news) of \(plan.rows) rows imported."
            return .done(.earningImports, notice: notice, subject: form.report.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await reportPage(request, values: request.form, plan: nil, problem: problem)
        }
    }

    private func reportPage(
        _ request: StaffRequest, values: FormBody, plan: EarningPlan?, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await ReportPage(
            programmes: programmeOptions(), imports: earnings.reports.imports(), values: values, plan: plan,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
