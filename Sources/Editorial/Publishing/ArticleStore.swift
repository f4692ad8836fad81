package import Database
package import Kernel

/// Keeps articles: their revisions, addresses, dates and corrections.
///
/// What readers see comes from the extensions in `ArticleStore+Reading.swift` and `ArticleStore+Lists.swift`.
package struct ArticleStore: Sendable {
    let database: any Database
    let changes: ChangeFeed
    /// Slugs that are pages of their own, such as `search`, which no article may take.
    let reservedSlugs: Set<Slug>

    package init(database: any Database, changes: ChangeFeed, reservedSlugs: Set<Slug> = []) {
        self.database = database
        self.changes = changes
        self.reservedSlugs = reservedSlugs
    }

    /// Publishes an article, or the next revision of the article that has the draft's slug.
    ///
    /// - Parameters:
    ///   - note: What changed and why, in plain text; only for the first revision may it be empty.
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when the slug is or was another's.
    @discardableResult
    package func publish(_ draft: ArticleDraft, at moment: Timestamp, note: String) async throws -> Publication {
        let prepared = try prepare(draft, note: note)
        let publication = try await writeArticles { writer in
            try writer.load(for: [prepared])
            guard let present = try writer.present(draft.slug) else {
                return try writer.add(prepared, published: moment, updated: moment, reviewed: nil, note: note)
            }
            try Self.require(note)
            return try writer.revise(present, prepared, at: moment, note: note)
        }
        changes.announce(.articles([publication.slug]))
        return publication
    }

    /// Publishes many articles with their own dates in one transaction; all of them, or none.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors that name the article, or `conflict` when a slug is taken.
    @discardableResult
    package func publish(contentsOf articles: [ArchivedArticle]) async throws -> [Publication] {
        let prepared = try await prepare(articles)
        let publications = try await writeArticles { writer in
            try writer.load(for: prepared.map(\.draft))
            return try prepared.map { archived, draft in try Self.add(archived, draft, writer: &writer) }
        }
        changes.announce(.articles(Set(articles.flatMap { [$0.draft.slug] + $0.formerSlugs })))
        return publications
    }

    /// Records that somebody checked the whole article.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func reviewed(_ slug: Slug, at moment: Timestamp) async throws {
        try await database.write { connection in
            let changed = try connection.execute("UPDATE article SET reviewed = \(moment) WHERE slug = \(slug)")
            if changed == 0 { throw Self.noArticle(slug) }
        }
        changes.announce(.articles([slug]))
    }

    /// Gives an article another slug; the one it had leads to it for good.
    ///
    /// - Throws: ``Problem``: `notFound`, `invalid` when the new slug is one of the site’s own pages, or `conflict`
    ///   when it is or was another article's.
    package func rename(_ slug: Slug, to newSlug: Slug, at moment: Timestamp) async throws {
        guard !reservedSlugs.contains(newSlug) else {
            throw Problem(
                .invalid, slug: "slug-reserved", title: "The address is one of the site’s own pages",
                detail: "“\(newSlug)” is one of the site’s own pages.")
        }
        try await writeArticles { writer in
            guard let present = try writer.present(slug) else { throw Self.noArticle(slug) }
            guard newSlug != slug else { return }
            try writer.claim(newSlug, for: present.id, at: moment)
            try writer.move(present, to: newSlug, at: moment)
        }
        changes.announce(.articles([slug, newSlug]))
    }

    /// Publishes a correction together with the text that it corrects.
    ///
    /// - Throws: ``Problem`` as ``publish(_:at:note:)`` does, or `notFound` when there is no such article.
    @discardableResult
    package func correct(
        _ slug: Slug, _ correction: Correction, draft: ArticleDraft, at moment: Timestamp
    ) async throws -> Publication {
        var draft = draft
        draft.slug = slug
        let prepared = try prepare(draft, note: correction.text)
        try Self.check(correction)
        let publication = try await writeArticles { writer in
            try writer.load(for: [prepared])
            guard let present = try writer.present(slug) else { throw Self.noArticle(slug) }
            try writer.addCorrection(correction, to: present.id, at: moment)
            return try writer.revise(present, prepared, at: moment, note: "Correction: \(correction.text)")
        }
        changes.announce(.articles([publication.slug]))
        return publication
    }

    /// Writes articles in one transaction, together with whatever else `body` writes in it.
    func writeArticles<Value: Sendable>(
        _ body: @escaping @Sendable (inout ArticleWriter) throws -> Value
    ) async throws -> Value {
        do {
            return try await database.write { connection in
                var writer = ArticleWriter(connection)
                let value = try body(&writer)
                try writer.finish()
                return value
            }
        } catch DatabaseError.constraint(.unique, _) {
            // Two that publish under one slug at the same time both find it free.
            throw Problem(
                .conflict, slug: "slug-taken", title: "The address belongs to another article",
                detail: "Another article was published under this address just now.")
        }
    }
}
