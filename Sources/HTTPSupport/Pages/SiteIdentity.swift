package import Kernel

/// Who publishes the site, as its pages and feeds say it.
package struct SiteIdentity: Sendable, Hashable {
    package var name: String
    package var tagline: String
    /// Plain text, one or two sentences.
    package var description: String
    /// The organisation behind the site.
    package var publisher: String
    /// The year in which the site began.
    package var founded: Int
    /// An e-mail address for readers.
    package var contact: String
    /// A language tag (BCP 47), such as `en-GB`.
    package var language: String
    /// By which days and times are told.
    package var zone: Zone

    package init(
        name: String, tagline: String, description: String, publisher: String, founded: Int, contact: String,
        language: String, zone: Zone
    ) {
        self.name = name
        self.tagline = tagline
        self.description = description
        self.publisher = publisher
        self.founded = founded
        self.contact = contact
        self.language = language
        self.zone = zone
    }
}
