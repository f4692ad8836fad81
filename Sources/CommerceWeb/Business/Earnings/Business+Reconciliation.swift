import Commerce
import HTTPSupport
import Kernel
import Tables

extension Business {
    private static let comparedMonths = 12

    func reconciliation(_ request: StaffRequest) async throws -> StaffAnswer {
        try await reconciliationPage(request, problem: nil)
    }

    /// Keeps what a network says of clicks: every line of it, or none.
    func enterClicks(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var reading = FormReading(request.form)
            let network = Network(rawValue: reading.text("network"))
            if network == nil { reading.fault("network", "Choose the network.") }
            try reading.check(title: "The clicks can’t be entered")
            let clicks = try await NetworkClicks.read(
                CommaSeparatedTable(request.form["table"]), of: network ?? .generic, programmes: programmes.all())
            try await earnings.reconciliation.enter(clicks, by: signature(of: request))
            return .done(.reconciliation, notice: "Entered.", subject: network?.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await reconciliationPage(request, problem: problem)
        }
    }

    private func reconciliationPage(_ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        let months = CalendarMonth.last(Self.comparedMonths, upTo: request.now.localDay)
        let page = try await ReconciliationPage(
            lines: earnings.reconciliation.all(months: months), programmes: programmes.all(), values: request.form,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
