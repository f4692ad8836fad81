import Database
import Kernel

/// Whom an edition is for: not a list but a condition, with the moment at which sending began as its end, so that it takes a count
/// to know it and whoever leaves in between gets nothing.
struct EditionAudience {
    let edition: Edition.ID
    let started: Timestamp
    /// The numbers of the sets of topics that its news are about.
    let interests: [Int]

    /// - Parameter started: When sending began, or would.
    init(of edition: Edition.ID, started: Timestamp, _ connection: any Connection) throws {
        self.edition = edition
        self.started = started
        let topics = try connection.rows(
            """
            SELECT topics FROM edition_item
            WHERE edition = \(edition) AND is_left_out = 0 AND part IN \(list: EditionItem.Part.news)
            """
        ).reduce(into: Set<Slug>()) { topics, row in
            topics.formUnion(Interest.topics(in: try row.value("topics")))
        }
        interests = try Interest.all(connection).filter { $0.value.isEmpty || !$0.value.isDisjoint(with: topics) }
            .keys.sorted()
    }

    private var condition: SQL {
        """
        state = 'active' AND rhythm = \(edition.rhythm) AND confirmed <= \(started) AND interest IN \(list: interests)
        """
    }

    func count(_ connection: any Connection) throws -> Int {
        try connection.value(Int.self, "SELECT count(*) FROM subscriber WHERE \(condition)") ?? 0
    }

    /// The next ones after an identifier, in its order.
    func subscribers(after reach: String, most: Int, _ connection: any Connection) throws -> [Recipient] {
        try connection.all(
            Recipient.self,
            """
            SELECT id, sealed, interest FROM subscriber
            WHERE \(condition) AND id > \(reach) ORDER BY id LIMIT \(most)
            """)
    }
}

/// A subscriber as a delivery needs them.
struct Recipient: RowDecodable {
    let id: Subscriber.ID
    let sealed: [UInt8]
    let interest: Int

    init(row: Row) throws {
        id = try row.value("id")
        sealed = try row.value("sealed")
        interest = try row.value("interest")
    }
}
