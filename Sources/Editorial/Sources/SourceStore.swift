package import Database
package import Kernel

/// Keeps what facts and articles cite.
package struct SourceStore: Sendable {
    let database: any Database
    private let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a source, or corrects how it is described; the pages that cite it show the change.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with field errors.
    package func save(_ source: Source) async throws {
        try SourceRules.check(source)
        let citing = try await database.write { connection in
            let writer = SourceWriter(connection: connection)
            return try writer.add(source) ? [] : try writer.update(source) ?? []
        }
        changes.announce(.articles(citing))
    }

    /// Adds a source.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is a source of this slug.
    package func add(_ source: Source) async throws { try await add(contentsOf: [source]) }

    /// Adds sources in one transaction; all of them, or none.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is a source of one of the slugs.
    package func add(contentsOf sources: [Source]) async throws {
        for source in sources { try SourceRules.checkNew(source) }
        try await database.write { connection in
            let writer = SourceWriter(connection: connection)
            for source in sources {
                guard try writer.add(source) else { throw SourceRules.taken(source.slug) }
            }
        }
    }

    /// Corrects how a source is described; the pages that cite it show the change.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    package func update(_ source: Source) async throws {
        try SourceRules.check(source)
        let citing = try await database.write { connection in
            guard let citing = try SourceWriter(connection: connection).update(source) else {
                throw SourceRules.noSource(source.slug)
            }
            return citing
        }
        changes.announce(.articles(citing))
    }

    /// Deletes a source that nothing uses.
    ///
    /// - Throws: ``Problem``: `notFound`, or `conflict` when something uses it or once did.
    package func delete(_ slug: Slug) async throws {
        try await database.write { connection in
            let writer = SourceWriter(connection: connection)
            guard let source = try writer.source(slug, forUpdate: true) else { throw SourceRules.noSource(slug) }
            let uses = try writer.useCounts(of: [slug])[slug] ?? SourceUseCount()
            guard uses.isUnused else { throw SourceRules.inUse(source, uses) }
            try writer.delete(slug)
        }
    }

    package func source(_ slug: Slug) async throws -> Source? {
        try await database.read { connection in try SourceWriter(connection: connection).source(slug) }
    }

    /// Every source, by title.
    package func sources() async throws -> [Source] {
        try await database.read { connection in
            try connection.all(Source.self, "SELECT * FROM source ORDER BY title, slug")
        }
    }
}
