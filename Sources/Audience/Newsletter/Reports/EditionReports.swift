package import Database
import Kernel

/// Adds up what became of editions.
package struct EditionReports: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// `nil` when there is no such edition.
    package func report(of edition: Edition.ID) async throws -> EditionReport? {
        try await database.read { connection in
            let row = try connection.rows("SELECT audience, departures FROM edition WHERE id = \(edition)").first
            guard let row else { return EditionReport?.none }
            let deliveries = try DeliveryTally.counts(of: [edition], connection)[edition] ?? [:]
            let returned = try connection.rows(
                "SELECT kind, count(*) AS number FROM bounce WHERE edition = \(edition) GROUP BY kind"
            ).reduce(into: [BounceEvent.Kind: Int]()) { counts, row in
                counts[try row.value("kind")] = try row.value("number")
            }
            let titles = try connection.rows(
                "SELECT path, title FROM edition_item WHERE edition = \(edition) ORDER BY place DESC"
            ).reduce(into: [String: String]()) { titles, row in
                titles[EditionClicks.page(of: try row.value("path"))] = try row.value("title")
            }
            let clicks = try connection.rows(
                "SELECT path, count FROM edition_click WHERE edition = \(edition) ORDER BY count DESC, path"
            ).map { row in
                let path = try row.value("path", as: String.self)
                return try EditionReport.Clicks(path: path, title: titles[path] ?? path, count: row.value("count"))
            }
            return try EditionReport(
                audience: row.value("audience"), deliveries: deliveries, returned: returned,
                departures: row.value("departures"), clicks: clicks)
        }
    }
}
