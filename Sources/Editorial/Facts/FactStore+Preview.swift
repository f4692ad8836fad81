import Database
package import Kernel

/// What a change of a fact would do to an article's words.
package struct FactEffect: Sendable, Hashable {
    package let article: ArticleSummary
    /// The sentences of the short answer and the body that would read differently, in their order.
    ///
    /// Empty when the article shows the fact in its list alone, or when only where the value stands would change.
    package let sentences: [ChangedSentence]
    /// Whether its text refers to the fact, or only its list does.
    package let isInText: Bool
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
            try writer.requireSource(next.source)
            return try writer.articles(showing: slug).map { article in
                try Self.effect(on: article, from: fact, to: next, connection)
            }
        }
    }

    private static func effect(
        on article: ArticleSummary, from fact: Fact, to next: Fact, _ connection: any Connection
    ) throws -> FactEffect {
        let texts = try connection.rows(
            """
            SELECT revision.answer, revision.body FROM article JOIN revision
                ON revision.article = article.id AND revision.number = article.revision
            WHERE article.id = \(article.id)
            """
        ).first
        guard let texts else { return FactEffect(article: article, sentences: [], isInText: false) }
        let documents = [MarkdownDocument(try texts.value("answer")), MarkdownDocument(try texts.value("body"))]
        var matter = KnownMatter()
        let slugs = documents.reduce(into: Set<Slug>()) { $0.formUnion($1.factSlugs) }
        try matter.load(shownIn: documents, connection)
        func paragraphs(with fact: Fact) -> [Substring] {
            var facts = matter.facts
            facts[fact.slug] = fact
            let renderer = MarkdownRenderer(
                facts: facts, sources: [:], evaluations: matter.evaluations, products: matter.products, today: nil)
            return documents.flatMap { renderer.datedText(of: $0).split(separator: "\n") }
        }
        // A value is one line, so the paragraphs of both are the same ones.
        let sentences = zip(paragraphs(with: fact), paragraphs(with: next)).filter { $0 != $1 }.flatMap {
            before, after in
            ChangedSentence.all(in: TextDiff(from: String(before), to: String(after)).blocks.flatMap(\.runs))
        }
        return FactEffect(article: article, sentences: sentences, isInText: slugs.contains(fact.slug))
    }
}
