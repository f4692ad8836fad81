package import Database
import Kernel
import Tables

/// Everybody who subscribed, as a table that can be imported again, here or elsewhere.
package struct SubscriberExport: Sendable {
    private static let batch = 1000

    private let database: any Database
    private let key: AudienceKey

    package init(database: any Database, key: AudienceKey) {
        self.database = database
        self.key = key
    }

    /// Hands the table out, a piece at a time, in the order in which they signed up.
    ///
    /// Who hasn’t confirmed isn’t in it.
    ///
    /// - Returns: How many rows it has.
    @discardableResult
    package func write(to output: ([UInt8]) async throws -> Void) async throws -> Int {
        try await output(Array(CommaSeparatedTable(rows: [Self.headings]).text.utf8))
        var last = ""
        var count = 0
        while true {
            let after = last
            let rows = try await database.read { connection in
                try connection.rows(
                    """
                    SELECT subscriber.*, interest.topics, consent.page FROM subscriber
                    JOIN interest ON interest.id = subscriber.interest
                    LEFT JOIN consent ON consent.id = (
                        SELECT min(first.id) FROM consent AS first WHERE first.subscriber = subscriber.id)
                    WHERE subscriber.id > \(after) AND subscriber.state <> 'awaiting'
                    ORDER BY subscriber.id LIMIT \(Self.batch)
                    """
                ).map { (try SubscriberRow(row: $0), try $0.value("page", as: String?.self)) }
            }
            guard let end = rows.last else { return count }
            last = end.0.id.description
            count += rows.count
            let table = try rows.map { row, page in
                let subscriber = try row.opened(with: key)
                return [
                    subscriber.address.text, subscriber.state.rawValue, subscriber.rhythm.rawValue,
                    Interest.text(of: subscriber.topics), subscriber.confirmed?.rfc3339 ?? "", page ?? "",
                    subscriber.made.rfc3339,
                ]
            }
            try await output(Array(CommaSeparatedTable(rows: table).text.utf8))
        }
    }

    private static let headings = ["address", "state", "rhythm", "topics", "consented", "page", "signed up"]
}
