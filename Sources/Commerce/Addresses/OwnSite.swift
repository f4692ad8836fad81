/// The site itself, to which no link that earns may lead.
package struct OwnSite: Sendable, Hashable {
    private let host: String

    /// - Parameter origin: Where readers find the site, such as `https://www.example.org`.
    package init(origin: String) { host = (try? MerchantAddress(origin))?.host ?? "" }

    /// Whether a host is this site’s, or another of the same registrable domain.
    func owns(_ host: String) -> Bool {
        let domains = PublicSuffixes.standard
        return host == self.host
            || domains.registrableDomain(of: host).map { $0 == domains.registrableDomain(of: self.host) } ?? false
    }
}
