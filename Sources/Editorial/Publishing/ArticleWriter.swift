import Database
import Kernel

/// Writes articles within one transaction, and their search documents at its end.
///
/// The state of an article that readers see is its `article` row with what refers to it; a revision is written beside it
/// and never touched again.
struct ArticleWriter {
    let connection: any Connection
    private(set) var matter = KnownMatter()
    private var search = SearchIndexer()
    /// By how much sections and topics gain or lose articles.
    private var sections: [Slug: Int] = [:]
    private var topics: [Slug: Int] = [:]

    /// The tables that tell what the present text of an article refers to.
    private static let references: [SQL] = [
        "article_topic", "byline", "fact_use", "source_use", "evaluation_use", "product_use", "image_use",
    ]

    init(_ connection: any Connection) { self.connection = connection }

    mutating func load(for articles: [PreparedDraft]) throws { try matter.load(for: articles, connection) }

    /// Where an article stands now.
    struct Present: RowDecodable {
        let id: ArticleID
        let slug: Slug
        let revision: Int
        let section: Slug
        let published: Timestamp
        let updated: Timestamp
        let withdrawn: Timestamp?

        init(row: Row) throws {
            id = try row.value("id")
            slug = try row.value("slug")
            revision = try row.value("revision")
            section = try row.value("section")
            published = try row.value("published")
            updated = try row.value("updated")
            withdrawn = try row.value("withdrawn")
        }
    }

    /// The article under its present slug; the row stays locked, so that revisions are numbered one after the other.
    func present(_ slug: Slug) throws -> Present? {
        let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try connection.first(
            Present.self,
            "SELECT id, slug, revision, section, published, updated, withdrawn FROM article WHERE slug = \(slug)\(lock)"
        )
    }

    /// Publishes an article for the first time.
    ///
    /// - Throws: ``Problem`` of kind `invalid`, or `conflict` when the slug is or was another's.
    mutating func add(
        _ article: PreparedDraft, published: Timestamp, updated: Timestamp, reviewed: Timestamp?, note: String
    ) throws -> Publication {
        try matter.check(article)
        let draft = article.draft
        let id = ArticleID(at: published)
        try claim(draft.slug, for: id, at: published)
        try connection.execute(
            """
            INSERT INTO article (id, slug, revision, kind, title, description, section, published, updated, reviewed)
            VALUES (\(id), \(draft.slug), \(1), \(draft.kind), \(draft.title), \(draft.description), \(draft.section),
                \(published), \(updated), \(reviewed))
            """)
        try connection.execute(
            "INSERT INTO article_slug (slug, article, since) VALUES (\(draft.slug), \(id), \(published))")
        try addRevision(of: id, number: 1, draft: draft, at: updated, note: note)
        try addReferences(of: id, article, published: published)
        sections[draft.section, default: 0] += 1
        for topic in draft.topics { topics[topic, default: 0] += 1 }
        try search.add(id, article: article, renderer: matter.renderer, connection)
        return Publication(id: id, slug: draft.slug, revision: 1)
    }

    /// Publishes the next revision of an article.
    ///
    /// - Throws: ``Problem`` of kind `invalid`.
    mutating func revise(
        _ present: Present, _ article: PreparedDraft, at moment: Timestamp, note: String
    ) throws -> Publication {
        try matter.check(article)
        let draft = article.draft
        let number = present.revision + 1
        try addRevision(of: present.id, number: number, draft: draft, at: moment, note: note)
        try connection.execute(
            """
            UPDATE article SET revision = \(number), kind = \(draft.kind), title = \(draft.title),
                description = \(draft.description), section = \(draft.section), updated = \(max(present.updated, moment)),
                withdrawn = NULL, withdrawal_note = NULL
            WHERE id = \(present.id)
            """)
        let earlier = try connection.rows("SELECT topic FROM article_topic WHERE article = \(present.id)")
        let earlierTopics = Set(try earlier.map { try $0.value("topic", as: Slug.self) })
        for table in Self.references {
            try connection.execute("DELETE FROM \(table) WHERE article = \(present.id)")
        }
        try addReferences(of: present.id, article, published: present.published)
        for topic in draft.topics { topics[topic, default: 0] += 1 }
        for topic in earlierTopics { topics[topic, default: 0] -= 1 }
        sections[draft.section, default: 0] += 1
        // A withdrawn article was not counted.
        if present.withdrawn == nil { sections[present.section, default: 0] -= 1 }
        try search.update(present.id, article: article, renderer: matter.renderer, connection)
        return Publication(id: present.id, slug: draft.slug, revision: number)
    }

    /// Takes an article back from readers: it is in no list and no search any more, and its page tells why.
    ///
    /// Its revisions and addresses stay; publishing a next revision brings it back.
    mutating func withdraw(_ present: Present, note: String, at moment: Timestamp) throws {
        try connection.execute(
            "UPDATE article SET withdrawn = \(moment), withdrawal_note = \(note) WHERE id = \(present.id)")
        let earlier = try connection.rows("SELECT topic FROM article_topic WHERE article = \(present.id)")
        for row in earlier { topics[try row.value("topic"), default: 0] -= 1 }
        for table in Self.references {
            try connection.execute("DELETE FROM \(table) WHERE article = \(present.id)")
        }
        sections[present.section, default: 0] -= 1
        try search.clear(present.id, connection)
    }

    /// Writes what was gathered over all articles of the transaction; the last thing to be done in it.
    ///
    /// All transactions take these rows at their end and in one order, so that none waits for another in a circle.
    mutating func finish() throws {
        try count(sections: sections, topics: topics)
        try search.finish(connection)
    }

    /// - Throws: ``Problem`` of kind `conflict` when the slug is or was another article's.
    func claim(_ slug: Slug, for article: ArticleID, at moment: Timestamp) throws {
        let holder = try connection.first(
            SlugHolder.self,
            """
            SELECT article.id, article.slug, article.title FROM article_slug JOIN article ON article.id = article_slug.article
            WHERE article_slug.slug = \(slug)
            """)
        guard let holder, holder.article != article else { return }
        let detail =
            holder.slug == slug
            ? "“\(slug)” is the address of “\(holder.title)”."
            : "“\(slug)” was the address of “\(holder.title)”, to which it still leads."
        throw Problem(
            .conflict, slug: "slug-taken", title: "The address belongs to another article", detail: detail,
            fieldErrors: [Problem.FieldError(field: "slug", message: detail)])
    }

    func addCorrection(_ correction: Correction, to article: ArticleID, at moment: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO correction (id, article, date, text)
            VALUES (\(Identifier<Correction>(at: moment)), \(article), \(correction.date), \(correction.text))
            """)
    }
}

private struct SlugHolder: RowDecodable {
    let article: ArticleID
    let slug: Slug
    let title: String

    init(row: Row) throws {
        article = try row.value("id")
        slug = try row.value("slug")
        title = try row.value("title")
    }
}
