package import Database
package import Kernel

/// Keeps facts with their history, and the articles in step with them.
package struct FactStore: Sendable {
    let database: any Database
    private let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a fact.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is a fact of this slug.
    package func save(_ fact: Fact, at moment: Timestamp) async throws {
        try await save(contentsOf: [fact], at: moment)
    }

    /// Adds facts in one transaction; all of them, or none.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is a fact of one of the slugs.
    package func save(contentsOf facts: [Fact], at moment: Timestamp) async throws {
        for fact in facts { try FactRules.check(fact, isNew: true) }
        try await database.write { connection in
            let writer = FactWriter(connection: connection)
            for fact in facts { try writer.add(fact, at: moment) }
        }
    }

    /// Changes a fact's value, and with it every published article that shows it.
    ///
    /// Each of those articles gets a revision whose note names the change. All of it happens, or nothing.
    ///
    /// - Returns: The slugs of the articles that changed.
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    @discardableResult
    package func change(_ slug: Slug, to change: FactChange, at moment: Timestamp) async throws -> [Slug] {
        let changed = try await database.write { connection in
            let writer = FactWriter(connection: connection)
            guard let fact = try writer.fact(slug, forUpdate: true) else { throw FactRules.noFact(slug) }
            let next = fact.changed(to: change)
            try FactRules.check(next, reason: change.reason)
            guard next != fact else { throw FactRules.nothingChanges(fact) }
            try writer.change(fact, to: next, reason: change.reason, at: moment)
            return try writer.reviseArticles(
                showing: slug, note: fact.note(ofChangeTo: next, reason: change.reason), at: moment)
        }
        changes.announce(.articles(Set(changed)))
        return changed
    }

    /// Changes how a fact is described, where it stands and how often it is looked at.
    ///
    /// Its history tells, and pages that show it follow. When it stands elsewhere, those articles get a revision that says
    /// so.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    package func describe(_ slug: Slug, as description: FactDescription, at moment: Timestamp) async throws {
        let showing = try await database.write { connection in
            let writer = FactWriter(connection: connection)
            guard let fact = try writer.fact(slug, forUpdate: true) else { throw FactRules.noFact(slug) }
            let next = fact.described(as: description)
            try FactRules.check(next, reason: description.reason)
            guard next != fact else { throw FactRules.describedSo(fact) }
            try writer.describe(fact, as: next, reason: description.reason, at: moment)
            guard next.source != fact.source else { return try writer.articles(showing: slug).map(\.slug) }
            return try writer.reviseArticles(
                showing: slug, note: next.note(ofMoveFrom: fact, reason: description.reason), at: moment)
        }
        changes.announce(.articles(Set(showing)))
    }

    /// Records that somebody looked at a fact again and found that it still stands.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func confirm(_ slug: Slug, on day: CalendarDay) async throws {
        let showing = try await database.write { connection in
            let writer = FactWriter(connection: connection)
            guard let fact = try writer.fact(slug, forUpdate: true) else { throw FactRules.noFact(slug) }
            try writer.confirm(fact, on: day)
            return try writer.articles(showing: slug).map(\.slug)
        }
        // The articles' text is the same, but a page may have said that the fact was due for review.
        changes.announce(.articles(Set(showing)))
    }

    package func fact(_ slug: Slug) async throws -> Fact? {
        try await database.read { connection in
            try FactWriter(connection: connection).fact(slug, forUpdate: false)
        }
    }

    /// Every fact, by label.
    package func facts() async throws -> [Fact] {
        try await database.read { connection in
            try connection.all(Fact.self, "SELECT \(Fact.columns) FROM fact ORDER BY label, slug")
        }
    }

    /// Every state of a fact, newest first.
    package func history(_ slug: Slug) async throws -> [FactRevision] {
        try await database.read { connection in
            try connection.all(
                FactRevision.self, "SELECT * FROM fact_revision WHERE fact = \(slug) ORDER BY number DESC")
        }
    }

    /// The facts that are due for review on `day`, the longest overdue first.
    package func stale(on day: CalendarDay) async throws -> [Fact] {
        try await database.read { connection in
            try connection.all(
                Fact.self,
                "SELECT \(Fact.columns) FROM fact WHERE review_due <= \(day) ORDER BY review_due, slug")
        }
    }

    /// The published articles that show a fact in their text or list, newest first.
    package func uses(of slug: Slug) async throws -> [ArticleSummary] {
        try await database.read { connection in
            try FactWriter(connection: connection).articles(showing: slug)
        }
    }
}
