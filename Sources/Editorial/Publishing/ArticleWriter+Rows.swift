import Database
import Kernel

extension ArticleWriter {
    func addRevision(
        of article: ArticleID, number: Int, draft: ArticleDraft, at moment: Timestamp, note: String
    ) throws {
        try connection.execute(
            """
            INSERT INTO revision (article, number, written, note, slug, kind, title, description, answer, body, about,
                section, topics, authors, reviewers, facts, related)
            VALUES (\(article), \(number), \(moment), \(note), \(draft.slug), \(draft.kind), \(draft.title),
                \(draft.description), \(draft.answer), \(draft.body), \(draft.about), \(draft.section),
                \(draft.topics.joinedSlugs), \(draft.authors.joinedSlugs), \(draft.reviewers.joinedSlugs),
                \(draft.facts.joinedSlugs), \(draft.related.joinedSlugs))
            """)
    }

    func addReferences(of article: ArticleID, _ prepared: PreparedDraft, published: Timestamp) throws {
        let draft = prepared.draft
        for (position, topic) in draft.topics.enumerated() {
            try connection.execute(
                """
                INSERT INTO article_topic (article, topic, position, published)
                VALUES (\(article), \(topic), \(position), \(published))
                """)
        }
        for (role, people) in [(BylineRole.wrote, draft.authors), (.reviewed, draft.reviewers)] {
            for (position, person) in people.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO byline (article, role, person, position, published)
                    VALUES (\(article), \(role), \(person), \(position), \(published))
                    """)
            }
        }
        for fact in prepared.facts.sorted() {
            try connection.execute("INSERT INTO fact_use (article, fact) VALUES (\(article), \(fact))")
        }
        for source in prepared.sources.sorted() {
            try connection.execute("INSERT INTO source_use (article, source) VALUES (\(article), \(source))")
        }
        for evaluation in prepared.evaluations.sorted() {
            try connection.execute(
                "INSERT INTO evaluation_use (article, evaluation) VALUES (\(article), \(evaluation))")
        }
        for product in prepared.products.sorted() {
            try connection.execute("INSERT INTO product_use (article, product) VALUES (\(article), \(product))")
        }
        for image in prepared.images.sorted() {
            try connection.execute("INSERT INTO image_use (article, image) VALUES (\(article), \(image))")
        }
    }

    /// Adds to the numbers of articles that sections and topics show.
    func count(sections: [Slug: Int], topics: [Slug: Int]) throws {
        for (section, change) in sections.sorted(by: { $0.key < $1.key }) where change != 0 {
            try connection.execute("UPDATE section SET articles = articles + \(change) WHERE slug = \(section)")
        }
        for (topic, change) in topics.sorted(by: { $0.key < $1.key }) where change != 0 {
            try connection.execute("UPDATE topic SET articles = articles + \(change) WHERE slug = \(topic)")
        }
    }

    /// Records that a slug leads to an article; the slug must be free, or the article's already.
    func addSlug(_ slug: Slug, of article: ArticleID, at moment: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO article_slug (slug, article, since) VALUES (\(slug), \(article), \(moment))
            ON CONFLICT (slug) DO NOTHING
            """)
    }

    /// Gives an article another slug, with a revision that says so.
    func move(_ present: Present, to slug: Slug, at moment: Timestamp) throws {
        try addSlug(slug, of: present.id, at: moment)
        try copyRevision(
            of: [present.id], at: moment, note: "Moved from “\(present.slug)” to “\(slug)”.", slug: slug)
        try connection.execute(
            """
            UPDATE article SET slug = \(slug), updated = \(max(present.updated, moment)) WHERE id = \(present.id)
            """)
    }

    /// Gives articles a next revision with the text of the present one.
    ///
    /// - Parameters:
    ///   - slug: The slug from now on, when it is that which changes.
    func copyRevision(of articles: [ArticleID], at moment: Timestamp, note: String, slug: Slug? = nil) throws {
        let newSlug: SQL = slug.map { "\($0)" } ?? "revision.slug"
        for identifiers in articles.chunks(of: 50) {
            try connection.execute(
                """
                INSERT INTO revision (article, number, written, note, slug, kind, title, description, answer, body,
                    about, section, topics, authors, reviewers, facts, related)
                SELECT revision.article, revision.number + 1, \(moment), \(note), \(newSlug), revision.kind,
                    revision.title, revision.description, revision.answer, revision.body, revision.about,
                    revision.section, revision.topics, revision.authors, revision.reviewers, revision.facts,
                    revision.related
                FROM article JOIN revision
                    ON revision.article = article.id AND revision.number = article.revision
                WHERE article.id IN \(list: identifiers)
                """)
            try connection.execute(
                "UPDATE article SET revision = revision + 1 WHERE id IN \(list: identifiers)")
        }
    }
}
