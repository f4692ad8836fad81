import Database
package import Kernel

/// The fields of a manuscript as they were typed: unlike an ``ArticleDraft`` they may be unfinished or wrong, because
/// what is typed is kept before it is right.
package struct ManuscriptText: Sendable, Hashable {
    package var slug = ""
    package var kind = ArticleKind.answer.rawValue
    package var title = ""
    package var description = ""
    package var answer = ""
    package var body = ""
    package var about = ""
    package var section = ""
    package var topics: [String] = []
    package var authors: [String] = []
    package var reviewers: [String] = []
    package var facts: [String] = []
    package var related: [String] = []

    package init() {}

    package init(_ draft: ArticleDraft) {
        slug = draft.slug.description
        kind = draft.kind.rawValue
        title = draft.title
        description = draft.description
        answer = draft.answer
        body = draft.body
        about = draft.about
        section = draft.section.description
        topics = draft.topics.map(\.description)
        authors = draft.authors.map(\.description)
        reviewers = draft.reviewers.map(\.description)
        facts = draft.facts.map(\.description)
        related = draft.related.map(\.description)
    }

    /// The longest text that is kept, in bytes, over all fields.
    package static let longest = 4 << 20

    /// - Throws: ``Problem`` of kind `invalid` when it is too long to be kept.
    package func checkLength() throws(Problem) {
        let length =
            [slug, kind, title, description, answer, body, about, section].reduce(0) { $0 + $1.utf8.count }
            + (topics + authors + reviewers + facts + related).reduce(0) { $0 + $1.utf8.count }
        guard length <= Self.longest else {
            throw Problem(
                .invalid, slug: "manuscript-too-long", title: "That is too long",
                detail: "A manuscript holds at most \(Self.longest >> 20) MB. Nothing was changed.")
        }
    }

    /// The text as it can be published.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be what it should.
    package func draft() throws(Problem) -> ArticleDraft {
        var fields = FieldChecks()
        let slug = self.slug.isEmpty ? SlugMaker.slug(from: title) : Slug(validating: self.slug)
        if slug == nil {
            fields.add("slug", "This needs lower-case letters, digits and single hyphens, such as “how-tides-work”.")
        }
        if self.slug.isEmpty, title.isEmpty { fields.add("title", "This can’t be empty.") }
        let kind = ArticleKind(rawValue: self.kind)
        if kind == nil { fields.add("kind", "There is no such kind of article.") }
        let section = Slug(validating: self.section)
        if section == nil { fields.add("section", "Choose a section.") }
        let lists = [
            ("topics", topics), ("authors", authors), ("reviewers", reviewers), ("facts", facts), ("related", related),
        ].map { name, values in
            values.compactMap { value -> Slug? in
                let slug = Slug(validating: value)
                if slug == nil { fields.add(name, "“\(value.prefix(140))” names nothing.") }
                return slug
            }
        }
        try fields.finish(slug: "manuscript-invalid", title: "The article can’t be published yet")
        guard let slug, let kind, let section else { throw StoredOtherwise.problem }
        return ArticleDraft(
            slug: slug, kind: kind, title: title, description: description, answer: answer, body: body, about: about,
            section: section, topics: lists[0], authors: lists[1], reviewers: lists[2], facts: lists[3],
            related: lists[4])
    }

    /// The text as far as it can be shown: what names nothing is left out.
    package func previewDraft(in fallback: Slug) -> ArticleDraft {
        func slugs(_ values: [String]) -> [Slug] { values.compactMap { Slug(validating: $0) } }
        return ArticleDraft(
            slug: Slug(validating: slug) ?? SlugMaker.slug(from: title) ?? fallback,
            kind: ArticleKind(rawValue: kind) ?? .answer, title: title.isEmpty ? "Untitled" : title,
            description: description, answer: answer, body: body, about: about,
            section: Slug(validating: section) ?? fallback, topics: slugs(topics), authors: slugs(authors),
            reviewers: slugs(reviewers), facts: slugs(facts), related: slugs(related))
    }
}

/// What cannot happen, because it was checked the line before.
private enum StoredOtherwise {
    static let problem = Problem(
        .invalid, slug: "manuscript-invalid", title: "The article can’t be published yet",
        detail: "A field is missing.")
}
