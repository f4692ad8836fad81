import Database
package import Kernel

/// What an article sets out to do.
package enum ArticleKind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    /// Answers one question, in its first sentences.
    case answer
    /// Leads through a subject or a task.
    case guide
    /// Compares products by an evaluation, which it shows.
    case evaluation
}

/// What a writer hands in: the whole text of one revision.
package struct ArticleDraft: Sendable, Hashable {
    package var slug: Slug
    package var kind: ArticleKind
    /// Plain text; for an answer, the question.
    package var title: String
    /// Plain text for search engines and previews, at most 200 characters.
    package var description: String
    /// The short answer or standfirst: Markdown, may cite.
    package var answer: String
    /// Markdown, may cite.
    package var body: String
    /// What the facts are “More about”, such as “North Korea”.
    package var about: String
    package var section: Slug
    package var topics: [Slug]
    package var authors: [Slug]
    package var reviewers: [Slug]
    /// The facts listed below the body, in order.
    package var facts: [Slug]
    /// Articles that the editors want beside this one, in order; the store adds others up to its limit.
    package var related: [Slug]

    package init(
        slug: Slug, kind: ArticleKind, title: String, description: String, answer: String, body: String, about: String,
        section: Slug, topics: [Slug], authors: [Slug], reviewers: [Slug], facts: [Slug], related: [Slug]
    ) {
        self.slug = slug
        self.kind = kind
        self.title = title
        self.description = description
        self.answer = answer
        self.body = body
        self.about = about
        self.section = section
        self.topics = topics
        self.authors = authors
        self.reviewers = reviewers
        self.facts = facts
        self.related = related
    }
}

/// One state of an article's text; never changed once written.
package struct Revision: Sendable, Hashable {
    /// Counts from 1 within its article.
    package let number: Int
    package let written: Timestamp
    /// What changed and why, in plain text.
    package let note: String
    package let draft: ArticleDraft

    package init(number: Int, written: Timestamp, note: String, draft: ArticleDraft) {
        self.number = number
        self.written = written
        self.note = note
        self.draft = draft
    }
}

/// Enough of an article to list it.
package struct ArticleSummary: Sendable, Hashable {
    package let id: ArticleID
    package let slug: Slug
    package let kind: ArticleKind
    package let title: String
    package let description: String
    package let section: Section
    package let published: Timestamp
    /// When a reader last got to see a change; equals `published` when there was none.
    package let updated: Timestamp

    package init(
        id: ArticleID, slug: Slug, kind: ArticleKind, title: String, description: String,
        section: Section, published: Timestamp, updated: Timestamp
    ) {
        self.id = id
        self.slug = slug
        self.kind = kind
        self.title = title
        self.description = description
        self.section = section
        self.published = published
        self.updated = updated
    }
}
