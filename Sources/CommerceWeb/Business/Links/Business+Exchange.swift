import Commerce
import HTTPSupport
import Kernel
import Tables

extension Business {
    func exportLinks(_ request: StaffRequest) async throws -> StaffAnswer {
        let live = try await links.all().filter { $0.ended == nil }
        return .file(
            Array(LinkExchange.export(live).text.utf8), name: "links.csv", mediaType: "text/csv; charset=utf-8")
    }

    func importForm(_ request: StaffRequest) async throws -> StaffAnswer {
        try await page(request, plan: nil, problem: nil)
    }

    /// Shows what an import would do.
    func tryImport(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            return try await page(request, plan: plan(request), problem: nil)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(request, plan: nil, problem: problem)
        }
    }

    /// Imports every row, or none.
    func importLinks(_ request: StaffRequest) async throws -> StaffAnswer {
        var tried: LinkImport?
        do {
            let plan = try await plan(request)
            tried = plan
            let planned = try plan.links()
            try await links.save(planned, by: signature(of: request))
            try await changed()
            let count = planned.count == 1 ? "One link is" : "\(planned.count) links are"
            return .done(.affiliateLinks, notice: "\(count) imported.", subject: "\(planned.count) links")
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(request, plan: tried, problem: problem)
        }
    }

    private func plan(_ request: StaffRequest) async throws -> LinkImport {
        let planner = try await LinkImportPlanner(
            known: links.all(), rules: live.rules, programme: Programme.ID(request.form["programme"]), site: ownSite,
            now: request.now)
        return try planner.plan(CommaSeparatedTable(request.form["table"]))
    }

    private func page(_ request: StaffRequest, plan: LinkImport?, problem: Problem?) async throws -> StaffAnswer {
        let page = try await LinkImportPage(
            programmes: programmeOptions(), values: request.form, plan: plan, token: request.formToken, problem: problem
        )
        return .page(page.page, problem: problem)
    }
}
