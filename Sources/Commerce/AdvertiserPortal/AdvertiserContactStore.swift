package import Database
package import Kernel

/// Keeps the contacts of advertisers.
///
/// Who is removed is gone with name and address; the record of changes tells that somebody was added or removed, and not who.
package struct AdvertiserContactStore: Sendable {
    /// How many an advertiser may have.
    package static let most = 20

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a contact.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used; an address belongs to one
    ///   contact of one advertiser.
    package func add(_ contact: AdvertiserContact, by signature: Signature) async throws {
        var faults = FieldFaults()
        faults.length(of: contact.name, 1...80, field: "name", called: "name")
        if contact.name.contains(where: \.isNewline) { faults.add("name", "It is one line.") }
        let found = faults
        try await database.write { connection in
            var faults = found
            let advertisers = try AdvertiserStore.advertisers(connection)
            if advertisers[contact.advertiser] == nil {
                faults.add("advertiser", "There is no advertiser “\(contact.advertiser)”.")
            }
            let taken = try connection.value(
                Int.self,
                "SELECT 1 FROM advertiser_contact WHERE folded_address = \(contact.address.folded) LIMIT 1")
            if taken != nil {
                faults.add("address", "Somebody has this address already; it can be one contact’s only.")
            }
            let count = try connection.value(
                Int.self, "SELECT count(*) FROM advertiser_contact WHERE advertiser = \(contact.advertiser)")
            if count ?? 0 >= Self.most { faults.add("address", "At most \(Self.most) contacts have room.") }
            try faults.check(slug: "contact-invalid", title: "The contact can’t be added")
            try connection.execute(
                """
                INSERT INTO advertiser_contact (id, advertiser, name, address, folded_address, made)
                VALUES (\(contact.id), \(contact.advertiser), \(contact.name), \(contact.address.text),
                    \(contact.address.folded), \(contact.made))
                """)
            try Self.note(.started, contact, signature, connection)
        }
    }

    /// Deletes a contact, and ends their sessions and links.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when the advertiser has no such contact.
    package func remove(_ id: AdvertiserContact.ID, of advertiser: Slug, by signature: Signature) async throws {
        try await database.write { connection in
            guard let contact = try Self.contact(id, connection), contact.advertiser == advertiser else {
                throw Problem(
                    .notFound, slug: "contact-unknown", title: "There is no such contact",
                    detail: "Nothing was changed.")
            }
            try connection.execute("DELETE FROM portal_session WHERE contact = \(id)")
            try connection.execute("DELETE FROM portal_link WHERE contact = \(id)")
            try connection.execute("DELETE FROM advertiser_contact WHERE id = \(id)")
            try Self.note(.ended, contact, signature, connection)
        }
    }

    /// Those of an advertiser, by name.
    package func contacts(of advertiser: Slug) async throws -> [AdvertiserContact] {
        try await database.read { connection in
            try connection.all(
                AdvertiserContact.self,
                "SELECT * FROM advertiser_contact WHERE advertiser = \(advertiser) ORDER BY name, id")
        }
    }

    static func contact(_ id: AdvertiserContact.ID, _ connection: any Connection) throws -> AdvertiserContact? {
        try connection.first(AdvertiserContact.self, "SELECT * FROM advertiser_contact WHERE id = \(id)")
    }

    private static func note(
        _ action: CommerceEvent.Action, _ contact: AdvertiserContact, _ signature: Signature,
        _ connection: any Connection
    ) throws {
        let name = try AdvertiserStore.advertisers(connection)[contact.advertiser]?.name
        try CommerceHistory.note(
            .contact, subject: contact.advertiser.description, title: name ?? contact.advertiser.description, action,
            "",
            signature, in: connection)
    }
}
