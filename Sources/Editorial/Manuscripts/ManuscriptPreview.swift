import Database
import Kernel

extension ManuscriptStore {
    /// What the page of a text would show if it were published now.
    ///
    /// What names nothing is left out, so that an unfinished text can be shown.
    package func preview(_ text: ManuscriptText, of manuscript: Manuscript) async throws -> PublishedArticle {
        let now = clock.now()
        let fallback = Slug.untitled
        let draft = text.previewDraft(in: fallback)
        let answer = MarkdownDocument(draft.answer)
        let body = MarkdownDocument(draft.body)
        let known = try await database.read { connection in
            try PreviewMatter(of: manuscript.article, draft, answer, body, at: now, connection)
        }
        return known.set(draft, at: now)
    }
}

/// Everything that a preview refers to, read in one transaction.
private struct PreviewMatter: Sendable {
    private let record: ArticleRecord

    init(
        of article: ArticleID?, _ draft: ArticleDraft, _ answer: MarkdownDocument, _ body: MarkdownDocument,
        at now: Timestamp, _ connection: any Connection
    ) throws {
        var matter = KnownMatter()
        let used = answer.factSlugs.union(body.factSlugs).union(draft.facts)
        try matter.load(
            facts: used, sources: answer.sourceSlugs.union(body.sourceSlugs), connection)
        try matter.load(shownIn: [answer, body], connection)
        try matter.load(images: answer.imageSlugs.union(body.imageSlugs), connection)
        let section =
            try connection.first(
                Section.self, "SELECT slug, name, description FROM section WHERE slug = \(draft.section)")
            ?? Section(slug: draft.section, name: "No section", description: "")
        let present = try article.flatMap { article in
            try connection.rows("SELECT published, updated, reviewed, revision FROM article WHERE id = \(article)")
                .first
        }
        let summary = try ArticleSummary(
            id: article ?? ArticleID(at: now), slug: draft.slug, kind: draft.kind, title: draft.title,
            description: draft.description, section: section, published: present?.value("published") ?? now,
            updated: now)
        let people = try Self.inOrder(draft.authors + draft.reviewers) { slugs in
            try connection.all(
                Person.self, "SELECT slug, name, role, biography FROM person WHERE slug IN \(list: slugs)")
        }
        let topics = try Self.inOrder(draft.topics) { slugs in
            try connection.all(Topic.self, "SELECT slug, name, description FROM topic WHERE slug IN \(list: slugs)")
        }
        let corrections = try article.map { article in
            try connection.all(
                Correction.self,
                "SELECT date, text FROM correction WHERE article = \(article) ORDER BY date DESC, id DESC")
        }
        let named = Dictionary(people.map { ($0.slug, $0) }) { first, _ in first }
        record = try ArticleRecord(
            summary: summary, topics: topics, authors: draft.authors.compactMap { named[$0] },
            reviewers: draft.reviewers.compactMap { named[$0] }, reviewed: present?.value("reviewed"),
            answer: draft.answer, body: draft.body, about: draft.about, listedFacts: draft.facts,
            facts: Array(matter.facts.values), sources: Array(matter.sources.values),
            images: Array(matter.images.values), corrections: corrections ?? [],
            related: RelatedArticles(connection: connection).articles(
                relatedTo: summary, topics: draft.topics, picks: draft.related),
            revision: present?.value("revision") ?? 1, evaluations: Array(matter.evaluations.values),
            products: Array(matter.products.values))
    }

    func set(_ draft: ArticleDraft, at now: Timestamp) -> PublishedArticle { record.set(today: now.localDay) }

    private static func inOrder<Item: Sluggish>(
        _ slugs: [Slug], _ find: ([Slug]) throws -> [Item]
    ) rethrows -> [Item] {
        guard !slugs.isEmpty else { return [] }
        let found = Dictionary(try find(slugs).map { ($0.slug, $0) }) { first, _ in first }
        return slugs.compactMap { found[$0] }
    }
}

/// What is named by a slug.
private protocol Sluggish {
    var slug: Slug { get }
}

extension Person: Sluggish {}
extension Topic: Sluggish {}

extension Slug {
    /// What stands in for the slug of a text that has none yet.
    fileprivate static let untitled: Slug = {
        guard let slug = Slug(validating: "untitled") else { preconditionFailure("“untitled” is a slug") }
        return slug
    }()
}
