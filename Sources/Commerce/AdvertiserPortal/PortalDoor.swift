package import Database
package import Kernel
package import Secrets

/// Lets the contacts of advertisers in: by a link that is handed out once and works once.
///
/// Of links and sessions only digests are kept, so that nobody can get in with a copy of the tables.
package struct PortalDoor: Sendable {
    /// How long a link works that was sent by mail.
    package static let mailedLink = Duration.seconds(1800)
    /// How long a link works that somebody passes on by hand.
    package static let handedLink = Duration.seconds(86_400)
    /// How long somebody stays signed in.
    package static let session = Duration.seconds(12 * 3600)

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Counts somebody’s asking for a link, whether there is such an address or not.
    ///
    /// - Parameter client: The network address of whoever asks; only its prefix counts.
    /// - Throws: ``Problem`` of kind `limited` when this address was typed, or this network asked, too often.
    package func ask(for address: EmailAddress, from client: String) async throws {
        let now = clock.now()
        let subjects = [PortalThrottle.subject(of: address), PortalThrottle.subject(ofClient: client)]
        try await database.write { connection in
            try PortalThrottle.take(subjects, at: now, connection)
        }
    }

    /// Makes a link for whoever has an address; `nil` when nobody has.
    package func link(for address: EmailAddress) async throws -> (secret: Secret, contact: AdvertiserContact)? {
        try await make(Self.mailedLink) { connection in
            try connection.first(
                AdvertiserContact.self, "SELECT * FROM advertiser_contact WHERE folded_address = \(address.folded)")
        }
    }

    /// Makes a link for a contact, to be passed on by hand, in the place of any earlier one; `nil` when the advertiser has no
    /// such contact.
    package func link(
        for id: AdvertiserContact.ID, of advertiser: Slug
    ) async throws -> (secret: Secret, contact: AdvertiserContact)? {
        try await make(Self.handedLink) { connection in
            let contact = try AdvertiserContactStore.contact(id, connection)
            guard contact?.advertiser == advertiser else { return nil }
            try connection.execute("DELETE FROM portal_link WHERE contact = \(id)")
            return contact
        }
    }

    /// Whose link this is; looking doesn’t use it up.
    ///
    /// - Returns: `nil` when it was used, is too old, or never was one.
    package func contact(byLink secret: Secret) async throws -> AdvertiserContact? {
        let now = clock.now()
        return try await database.read { connection in
            try connection.first(
                AdvertiserContact.self,
                """
                SELECT advertiser_contact.* FROM advertiser_contact
                JOIN portal_link ON portal_link.contact = advertiser_contact.id
                WHERE portal_link.digest = \(secret.digest) AND portal_link.expires > \(now)
                """)
        }
    }

    /// Uses a link up and begins a session; however many try at the same time, one gets in.
    ///
    /// - Parameter earlier: The session that this browser still has, which ends.
    /// - Returns: The session’s secret; `nil` as in ``contact(byLink:)``.
    package func enter(byLink secret: Secret, replacing earlier: Secret?) async throws -> Secret? {
        let now = clock.now()
        let session = Secret()
        return try await database.write { connection in
            let found = try connection.rows(
                "DELETE FROM portal_link WHERE digest = \(secret.digest) AND expires > \(now) RETURNING contact"
            ).first
            guard let contact = try found?.value("contact", as: AdvertiserContact.ID.self) else { return nil }
            // Other links of theirs that lie in mailboxes are worth nothing any more.
            try connection.execute("DELETE FROM portal_link WHERE contact = \(contact) OR expires <= \(now)")
            try connection.execute("DELETE FROM portal_session WHERE expires <= \(now)")
            if let earlier { try connection.execute("DELETE FROM portal_session WHERE digest = \(earlier.digest)") }
            try connection.execute(
                """
                INSERT INTO portal_session (digest, contact, expires)
                VALUES (\(session.digest), \(contact), \(now.advanced(by: Self.session)))
                """)
            return session
        }
    }

    /// Who is signed in with a secret, as they are now; `nil` when the session has ended.
    package func contact(bySession secret: Secret) async throws -> AdvertiserContact? {
        let now = clock.now()
        return try await database.read { connection in
            try connection.first(
                AdvertiserContact.self,
                """
                SELECT advertiser_contact.* FROM advertiser_contact
                JOIN portal_session ON portal_session.contact = advertiser_contact.id
                WHERE portal_session.digest = \(secret.digest) AND portal_session.expires > \(now)
                """)
        }
    }

    /// Ends a session.
    package func leave(_ secret: Secret) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM portal_session WHERE digest = \(secret.digest)")
        }
    }

    private func make(
        _ lifetime: Duration, _ find: @escaping @Sendable (any Connection) throws -> AdvertiserContact?
    ) async throws -> (secret: Secret, contact: AdvertiserContact)? {
        let now = clock.now()
        let secret = Secret()
        return try await database.write { connection in
            guard let contact = try find(connection) else { return nil }
            try connection.execute("DELETE FROM portal_link WHERE expires <= \(now)")
            try connection.execute(
                """
                INSERT INTO portal_link (digest, contact, expires)
                VALUES (\(secret.digest), \(contact.id), \(now.advanced(by: lifetime)))
                """)
            return (secret, contact)
        }
    }
}
