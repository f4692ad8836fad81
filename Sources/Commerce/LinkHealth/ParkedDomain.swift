/// Tells a domain without a site of its own: parked, expired or for sale.
enum ParkedDomain {
    /// Where such domains send their visitors on to: the services that fill them with advertising, and the markets that
    /// sell them.
    private static let services: Set<String> = [
        "above.com", "afternic.com", "bodis.com", "brandbucket.com", "buydomains.com", "dan.com", "domainmarket.com",
        "hugedomains.com", "namedrive.com", "parkingcrew.net", "parklogic.com", "sedo.com", "sedoparking.com",
        "skenzo.com", "undeveloped.com", "uniregistry.com", "voodoo.com",
    ]

    /// What the pages of these services load; the first is Google’s product for parked domains alone.
    private static let scripts = [
        "/adsense/domains/caf.js", "d38psrni17bvxu.cloudfront.net", "img1.wsimg.com/parking-lander", "parkingcrew.net/",
        "sedoparking.com/", "bodis.com/", "parklogic.com/",
    ]

    private static let phrases = [
        "this domain is for sale", "this domain name is for sale", "this domain may be for sale", "buy this domain",
        "domain is parked", "parked free, courtesy of", "this domain has expired", "this domain name has expired",
        "inquire about this domain", "the domain owner may currently be", "diese domain steht zum verkauf",
        "diese domain kaufen", "ce nom de domaine est à vendre", "ce domaine est à vendre",
        "este dominio está en venta", "questo dominio è in vendita", "dit domein is te koop",
    ]

    /// Characters that a reader sees: a page with more is somebody’s work.
    private static let mostWords = 1500

    /// By what a page is told to be one, in words; `nil` for any other.
    ///
    /// - Parameters:
    ///   - domain: The registrable domain where redirects ended.
    ///   - merchant: The merchant’s.
    static func sign(of page: SeenPage, at domain: String?, merchant: String?) -> String? {
        // A market for domains may be a partner itself.
        if let domain, domain != merchant, services.contains(domain) {
            return "It leads to \(domain), which parks or sells domains."
        }
        guard page.words.count <= mostWords else { return nil }
        if let script = scripts.first(where: page.source.contains) {
            return "The page is nearly empty and loads \(script), as parked domains do."
        }
        if let phrase = phrases.first(where: page.words.contains) {
            return "The page is nearly empty and says “\(phrase)”."
        }
        return nil
    }
}
