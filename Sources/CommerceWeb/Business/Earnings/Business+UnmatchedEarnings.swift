import Commerce
import HTTPSupport
import Kernel

extension Business {
    func unmatchedEarnings(_ request: StaffRequest) async throws -> StaffAnswer {
        try await unmatchedPage(request, problem: nil)
    }

    /// Decides on every transaction that says the same of where it comes from.
    func decide(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var reading = FormReading(request.form)
            guard let network = Network(rawValue: reading.text("network")) else { throw StaffRequest.nothingHere }
            let source = UnmatchedEarnings.Source(
                network: network, merchant: request.form["merchant"], subID: request.form["sub"])
            let decision: UnmatchedEarningStore.Decision
            if reading.text("decision") == "not-ours" {
                decision = .notOurs
            } else {
                let programme = reading.identifier("programme", of: Programme.self, at: request.now)
                let page = reading.text("page")
                try reading.check(title: "The sales can’t be matched")
                decision = .ours(programme, page: page.isEmpty ? nil : page)
            }
            try await earnings.unmatched.decide(decision, on: source, by: signature(of: request))
            return .done(
                .unmatchedEarnings, notice: "Decided.", subject: "\(network.name) \(source.merchant) \(source.subID)")
        } catch let problem as Problem where problem.isFormFault {
            return try await unmatchedPage(request, problem: problem)
        }
    }

    private func unmatchedPage(_ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        let page = try await UnmatchedPage(
            waiting: earnings.unmatched.all(), decisions: earnings.unmatched.decisions(), programmes: programmes.all(),
            values: request.form, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
