package import Kernel

/// What publishing did.
package struct Publication: Sendable, Hashable {
    package let id: ArticleID
    package let slug: Slug
    /// The revision that readers now see, from 1.
    package let revision: Int

    package init(id: ArticleID, slug: Slug, revision: Int) {
        self.id = id
        self.slug = slug
        self.revision = revision
    }
}

/// An article that was published elsewhere or earlier, with the dates and the past that it brings along.
package struct ArchivedArticle: Sendable, Hashable {
    package var draft: ArticleDraft
    package var published: Timestamp
    package var updated: Timestamp
    package var reviewed: Timestamp?
    /// Addresses that lead to it from now on.
    package var formerSlugs: [Slug]
    package var corrections: [Correction]
    /// The note of its first revision here.
    package var note: String

    package init(
        draft: ArticleDraft, published: Timestamp, updated: Timestamp, reviewed: Timestamp?, formerSlugs: [Slug],
        corrections: [Correction], note: String
    ) {
        self.draft = draft
        self.published = published
        self.updated = updated
        self.reviewed = reviewed
        self.formerSlugs = formerSlugs
        self.corrections = corrections
        self.note = note
    }
}

/// An article's line in the sitemap.
package struct SitemapEntry: Sendable, Hashable {
    package let slug: Slug
    package let updated: Timestamp

    package init(slug: Slug, updated: Timestamp) {
        self.slug = slug
        self.updated = updated
    }
}

/// How much the sitemap holds.
package struct SitemapExtent: Sendable, Hashable {
    package let articles: Int
    /// The newest change of any article, or `nil` when there is none.
    package let updated: Timestamp?

    package init(articles: Int, updated: Timestamp?) {
        self.articles = articles
        self.updated = updated
    }
}
