package import Database
import Kernel

/// How often links of editions were followed: counts by edition and page, and nothing of who did.
package struct EditionClicks: Sendable {
    /// What to add to the counts.
    package typealias Tally = [Edition.ID: [String: Int]]

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The pages that an edition leads to.
    package struct Pages: Sendable, Hashable {
        package let paths: Set<String>
        /// Whether readers have it: before, only who tries it follows its links, and it may still change.
        package let isOut: Bool
    }

    /// Where an edition leads, and nowhere else do its links lead; `nil` when there is no such edition.
    package func pages(of edition: Edition.ID) async throws -> Pages? {
        try await database.read { connection in
            let row = try connection.rows("SELECT started FROM edition WHERE id = \(edition)").first
            guard let row else { return Pages?.none }
            // What an edition quoted may have been taken out of it since it was sent, and its links lie in mailboxes.
            let paths = try connection.rows(
                """
                SELECT DISTINCT path FROM edition_item
                WHERE edition = \(edition) AND (is_left_out = 0 OR part = 'comment')
                """
            ).reduce(into: Set<String>()) { $0.insert(Self.page(of: try $1.value("path"))) }
            return Pages(paths: paths, isOut: try row.value("started", as: Timestamp?.self) != nil)
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
