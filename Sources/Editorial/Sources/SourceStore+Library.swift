import Database
package import Kernel

extension SourceStore {
    private static let longestPage = 100

    /// A page of the sources that match a search, by title, with how often each is used.
    ///
    /// - Parameters:
    ///   - search: Words that must all stand in the title, author, publisher, address or DOI; may be empty.
    ///   - limit: From 1 to 100.
    package func page(
        search: String = "", after cursor: NameCursor? = nil, limit: Int = 50
    ) async throws -> NameListing<ListedSource> {
        try await completeSearch()
        let limit = min(max(limit, 1), Self.longestPage)
        let matches = LibrarySearch.condition(search, in: "search_text")
        let after: SQL = cursor.map { "(title_order, slug) > (\($0.order), \($0.slug))" } ?? "1 = 1"
        return try await database.read { connection in
            let found = try connection.all(
                Source.self,
                """
                SELECT * FROM source WHERE \(matches) AND \(after)
                ORDER BY title_order, slug LIMIT \(limit + 1)
                """)
            let total = try connection.value(Int.self, "SELECT count(*) FROM source WHERE \(matches)") ?? 0
            let counts = try SourceWriter(connection: connection).useCounts(of: found.map(\.slug))
            let listed = found.map { ListedSource(source: $0, uses: counts[$0.slug] ?? SourceUseCount()) }
            return NameListing(listed, limit: limit, total: total) {
                NameCursor(slug: $0.source.slug, name: $0.source.title)
            }
        }
    }

    /// Where a source is used.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func uses(of slug: Slug) async throws -> SourceUses {
        try await database.read { connection in
            let writer = SourceWriter(connection: connection)
            guard try writer.source(slug) != nil else { throw SourceRules.noSource(slug) }
            return try writer.uses(of: slug)
        }
    }

    private func completeSearch() async throws {
        let isIncomplete = try await database.read { connection in
            try connection.value(Int.self, "SELECT 1 FROM source WHERE title_order IS NULL LIMIT 1") != nil
        }
        guard isIncomplete else { return }
        try await database.write { connection in try SourceWriter(connection: connection).completeSearch() }
    }
}
