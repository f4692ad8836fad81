package import Kernel

/// One of the few parts that a site is divided into; each article stands in exactly one.
package struct Section: Sendable, Hashable {
    package let slug: Slug
    package let name: String
    /// Plain text, one or two sentences.
    package let description: String

    package init(slug: Slug, name: String, description: String) {
        self.slug = slug
        self.name = name
        self.description = description
    }
}

/// What an article is about; an article may have several.
package struct Topic: Sendable, Hashable {
    package let slug: Slug
    package let name: String
    /// Plain text, one or two sentences.
    package let description: String

    package init(slug: Slug, name: String, description: String) {
        self.slug = slug
        self.name = name
        self.description = description
    }
}
