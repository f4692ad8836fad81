import Audience
import HTTPSupport
import Kernel

extension ModerationOffice {
    func banList(_ request: StaffRequest) async throws -> StaffAnswer {
        var values = FormBody()
        // The page of a comment leads here with what is to be banned.
        for name in ["kind", "value", "comment"] {
            if let value = request.query[name] {
                values = FormBody(fields: values.fields + [.init(name: name, value: String(value.prefix(200)))])
            }
        }
        return try await banPage(request, values)
    }

    func setBan(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let ban = try await bans.add(BanForm.draft(request.form), by: signature(of: request))
            return .done(.bans, notice: "The ban holds from now on.", subject: "\(ban.kind.rawValue) \(ban.value)")
        } catch let problem as Problem where problem.isFormFault {
            return try await banPage(request, request.form, problem: problem)
        }
    }

    /// Shows what a ban would have kept out, and sets none.
    func tryBan(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let trial = try await bans.trial(BanForm.draft(request.form), at: request.now)
            return try await banPage(request, request.form, trial: trial)
        } catch let problem as Problem where problem.isFormFault {
            return try await banPage(request, request.form, problem: problem)
        }
    }

    func liftBan(_ request: StaffRequest) async throws -> StaffAnswer {
        let ban = try await bans.lift(request.identifier("id"), by: signature(of: request))
        return .done(.bans, notice: "The ban is lifted.", subject: "\(ban.kind.rawValue) \(ban.value)")
    }

    private func banPage(
        _ request: StaffRequest, _ values: FormBody, trial: BanTrial? = nil, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = try await BanPage(
            inForce: bans.inForce(at: request.now), past: bans.past(at: request.now, limit: Self.pageLength),
            values: values, trial: trial, problem: problem, token: request.formToken)
        return .page(page.page, problem: problem)
    }
}
