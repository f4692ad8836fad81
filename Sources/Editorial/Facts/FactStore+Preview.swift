import Database
package import Kernel

/// What a change of a fact would do to an article's words.
package struct FactEffect: Sendable, Hashable {
    package let article: ArticleSummary
    /// The short answer and body in plain words, before and after.
    package let change: TextDiff
}

extension FactStore {
    /// What a change would do to the articles that show the fact, newest first; nothing is saved.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    package func preview(_ slug: Slug, as change: FactChange) async throws -> [FactEffect] {
        try await database.read { connection in
            let writer = FactWriter(connection: connection)
            guard let fact = try writer.fact(slug, forUpdate: false) else { throw FactRules.noFact(slug) }
            let next = fact.changed(to: change)
            try FactRules.check(next, reason: change.reason)
            guard next != fact else { throw FactRules.nothingChanges(fact) }
            return try writer.articles(showing: slug).map { article in
                let before = try Self.words(of: article, with: fact, connection)
                let after = try Self.words(of: article, with: next, connection)
                return FactEffect(article: article, change: TextDiff(from: before, to: after))
            }
        }
    }

    private static func words(
        of article: ArticleSummary, with fact: Fact, _ connection: any Connection
    ) throws -> String {
        let texts = try connection.rows(
            """
            SELECT revision.answer, revision.body FROM article JOIN revision
                ON revision.article = article.id AND revision.number = article.revision
            WHERE article.id = \(article.id)
            """
        ).first
        guard let texts else { return "" }
        let answer = MarkdownDocument(try texts.value("answer"))
        let body = MarkdownDocument(try texts.value("body"))
        var matter = KnownMatter()
        try matter.load(facts: answer.factSlugs.union(body.factSlugs), sources: [], connection)
        var facts = matter.facts
        facts[fact.slug] = fact
        let renderer = MarkdownRenderer(facts: facts, sources: [:], today: nil)
        return "\(renderer.plainText(of: answer))\n\(renderer.plainText(of: body))\n"
    }
}
