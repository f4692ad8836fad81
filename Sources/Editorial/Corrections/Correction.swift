package import Kernel

/// What an article said wrongly, and since when it no longer does.
package struct Correction: Sendable, Hashable {
    package let date: CalendarDay
    /// Plain text.
    package let text: String

    package init(date: CalendarDay, text: String) {
        self.date = date
        self.text = text
    }
}

/// A correction with the article it belongs to, for the page that lists them all.
package struct ListedCorrection: Sendable, Hashable {
    package let correction: Correction
    package let articleSlug: Slug
    package let articleTitle: String

    package init(correction: Correction, articleSlug: Slug, articleTitle: String) {
        self.correction = correction
        self.articleSlug = articleSlug
        self.articleTitle = articleTitle
    }
}
