import Database
import Kernel

/// Reads and writes facts within one transaction.
struct FactWriter {
    let connection: any Connection

    func fact(_ slug: Slug, forUpdate: Bool) throws -> Fact? {
        let lock: SQL = forUpdate && connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try connection.first(Fact.self, "SELECT \(Fact.columns) FROM fact WHERE slug = \(slug)\(lock)")
    }

    /// - Throws: ``Problem``: `conflict` when there is a fact of this slug, or `invalid` when there is no such source.
    func add(_ fact: Fact, at moment: Timestamp) throws {
        try requireSource(fact.source)
        let added = try connection.execute(
            """
            INSERT INTO fact (slug, revision, label, value, unit, qualifier, as_of, source, review_interval, reviewed,
                review_due, note, label_order, search_text)
            VALUES (\(fact.slug), \(1), \(fact.label), \(fact.value), \(fact.unit), \(fact.qualifier), \(fact.asOf),
                \(fact.source), \(fact.reviewInterval), \(fact.reviewed), \(fact.reviewDue), \(fact.note),
                \(LibrarySearch.order(fact.label)), \(fact.searchText))
            ON CONFLICT (slug) DO NOTHING
            """)
        guard added == 1 else { throw FactRules.taken(fact.slug) }
        try addRevision(of: fact, number: 1, reason: "", at: moment)
    }

    func change(_ fact: Fact, to next: Fact, reason: String, at moment: Timestamp) throws {
        try requireSource(next.source)
        try connection.execute(
            """
            UPDATE fact SET revision = revision + 1, value = \(next.value), unit = \(next.unit),
                qualifier = \(next.qualifier), as_of = \(next.asOf), source = \(next.source),
                review_due = \(next.reviewDue), search_text = \(next.searchText)
            WHERE slug = \(fact.slug)
            """)
        let number = try connection.value(Int.self, "SELECT revision FROM fact WHERE slug = \(fact.slug)") ?? 1
        try addRevision(of: next, number: number, reason: reason, at: moment)
    }

    func describe(_ fact: Fact, as next: Fact, reason: String, at moment: Timestamp) throws {
        try requireSource(next.source)
        try connection.execute(
            """
            UPDATE fact SET revision = revision + 1, label = \(next.label), note = \(next.note),
                source = \(next.source), review_interval = \(next.reviewInterval), review_due = \(next.reviewDue),
                label_order = \(LibrarySearch.order(next.label)), search_text = \(next.searchText)
            WHERE slug = \(fact.slug)
            """)
        let number = try connection.value(Int.self, "SELECT revision FROM fact WHERE slug = \(fact.slug)") ?? 1
        try addRevision(of: next, number: number, reason: reason, at: moment)
    }

    func confirm(_ fact: Fact, on day: CalendarDay) throws {
        let confirmed = Fact(
            slug: fact.slug, label: fact.label, value: fact.value, unit: fact.unit, qualifier: fact.qualifier,
            asOf: fact.asOf, source: fact.source, reviewInterval: fact.reviewInterval,
            reviewed: max(day, fact.reviewed ?? day), note: fact.note)
        try connection.execute(
            """
            UPDATE fact SET reviewed = \(confirmed.reviewed), review_due = \(confirmed.reviewDue)
            WHERE slug = \(fact.slug)
            """)
    }

    /// The published articles that show a fact, newest first.
    func articles(showing slug: Slug) throws -> [ArticleSummary] {
        try ArticleFollowing(connection: connection).articles(in: Self.uses(of: slug))
    }

    /// Gives every article that shows a fact a revision, a new date, and a search document with the fact's new value.
    ///
    /// - Returns: The articles' slugs.
    func reviseArticles(showing slug: Slug, note: String, at moment: Timestamp) throws -> [Slug] {
        try ArticleFollowing(connection: connection).revise(in: Self.uses(of: slug), note: note, at: moment)
    }

    private static func uses(of slug: Slug) -> SQL { "SELECT article FROM fact_use WHERE fact = \(slug)" }

    private func addRevision(of fact: Fact, number: Int, reason: String, at moment: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO fact_revision (fact, number, written, reason, value, unit, qualifier, as_of, source,
                label, review_interval, note)
            VALUES (\(fact.slug), \(number), \(moment), \(reason), \(fact.value), \(fact.unit), \(fact.qualifier),
                \(fact.asOf), \(fact.source), \(fact.label), \(fact.reviewInterval), \(fact.note))
            """)
    }

    /// - Throws: ``Problem`` of kind `invalid` when there is no such source.
    func requireSource(_ slug: Slug) throws {
        guard try connection.value(Int.self, "SELECT 1 FROM source WHERE slug = \(slug)") != nil else {
            throw FactRules.noSource(slug)
        }
    }
}
