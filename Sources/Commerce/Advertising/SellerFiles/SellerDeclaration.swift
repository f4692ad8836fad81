/// What programs that buy advertising are told of who sells the site’s.
package struct SellerDeclaration: Sendable, Hashable {
    /// An e-mail address.
    package let contact: String
    /// The organisation that sells, and is paid.
    package let publisher: String
    /// The registrable domain of the business that owns the site; `nil` for a site that has none.
    package let ownerDomain: String?
    /// The publisher’s own lines of `ads.txt`, each fit to stand there.
    package let lines: [String]
    /// Whether one of them allows an advertising system to sell.
    package let hasRecords: Bool

    /// The number of the only seller: the publisher.
    package static let sellerID = "1"

    /// - Parameters:
    ///   - ownerDomain: Empty for the one that the site itself has.
    ///   - origin: Where readers find the site.
    package init(
        contact: String, publisher: String, ownerDomain: String, origin: String, lines: [String], hasRecords: Bool
    ) {
        self.contact = contact
        self.publisher = publisher
        self.ownerDomain =
            ownerDomain.isEmpty
            ? (try? MerchantAddress(origin)).flatMap { PublicSuffixes.standard.registrableDomain(of: $0.host) }
            : ownerDomain
        self.lines = lines
        self.hasRecords = hasRecords
    }

    /// The file `/ads.txt` (IAB Tech Lab, ads.txt 1.1).
    ///
    /// Where no advertising system may sell, the record of §3.2.1 says so: an empty file would say nothing.
    package var adsText: String {
        var text = ["# Advertising on this site is sold by its publisher."]
        if let ownerDomain { text.append("OWNERDOMAIN=\(ownerDomain)") }
        text.append("CONTACT=\(contact)")
        text += lines
        if !hasRecords { text.append("placeholder.example.com, placeholder, DIRECT, placeholder") }
        return text.map { "\($0)\n" }.joined()
    }
}
