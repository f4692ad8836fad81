package import Commerce
package import HTTPSupport
import Kernel

/// The part of the business desk that tells what was delivered of what was booked.
package struct DeliveryDesk: Sendable {
    let standings: DeliveryStandings
    let reports: DeliveryReports
    let creatives: CreativeStore

    static let access = StaffEndpoint.Access.business

    package init(standings: DeliveryStandings, reports: DeliveryReports, creatives: CreativeStore) {
        self.standings = standings
        self.reports = reports
        self.creatives = creatives
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.delivery, Self.access) { try await list($0) },
            .get(.deliveryFile, Self.access) { try await listFile($0) },
            .post(.tallies, Self.access, action: "count the ledger anew") { try await countAnew($0) },
            .get(.flightDelivery(":id"), Self.access) { try await flight($0) },
            .get(.flightDeliveryFile(":id"), Self.access) { try await flightFile($0) },
        ]
    }

    private func list(_ request: StaffRequest) async throws -> StaffAnswer {
        let page = try await DeliveryListPage(
            standings: standings.all(at: request.now, in: .current), strays: reports.strays(),
            differences: reports.differences(), now: request.now, token: request.formToken)
        return .page(page.page)
    }

    private func listFile(_ request: StaffRequest) async throws -> StaffAnswer {
        let table = DeliveryTable.table(of: try await standings.all(at: request.now, in: .current))
        return .file(Array(table.text.utf8), name: "delivery.csv", mediaType: "text/csv; charset=utf-8")
    }

    private func countAnew(_ request: StaffRequest) async throws -> StaffAnswer {
        let differences = try await reports.rebuildTallies()
        let notice =
            switch differences.count {
            case 0: "The tallies say what the ledger says; there was nothing to mend."
            case 1: "One tally was mended from the ledger."
            default: "\(differences.count) tallies were mended from the ledger."
            }
        return .done(.delivery, notice: notice)
    }

    private func flight(_ request: StaffRequest) async throws -> StaffAnswer {
        let id = try request.identifier("id", of: Flight.self)
        guard let standing = try await standings.standing(of: id, at: request.now, in: .current),
            let delivery = try await reports.delivery(of: id, at: request.now, in: .current)
        else { throw StaffRequest.nothingHere }
        let page = FlightDeliveryPage(
            standing: standing, delivery: delivery, creatives: try await creatives.creatives(of: id),
            now: request.now, token: request.formToken)
        return .page(page.page)
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
