import Database
import Kernel

@testable import Commerce

/// Programmes at several networks, and pages whose links were given out.
struct EarningFixture {
    let commerce: CommerceFixture
    let store: EarningStore
    let awin: Programme
    let generic: Programme

    init(_ database: any Database) async throws {
        commerce = CommerceFixture(database: database)
        store = EarningStore(database: database)
        generic = try await commerce.programme()
        awin = try Programme(
            id: Programme.ID(at: Signature.test.at), partner: Slug("optics"), name: "Optics at Awin", network: .awin,
            account: "45628", merchant: "7052", allowsRedirects: true, since: .first)
        try await commerce.programmes.save(awin, by: .test)
        let links = AffiliateLinkStore(database: database, clock: FixedClock(Signature.test.at))
        for page in ["/one", "/two"] {
            _ = try await links.links(
                at: [.init(destination: "https://optics.example/", page: page, place: .text)])
        }
    }

    static let heading =
        "id,publisher_id,advertiser_id,date,commission_status,click_ref,sale_amount,commission,currency\n"

    /// A row of Awin’s report.
    static func row(
        _ id: String, _ status: String, _ commission: String, currency: String = "EUR", subID: String = "one_text",
        merchant: String = "7052", day: String = "2026-05-03", sale: String = "100.00"
    ) -> String {
        "\(id),45628,\(merchant),\(day),\(status),\(subID),\(sale),\(commission),\(currency)\n"
    }

    static func report(_ rows: [String], _ options: ReportOptions = ReportOptions(network: .awin)) -> EarningReport {
        EarningReport(.bytes(Array((heading + rows.joined()).utf8)), name: "may.csv", options: options)
    }

    @discardableResult
    func enter(_ rows: [String]) async throws -> EarningPlan {
        try await store.enter(Self.report(rows), by: .test)
    }

    /// What stands of each transaction: its state and commission in micros.
    func standing() async throws -> [String: String] {
        let rows = try await commerce.database.read { connection in
            try connection.rows("SELECT reference, status, commission, currency, matching FROM earning")
        }
        var standing: [String: String] = [:]
        for row in rows {
            let commission = try row.value("commission", as: Int.self)
            standing[try row.value("reference")] =
                try "\(row.value("status", as: String.self)) \(commission) \(row.value("currency", as: String.self))"
        }
        return standing
    }

    func count(_ table: String) async throws -> Int {
        try await commerce.database.read { connection in
            try connection.value(Int.self, SQL(stringLiteral: "SELECT count(*) FROM \(table)")) ?? 0
        }
    }
}
