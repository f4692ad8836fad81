import HTTPSupport

/// What all letters of an edition say of the site, and how their links lead: as it was when the edition began to be sent, so that a setting
/// that somebody changes meanwhile doesn’t make the second half of them differ from the first, or those of one node from another’s.
struct LetterFacts: Sendable, Hashable, Codable {
    let name: String
    let publisher: String
    let contact: String
    let language: String
    /// Whether links lead by way of where they are counted.
    let countsClicks: Bool

    init(_ site: SiteIdentity, countsClicks: Bool) {
        name = site.name
        publisher = site.publisher
        contact = site.contact
        language = site.language
        self.countsClicks = countsClicks
    }

    /// The site as letters know it.
    func site(_ now: SiteIdentity) -> SiteIdentity {
        var site = now
        site.name = name
        site.publisher = publisher
        site.contact = contact
        site.language = language
        return site
    }
}
