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
        search: String = "", filter: SourceFilter = .all, after cursor: NameCursor? = nil, limit: Int = 50
    ) async throws -> NameListing<ListedSource> {
        try await completeSearch()
        let limit = min(max(limit, 1), Self.longestPage)
        let matches: SQL = "\(LibrarySearch.condition(search, in: "search_text")) AND \(SourceWriter.condition(filter))"
        let after: SQL = cursor.map { "(title_order, slug) > (\($0.order), \($0.slug))" } ?? "1 = 1"
        return try await database.read { connection in
            let found = try connection.all(
                Source.self,
                """
                SELECT * FROM source WHERE \(matches) AND \(after)
                ORDER BY title_order, slug LIMIT \(limit + 1)
                """)
            let total = try connection.value(Int.self, "SELECT count(*) FROM source WHERE \(matches)") ?? 0
            let writer = SourceWriter(connection: connection)
            let counts = try writer.useCounts(of: found.map(\.slug))
            let health = try writer.health(of: found.map(\.slug))
            let listed = found.map {
                ListedSource(source: $0, uses: counts[$0.slug] ?? SourceUseCount(), health: health[$0.slug])
            }
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

    /// The source that is most likely the same as this one, by its DOI or else by its address; `nil` when there is none.
    package func source(like source: Source) async throws -> Source? {
        let wanted = SourceLikeness(address: source.address, doi: source.doi)
        var sameAddress: Source?
        for other in try await sources() where other.slug != source.slug {
            let likeness = SourceLikeness(address: other.address, doi: other.doi)
            if let doi = wanted.doi, doi == likeness.doi { return other }
            if sameAddress == nil, likeness.address == wanted.address { sameAddress = other }
        }
        return sameAddress
    }

    private func completeSearch() async throws {
        let isIncomplete = try await database.read { connection in
            try connection.value(Int.self, "SELECT 1 FROM source WHERE title_order IS NULL LIMIT 1") != nil
        }
        guard isIncomplete else { return }
        try await database.write { connection in try SourceWriter(connection: connection).completeSearch() }
    }
}
