package import Database
package import Kernel
package import Secrets

/// Lets people keep a name with an e-mail address, and sign in with it on another device: by links that are mailed and work once.
///
/// Addresses are sealed under a key outside the database, and looked up by a digest under it.
package struct HandleDoor: Sendable {
    /// How long a link works.
    package static let linkLifetime = Duration.seconds(3600)

    /// What a link does for whoever follows it.
    package enum Purpose: String, Sendable, Hashable {
        /// Their name is kept with their address.
        case keep
        /// The same, and they are told of answers by mail.
        case notify
        /// They are signed in.
        case enter
    }

    package struct Link: Sendable, Hashable {
        package let purpose: Purpose
        package let handle: Handle
        package let address: EmailAddress
    }

    let database: any Database
    let key: AudienceKey
    let clock: any WallClock
    private let throttle = HandleThrottle()

    package init(database: any Database, key: AudienceKey, clock: any WallClock) {
        self.database = database
        self.key = key
        self.clock = clock
    }

    /// Makes a link that keeps a name with an address, to be mailed there.
    ///
    /// - Throws: ``Problem`` of kind `limited` when too many links were asked for.
    package func keep(
        _ handle: Handle.ID, at address: EmailAddress, notifies: Bool, from network: AddressPrefix?
    ) async throws -> Secret {
        let now = clock.now()
        try throttle.take(address, from: network, at: now)
        let secret = Secret()
        try await database.write { connection in
            try HandleThrottle.take(mailbox: key.mailboxDigest(of: address), at: now, connection)
            try insert(secret, notifies ? .notify : .keep, handle, address, at: now, connection)
        }
        return secret
    }

    /// Makes a link that signs somebody in, to be mailed to them; `nil` when nobody keeps a name with the address.
    ///
    /// - Throws: ``Problem`` of kind `limited` when too many links were asked for, whether the address is known or not.
    package func enter(
        _ address: EmailAddress, from network: AddressPrefix?
    ) async throws -> (secret: Secret, handle: Handle)? {
        let now = clock.now()
        try throttle.take(address, from: network, at: now)
        let secret = Secret()
        return try await database.write { connection in
            try HandleThrottle.take(mailbox: key.mailboxDigest(of: address), at: now, connection)
            guard
                let handle = try connection.first(
                    Handle.self, "SELECT * FROM handle WHERE address_digest = \(key.digest(of: address))")
            else { return nil }
            try insert(secret, .enter, handle.id, address, at: now, connection)
            return (secret, handle)
        }
    }

    /// What a link does; looking doesn’t use it up.
    ///
    /// - Returns: `nil` when it was used, is too old, or never was one.
    package func link(_ secret: Secret) async throws -> Link? {
        let now = clock.now()
        return try await database.read { connection in
            let found = try connection.rows(
                """
                SELECT handle.*, handle_link.purpose, handle_link.sealed_address AS link_address
                FROM handle_link JOIN handle ON handle.id = handle_link.handle
                WHERE handle_link.digest = \(secret.digest) AND handle_link.expires > \(now)
                """
            ).first
            guard let found else { return nil }
            return try link(found)
        }
    }

    /// Does what a link is for, and uses it up; however many try at the same time, one succeeds.
    ///
    /// - Returns: A new key for the device that followed it; `nil` as in ``link(_:)``.
    /// - Throws: ``Problem`` of kind `conflict` when the address keeps another name already.
    package func follow(_ secret: Secret) async throws -> Secret? {
        let now = clock.now()
        let own = Secret()
        return try await database.write { connection in
            let used = try connection.rows(
                """
                DELETE FROM handle_link WHERE digest = \(secret.digest) AND expires > \(now)
                RETURNING handle, purpose, sealed_address, address_digest
                """
            ).first
            guard let used, let purpose = Purpose(rawValue: try used.value("purpose")) else { return nil }
            let handle: Handle.ID = try used.value("handle")
            if purpose != .enter {
                try keep(
                    handle, used.value("sealed_address"), used.value("address_digest"), notifies: purpose == .notify,
                    at: now, connection)
            }
            // Other links of theirs that lie in mailboxes are worth nothing any more.
            try connection.execute("DELETE FROM handle_link WHERE handle = \(handle) OR expires <= \(now)")
            try connection.execute("DELETE FROM handle_key WHERE expires <= \(now)")
            try connection.execute(
                """
                INSERT INTO handle_key (digest, handle, expires)
                VALUES (\(own.digest), \(handle), \(now.advanced(by: HandleStore.keyLifetime)))
                """)
            return own
        }
    }

    /// Where the owner of a name has their mail sent; `nil` when it isn’t kept.
    package func address(of handle: Handle.ID) async throws -> EmailAddress? {
        let sealed = try await database.read { connection in
            try connection.value([UInt8]?.self, "SELECT sealed_address FROM handle WHERE id = \(handle)")
        }
        return sealed?.flatMap { key.open($0) }
    }

    /// Whether the owner of a kept name is told of answers by mail.
    package func setNotifies(_ notifies: Bool, _ handle: Handle.ID) async throws {
        try await database.write { connection in
            try connection.execute(
                "UPDATE handle SET notifies = \(notifies) WHERE id = \(handle) AND kept IS NOT NULL")
        }
    }

    private func keep(
        _ handle: Handle.ID, _ sealed: [UInt8], _ digest: [UInt8], notifies: Bool, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        let other = try connection.value(
            String.self, "SELECT name FROM handle WHERE address_digest = \(digest) AND id <> \(handle)")
        if let other {
            throw Problem(
                .conflict, slug: "handle-address", title: "This address keeps another name already",
                detail: "It keeps “\(other)”. Sign in with it to write as that, or use another address.")
        }
        try connection.execute(
            """
            UPDATE handle SET sealed_address = \(sealed), address_digest = \(digest), kept = \(now),
                notifies = \(notifies)
            WHERE id = \(handle)
            """)
    }

    private func insert(
        _ secret: Secret, _ purpose: Purpose, _ handle: Handle.ID, _ address: EmailAddress, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO handle_link (digest, purpose, handle, sealed_address, address_digest, expires)
            VALUES (\(secret.digest), \(purpose.rawValue), \(handle), \(try key.seal(address)),
                \(key.digest(of: address)), \(now.advanced(by: Self.linkLifetime)))
            """)
    }

    private func link(_ row: Row) throws -> Link? {
        let sealed: [UInt8] = try row.value("link_address")
        guard let purpose = Purpose(rawValue: try row.value("purpose")), let address = key.open(sealed) else {
            return nil
        }
        return Link(purpose: purpose, handle: try Handle(row: row), address: address)
    }
}
