package import Commerce
package import HTTPSupport
import Kernel
import Tables

/// The part of the business desk that tells what was delivered of what was booked.
package struct DeliveryDesk: Sendable {
    let standings: DeliveryStandings
    let reports: DeliveryReports
    let sums: LedgerSums
    let creatives: CreativeStore
    let forecasts: ForecastStore
    let makeGoods: MakeGoodStore
    /// Tells by what flights can be targeted.
    let names: @Sendable () async throws -> TargetNames
    /// Is called after a change, and returns when readers see it.
    let changed: @Sendable () async throws -> Void

    static let access = StaffEndpoint.Access.business

    /// - Parameters:
    ///   - names: Tells by what flights can be targeted.
    ///   - changed: Is called after a change, and returns when readers see it.
    package init(
        standings: DeliveryStandings, reports: DeliveryReports, sums: LedgerSums, creatives: CreativeStore,
        forecasts: ForecastStore,
        makeGoods: MakeGoodStore, names: @escaping @Sendable () async throws -> TargetNames,
        changed: @escaping @Sendable () async throws -> Void
    ) {
        self.standings = standings
        self.reports = reports
        self.sums = sums
        self.creatives = creatives
        self.forecasts = forecasts
        self.makeGoods = makeGoods
        self.names = names
        self.changed = changed
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.delivery, Self.access) { try await list($0) },
            .get(.deliveryFile, Self.access) { try await listFile($0) },
            .post(.tallies, Self.access, action: "count the ledger anew") { try await countAnew($0) },
            .get(.flightDelivery(":id"), Self.access) { try await flight($0) },
            .get(.flightDeliveryFile(":id"), Self.access) { try await flightFile($0) },
        ] + forecastEndpoints
    }

    private func list(_ request: StaffRequest) async throws -> StaffAnswer {
        let page = try await DeliveryListPage(
            standings: standings.all(at: request.now, in: .current), strays: reports.strays(),
            differences: reports.differences(), now: request.now, token: request.formToken,
            filter: FlightFilter(request.query))
        return .page(page.page)
    }

    private func listFile(_ request: StaffRequest) async throws -> StaffAnswer {
        let table = DeliveryTable.table(of: try await standings.all(at: request.now, in: .current))
        return .file(Array(table.text.utf8), name: "delivery.csv", mediaType: "text/csv; charset=utf-8")
    }

    private func countAnew(_ request: StaffRequest) async throws -> StaffAnswer {
        let days = try await sums.recount()
        let mended = try await reports.rebuildTallies().count + days
        let notice =
            switch mended {
            case 0: "The sums and tallies say what the ledger says; there was nothing to mend."
            case 1: "One sum was mended from the ledger."
            default: "\(mended) sums were mended from the ledger."
            }
        return .done(.delivery, notice: notice)
    }

    private func flight(_ request: StaffRequest) async throws -> StaffAnswer {
        try await flight(request.identifier("id"), request, problem: nil)
    }

    func flight(_ id: Flight.ID, _ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        guard let standing = try await standings.standing(of: id, at: request.now, in: .current),
            let delivery = try await reports.delivery(of: id, at: request.now, in: .current)
        else { throw StaffRequest.nothingHere }
        let page = try await FlightDeliveryPage(
            standing: standing, delivery: delivery, creatives: creatives.creatives(of: id),
            proposal: makeGoods.proposal(for: id, on: request.now.localDay), original: makeGoods.original(of: id),
            values: problem == nil ? nil : request.form, now: request.now, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem, conflict: 409)
    }

    private func flightFile(_ request: StaffRequest) async throws -> StaffAnswer {
        let id = try request.identifier("id", of: Flight.self)
        guard let delivery = try await reports.delivery(of: id, at: request.now, in: .current) else {
            throw StaffRequest.nothingHere
        }
        let table = DeliveryTable.table(of: delivery)
        return .file(Array(table.text.utf8), name: "flight.csv", mediaType: "text/csv; charset=utf-8")
    }
}
