package import Database
package import Kernel

/// A link that was given out: one destination at one place of one page, under an address of its own.
package struct AffiliateLink: Sendable, Hashable {
    /// What follows `/go/`: ten letters and digits that can’t be mistaken for each other.
    package struct ID: Sendable, Hashable, CustomStringConvertible {
        package let description: String

        private static let alphabet = Array("23456789abcdefghjkmnpqrstvwxyz")

        /// By byte.
        private static let isLetter = {
            var isLetter = [Bool](repeating: false, count: 256)
            for byte in alphabet.compactMap(\.asciiValue) { isLetter[Int(byte)] = true }
            return isLetter
        }()

        init(using generator: inout some RandomNumberGenerator) {
            description = String(
                (0..<10).map { _ in Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)] })
        }

        /// Takes what may be one.
        package init?(_ text: String) { self.init(text[...]) }

        /// Takes what may be one.
        package init?(_ text: Substring) {
            var text = text
            let isLetter = Self.isLetter
            let isOne = text.withUTF8 { bytes in bytes.count == 10 && bytes.allSatisfy { isLetter[Int($0)] } }
            guard isOne else { return nil }
            description = String(text)
        }
    }

    /// What a link is known by before it has an identifier.
    package struct Site: Sendable, Hashable {
        /// As the writer set it.
        package let destination: String
        /// The path of the page.
        package let page: String
        package let place: OutboundLink.Place

        package init(destination: String, page: String, place: OutboundLink.Place) {
            self.destination = destination
            self.page = page
            self.place = place
        }

        package var subID: SubID { SubID(page: page, place: place) }
    }

    package let id: ID
    package let site: Site
    package let made: Timestamp
}

extension AffiliateLink.ID: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}

extension OutboundLink.Place: ColumnCodable {}

extension AffiliateLink: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"),
            site: Site(
                destination: row.value("destination"), page: row.value("page"), place: row.value("place")),
            made: row.value("made"))
    }
}
