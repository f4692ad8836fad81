import Database
import Kernel

/// A subscriber as the table has them, with the address sealed.
struct SubscriberRow: RowDecodable {
    let id: Subscriber.ID
    let digest: [UInt8]
    let sealed: [UInt8]
    let state: Subscriber.State
    let rhythm: Rhythm
    let topics: Set<Slug>
    let made: Timestamp
    let confirmed: Timestamp?
    let resumes: Timestamp?

    static let query: SQL = """
        SELECT subscriber.*, interest.topics FROM subscriber JOIN interest ON interest.id = subscriber.interest
        """

    init(row: Row) throws {
        id = try row.value("id")
        digest = try row.value("digest")
        sealed = try row.value("sealed")
        state = try row.value("state")
        rhythm = try row.value("rhythm")
        topics = Interest.topics(in: try row.value("topics"))
        made = try row.value("made")
        confirmed = try row.value("confirmed")
        resumes = try row.value("resumes")
    }

    static func find(_ id: Subscriber.ID, _ connection: any Connection) throws -> SubscriberRow? {
        try connection.first(Self.self, "\(query) WHERE subscriber.id = \(id)")
    }

    static func find(digest: [UInt8], _ connection: any Connection) throws -> SubscriberRow? {
        try connection.first(Self.self, "\(query) WHERE subscriber.digest = \(digest)")
    }

    /// Whether the last thing that they said for themselves was that they want no more: being stopped doesn’t take that back, and
    /// neither does a stranger who signs their address up.
    func hasLeft(_ connection: any Connection) throws -> Bool {
        let last = try connection.value(
            Consent.Act.self,
            """
            SELECT act FROM consent
            WHERE subscriber = \(id) AND act IN \(list: [Consent.Act.confirmed, .imported, .resumed, .left])
            ORDER BY at DESC, id DESC LIMIT 1
            """)
        return last == .left
    }

    /// - Throws: `DatabaseError.decoding` when the address was sealed under another key.
    func opened(with key: AudienceKey) throws -> Subscriber {
        guard let address = key.open(sealed) else {
            throw DatabaseError.decoding("The address of subscriber \(id) cannot be opened with this key.")
        }
        return Subscriber(
            id: id, address: address, state: state, rhythm: rhythm, topics: topics, made: made, confirmed: confirmed,
            resumes: resumes)
    }
}

/// Changes of a subscriber’s state within a transaction, each with its record.
enum SubscriberChange {
    /// Ends a subscription; does nothing to one that has ended, but for remembering that it shall not go on when the address is allowed
    /// again.
    ///
    /// - Returns: Whether it was going on.
    @discardableResult
    static func leave(
        _ row: SubscriberRow, by means: Consent.Means, source: String, at now: Timestamp, _ connection: any Connection
    ) throws -> Bool {
        if row.state == .stopped, try !row.hasLeft(connection) {
            try Consent(.left, by: means, at: now, page: source).note(of: row.id, connection)
        }
        guard row.state != .left, row.state != .stopped else { return false }
        try connection.execute(
            "UPDATE subscriber SET state = 'left', resumes = NULL, changed = \(now) WHERE id = \(row.id)")
        try SuppressionList.add(row.digest, .left, source: source, at: now, connection)
        try Consent(.left, by: means, at: now, page: source).note(of: row.id, connection)
        return true
    }

    /// Ends it because the address cannot be written to, or must not.
    ///
    /// Whoever had left has left: what is kept of them goes when it would have gone.
    static func stop(
        _ row: SubscriberRow, _ reason: Suppression.Reason, by means: Consent.Means, source: String, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        try SuppressionList.add(row.digest, reason, source: source, at: now, connection)
        guard row.state != .stopped, row.state != .left else { return }
        try connection.execute(
            "UPDATE subscriber SET state = 'stopped', resumes = NULL, changed = \(now) WHERE id = \(row.id)")
        try Consent(.stopped, by: means, at: now, page: source).note(of: row.id, connection)
    }

    /// Deletes everything that is kept of some; what was sent to whom stays told by an identifier that names nobody any more.
    static func forget(_ ids: [Subscriber.ID], _ connection: any Connection) throws {
        guard !ids.isEmpty else { return }
        try connection.avoidWholeTables()
        for statement: SQL in [
            "DELETE FROM bounce WHERE subscriber IN \(list: ids)",
            "DELETE FROM unread_mail WHERE subscriber IN \(list: ids)",
            // In a server’s words the address stands more often than not. By way of the editions, since the ledger’s key begins with them.
            """
            UPDATE delivery SET reason = ''
            WHERE reason <> '' AND edition IN (SELECT id FROM edition) AND subscriber IN \(list: ids)
            """,
            "DELETE FROM subscriber WHERE id IN \(list: ids)",
        ] { try connection.execute(statement) }
    }
}
