import Kernel

/// A draft whose own fields are right and whose texts are parsed, so that the transaction only has to look up what
/// they refer to.
struct PreparedDraft: Sendable {
    let draft: ArticleDraft
    let answer: MarkdownDocument
    let body: MarkdownDocument
    /// What search keeps, unless it depends on facts, whose values only the transaction knows.
    let searchDocument: SearchDocument?

    private static let longestBody = 1_000_000
    private static let mostTopics = 12
    private static let mostPeople = 12
    private static let mostFacts = 100
    private static let mostRelated = 20

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that is wrong.
    init(_ draft: ArticleDraft, reservedSlugs: Set<Slug>, stems: inout StemCache) throws(Problem) {
        self.draft = draft
        answer = MarkdownDocument(draft.answer)
        body = MarkdownDocument(draft.body)
        searchDocument = SearchDocument(draft.title, answer, body, stems: &stems)
        var fields = FieldChecks()
        if reservedSlugs.contains(draft.slug) {
            fields.add("slug", "“\(draft.slug)” is the address of one of the site’s own pages.")
        }
        fields.require(draft.title, as: "title", upTo: 200)
        fields.require(draft.description, as: "description", upTo: 200)
        fields.require(draft.answer, as: "answer", upTo: 5000, multiline: true)
        fields.allow(draft.body, as: "body", upTo: Self.longestBody, multiline: true)
        fields.allow(draft.about, as: "about", upTo: 100)
        if !draft.facts.isEmpty, draft.about.allSatisfy(\.isWhitespace) {
            fields.add("about", "Say what the facts are about.")
        }
        fields.check(draft.topics, as: "topics", upTo: Self.mostTopics)
        fields.check(draft.authors, as: "authors", upTo: Self.mostPeople)
        if draft.authors.isEmpty { fields.add("authors", "An article needs somebody who answers for it.") }
        fields.check(draft.reviewers, as: "reviewers", upTo: Self.mostPeople)
        fields.check(draft.facts, as: "facts", upTo: Self.mostFacts)
        fields.check(draft.related, as: "related", upTo: Self.mostRelated)
        try fields.finish(for: draft)
    }

    /// Every fact that the article shows, in its texts or in its list.
    var facts: Set<Slug> { answer.factSlugs.union(body.factSlugs).union(draft.facts) }

    /// Every image that the texts show.
    var images: Set<Slug> { answer.imageSlugs.union(body.imageSlugs) }

    /// Every source that the texts cite themselves.
    var sources: Set<Slug> { answer.sourceSlugs.union(body.sourceSlugs) }

    /// Every evaluation that the texts show.
    var evaluations: Set<Slug> { answer.evaluationSlugs.union(body.evaluationSlugs) }

    /// Every product that the texts name themselves.
    var products: Set<Slug> { answer.productSlugs.union(body.productSlugs) }
}

extension FieldChecks {
    /// A list in which nothing stands twice.
    mutating func check(_ slugs: [Slug], as field: String, upTo limit: Int) {
        if slugs.count > limit { add(field, "There can’t be more than \(limit).") }
        if Set(slugs).count < slugs.count { add(field, "Something is listed twice.") }
    }

    func finish(for draft: ArticleDraft) throws(Problem) {
        try finish(slug: "article-invalid", title: "“\(draft.slug)” can’t be published")
    }
}
