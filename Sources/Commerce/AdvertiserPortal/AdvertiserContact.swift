package import Database
package import Kernel

/// Somebody at an advertiser who may look at what is theirs.
package struct AdvertiserContact: Sendable, Hashable {
    package typealias ID = Identifier<AdvertiserContact>

    package let id: ID
    /// The partner that the advertiser is.
    package let advertiser: Slug
    package let name: String
    package let address: EmailAddress
    package let made: Timestamp

    package init(id: ID, advertiser: Slug, name: String, address: EmailAddress, made: Timestamp) {
        self.id = id
        self.advertiser = advertiser
        self.name = name
        self.address = address
        self.made = made
    }
}

extension AdvertiserContact: RowDecodable {
    package init(row: Row) throws {
        let text = try row.value("address", as: String.self)
        guard let address = EmailAddress(text) else { throw DatabaseError.decoding("A contact has no address.") }
        try self.init(
            id: row.value("id"), advertiser: row.value("advertiser"), name: row.value("name"), address: address,
            made: row.value("made"))
    }
}
