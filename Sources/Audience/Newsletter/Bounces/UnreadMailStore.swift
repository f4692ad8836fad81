import Crypto
package import Database
package import Kernel

/// Keeps mail for a person, and no more of it than a person can look at.
///
/// Whoever has one return path can fill only their own three places, and whoever writes to the office’s addresses only a hundred:
/// there, and when there are a thousand in all, the newest pushes the oldest out. After ninety days a mail is deleted.
package struct UnreadMailStore: Sendable {
    package struct Room: Sendable {
        package var ofDelivery = 3
        package var ofNone = 100
        package var all = 1000

        package init() {}
    }

    /// How long one is kept that nobody looks at.
    package static let patience = Duration.seconds(90 * 86_400)
    /// How much of each a list needs: the beginning of its header.
    private static let glance = 8192

    private let database: any Database
    private let room: Room

    package init(database: any Database, room: Room = Room()) {
        self.database = database
        self.room = room
    }

    /// Keeps a mail; the same bytes again change nothing.
    package func keep(_ mail: UnreadMail) async throws {
        let delivery = mail.delivery?.description ?? ""
        _ = try await database.write { connection in
            let subscriber = try connection.value(
                Subscriber.ID.self, "SELECT subscriber FROM delivery WHERE id = \(delivery)")
            let isNew = try connection.execute(
                """
                INSERT INTO unread_mail (id, at, reason, recipient, delivery, subscriber, size, digest, content)
                VALUES (\(mail.id), \(mail.at), \(mail.reason), \(mail.recipient), \(delivery), \(subscriber),
                    \(mail.size), \(Array(SHA256.hash(data: mail.content))), \(mail.content))
                ON CONFLICT DO NOTHING
                """)
            guard isNew == 1 else { return }
            try drop(
                "WHERE delivery = \(delivery)", beyond: delivery.isEmpty ? room.ofNone : room.ofDelivery, connection)
            try drop("", beyond: room.all, connection)
        }
    }

    private func drop(_ condition: SQL, beyond most: Int, _ connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM unread_mail WHERE id IN (
                SELECT id FROM unread_mail \(condition) ORDER BY id DESC LIMIT 1000 OFFSET \(most)
            )
            """)
    }

    package func count() async throws -> Int {
        try await database.read { try $0.value(Int.self, "SELECT count(*) FROM unread_mail") ?? 0 }
    }

    /// The newest first, each with only the beginning of its content.
    package func latest(most: Int, before id: UnreadMail.ID? = nil) async throws -> [UnreadMail] {
        try await database.read { connection in
            try connection.all(
                UnreadMail.self,
                """
                SELECT id, at, reason, recipient, delivery, size, substr(content, 1, CAST(\(Self.glance) AS INTEGER)) AS content
                FROM unread_mail WHERE id < \(id?.description ?? "g") ORDER BY id DESC LIMIT \(most)
                """)
        }
    }

    package func mail(_ id: UnreadMail.ID) async throws -> UnreadMail? {
        try await database.read { try $0.first(UnreadMail.self, "SELECT * FROM unread_mail WHERE id = \(id)") }
    }

    /// Deletes one that somebody has looked at.
    ///
    /// - Returns: Whether it was there.
    @discardableResult
    package func dismiss(_ id: UnreadMail.ID) async throws -> Bool {
        try await database.write { try $0.execute("DELETE FROM unread_mail WHERE id = \(id)") == 1 }
    }

    /// Deletes what nobody looked at for too long.
    package func keepInOrder(at now: Timestamp) async throws {
        _ = try await database.write { connection in
            try connection.execute(
                "DELETE FROM unread_mail WHERE at <= \(now.advanced(by: .zero - Self.patience))")
        }
    }
}
