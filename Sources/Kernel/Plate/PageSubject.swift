/// What a page is about, as far as an advertiser may ask for it.
package struct PageSubject: Sendable {
    package let section: Slug?
    package let topics: [Slug]
    /// Of article, such as `guide`.
    package let kind: Slug?
    package let language: LanguageTag?
    /// Made once: subjects are looked up far more often than made.
    private let digest: Int

    package init(section: Slug? = nil, topics: [Slug] = [], kind: Slug? = nil, language: LanguageTag? = nil) {
        self.section = section
        self.topics = topics
        self.kind = kind
        self.language = language
        var hasher = Hasher()
        hasher.combine(section)
        hasher.combine(topics)
        hasher.combine(kind)
        hasher.combine(language)
        digest = hasher.finalize()
    }
}

extension PageSubject: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.digest == right.digest && left.section == right.section && left.kind == right.kind
            && left.language == right.language && left.topics == right.topics
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
