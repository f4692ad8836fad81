import Database
package import Kernel

/// Somebody who answers with their name for what they wrote or reviewed.
package struct Person: Sendable, Hashable {
    package let slug: Slug
    package let name: String
    /// What they do here, such as “Writer” or “Fact-checker”.
    package let role: String
    /// Markdown, a few sentences.
    package let biography: String

    package init(slug: Slug, name: String, role: String, biography: String) {
        self.slug = slug
        self.name = name
        self.role = role
        self.biography = biography
    }
}

/// How a person took part in an article.
package enum BylineRole: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case wrote, reviewed
}
