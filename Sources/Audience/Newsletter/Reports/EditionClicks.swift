package import Database
import Kernel

/// How often links of editions were followed: counts by edition and page, and nothing of who did.
package struct EditionClicks: Sendable {
    /// What to add to the counts.
    package typealias Tally = [Edition.ID: [String: Int]]

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The pages that an edition led to, once it was begun to be sent; nowhere else do its links lead.
    package func paths(of edition: Edition.ID) async throws -> Set<String> {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT DISTINCT edition_item.path FROM edition_item JOIN edition ON edition.id = edition_item.edition
                WHERE edition.id = \(edition) AND edition.started IS NOT NULL AND edition_item.is_left_out = 0
                """
            ).reduce(into: []) { $0.insert(Self.page(of: try $1.value("path"))) }
        }
    }

    /// Adds what was counted, in one transaction.
    package func add(_ tally: Tally) async throws {
        // In one order, so that two nodes that write at once don’t wait for each other.
        let rows = tally.flatMap { edition, counts in counts.map { (edition, $0.key, $0.value) } }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        guard !rows.isEmpty else { return }
        try await database.write { connection in
            for (edition, path, count) in rows {
                // Of an edition that is gone nothing is counted.
                try connection.execute(
                    """
                    INSERT INTO edition_click (edition, path, count)
                    SELECT id, \(path), \(count) FROM edition WHERE id = \(edition)
                    ON CONFLICT (edition, path) DO UPDATE SET count = edition_click.count + excluded.count
                    """)
            }
        }
    }

    /// A path without the place on its page: browsers keep that to themselves.
    package static func page(of path: String) -> String { String(path.prefix { $0 != "#" }) }
}
