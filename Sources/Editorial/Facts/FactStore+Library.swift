import Database
package import Kernel

/// A fact as the desk lists it.
package struct ListedFact: Sendable, Hashable {
    package let fact: Fact
    /// How many published articles show it.
    package let articles: Int

    package init(fact: Fact, articles: Int) {
        self.fact = fact
        self.articles = articles
    }
}

extension FactStore {
    private static let longestPage = 100

    /// A page of the facts that match a search, by label, with how many articles show each.
    ///
    /// - Parameters:
    ///   - search: Words that must all stand in the label, the value or the note; may be empty.
    ///   - limit: From 1 to 100.
    package func page(
        search: String = "", after cursor: NameCursor? = nil, limit: Int = 50
    ) async throws -> NameListing<ListedFact> {
        try await completeSearch()
        let limit = min(max(limit, 1), Self.longestPage)
        let matches = LibrarySearch.condition(search, in: "search_text")
        let after: SQL = cursor.map { "(label_order, slug) > (\($0.order), \($0.slug))" } ?? "1 = 1"
        return try await database.read { connection in
            let found = try connection.all(
                Fact.self,
                """
                SELECT \(Fact.columns) FROM fact WHERE \(matches) AND \(after)
                ORDER BY label_order, slug LIMIT \(limit + 1)
                """)
            let total = try connection.value(Int.self, "SELECT count(*) FROM fact WHERE \(matches)") ?? 0
            let listed = try Self.withUses(found, connection)
            return NameListing(listed, limit: limit, total: total) {
                NameCursor(slug: $0.fact.slug, name: $0.fact.label)
            }
        }
    }

    /// The facts that are due for review on `day` and match a search, the longest overdue first, and how many there are.
    ///
    /// - Parameters:
    ///   - search: As for ``page(search:after:limit:)``.
    ///   - limit: From 1 to 100.
    package func due(
        on day: CalendarDay, search: String = "", limit: Int = 100
    ) async throws -> (facts: [ListedFact], total: Int) {
        try await completeSearch()
        let limit = min(max(limit, 1), Self.longestPage)
        let matches: SQL = "review_due <= \(day) AND \(LibrarySearch.condition(search, in: "search_text"))"
        return try await database.read { connection in
            let found = try connection.all(
                Fact.self,
                "SELECT \(Fact.columns) FROM fact WHERE \(matches) ORDER BY review_due, slug LIMIT \(limit)")
            let total = try connection.value(Int.self, "SELECT count(*) FROM fact WHERE \(matches)") ?? 0
            return (try Self.withUses(found, connection), total)
        }
    }

    /// The facts that aren’t due for review on `day` but will be within `days` days, the soonest first.
    package func dueSoon(on day: CalendarDay, within days: Int) async throws -> [ListedFact] {
        try await database.read { connection in
            let found = try connection.all(
                Fact.self,
                """
                SELECT \(Fact.columns) FROM fact
                WHERE review_due > \(day) AND review_due <= \(day.advanced(byDays: max(days, 0)))
                ORDER BY review_due, slug
                """)
            return try Self.withUses(found, connection)
        }
    }

    private static func withUses(_ facts: [Fact], _ connection: any Connection) throws -> [ListedFact] {
        var uses: [Slug: Int] = [:]
        for slugs in facts.map(\.slug).chunks(of: 50) {
            let rows = try connection.rows(
                "SELECT fact, count(*) AS articles FROM fact_use WHERE fact IN \(list: slugs) GROUP BY fact")
            for row in rows { uses[try row.value("fact")] = try row.value("articles") }
        }
        return facts.map { ListedFact(fact: $0, articles: uses[$0.slug] ?? 0) }
    }

    /// Fills in what facts from before the library have no order and search text for.
    private func completeSearch() async throws {
        let isIncomplete = try await database.read { connection in
            try connection.value(Int.self, "SELECT 1 FROM fact WHERE label_order IS NULL LIMIT 1") != nil
        }
        guard isIncomplete else { return }
        try await database.write { connection in
            let facts = try connection.all(Fact.self, "SELECT \(Fact.columns) FROM fact WHERE label_order IS NULL")
            for fact in facts {
                try connection.execute(
                    """
                    UPDATE fact SET label_order = \(LibrarySearch.order(fact.label)), search_text = \(fact.searchText)
                    WHERE slug = \(fact.slug)
                    """)
            }
        }
    }
}
