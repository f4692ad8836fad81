package import Database
package import Kernel

/// An evaluation by its name.
package struct EvaluationName: Sendable, Hashable, RowDecodable {
    package let slug: Slug
    package let title: String

    package init(row: Row) throws {
        slug = try row.value("slug")
        title = try row.value("title")
    }
}

/// An evaluation as the desk lists it.
package struct ListedEvaluation: Sendable, Hashable {
    package let slug: Slug
    package let title: String
    package let criteria: Int
    package let products: Int
    /// How many published articles show it.
    package let articles: Int
}

/// An evaluation as it is kept.
package struct StoredEvaluation: Sendable, Hashable {
    package let sheet: EvaluationSheet
    /// The number of its last change; who changes it says on which state that builds.
    package let revision: Int
}

/// What an edit would do; nothing of it is saved.
package struct EvaluationEffect: Sendable, Hashable {
    package let before: EvaluationSheet
    package let after: EvaluationSheet
    package let lines: [ChangeLine]
    /// The published articles that would change with it, newest first.
    package let articles: [ArticleSummary]
}

/// Keeps evaluations with their history, and the articles in step with them.
package struct EvaluationStore: Sendable {
    let database: any Database
    private let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Begins an evaluation, without criteria or products yet.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is an evaluation of this slug.
    package func begin(
        _ slug: Slug, title: String, by hand: Manuscript.Hand, at moment: Timestamp
    ) async throws {
        let evaluation = Evaluation(slug: slug, title: title)
        try EvaluationRules.check(evaluation, on: moment.day)
        try await database.write { connection in
            guard try EvaluationRows(connection: connection).add(evaluation) else { throw EvaluationRules.taken(slug) }
            try ChangeRows.evaluations(connection).add(
                [ChangeLine(what: "Title", before: nil, after: title)], to: slug, number: 1, by: hand, reason: "",
                at: moment)
        }
    }

    /// What an edit would do to the order and to which articles.
    ///
    /// - Parameter base: The number of the change on which the edit builds.
    /// - Throws: ``Problem``: `invalid` with field errors, `notFound`, or `conflict` when it was changed since.
    package func preview(
        _ slug: Slug, _ edit: EvaluationEdit, base: Int, reason: String = "", at moment: Timestamp
    ) async throws -> EvaluationEffect {
        try await database.read { connection in
            try Self.effect(of: edit, on: slug, base: base, reason: reason, at: moment, connection, forUpdate: false)
        }
    }

    /// Changes an evaluation, and with it every published article that shows it.
    ///
    /// Each of those articles gets a revision whose note names the change. All of it happens, or nothing.
    ///
    /// - Parameter base: The number of the change on which the edit builds.
    /// - Returns: The slugs of the articles that changed.
    /// - Throws: ``Problem``: `invalid` with field errors, `notFound`, or `conflict` when it was changed since.
    @discardableResult
    package func change(
        _ slug: Slug, _ edit: EvaluationEdit, base: Int, reason: String, by hand: Manuscript.Hand,
        at moment: Timestamp
    ) async throws -> [Slug] {
        let changed = try await database.write { connection in
            let effect = try Self.effect(
                of: edit, on: slug, base: base, reason: reason, at: moment, connection, forUpdate: true)
            let number = base + 1
            try EvaluationRows(connection: connection).update(
                effect.before.evaluation, to: effect.after.evaluation, revision: number)
            try ChangeRows.evaluations(connection).add(
                effect.lines, to: slug, number: number, by: hand, reason: reason, at: moment)
            let note = effect.lines.note(
                on: "Evaluation “\(effect.before.evaluation.title)”", reason: reason)
            return try ArticleFollowing(connection: connection).revise(
                in: EvaluationRows.uses(of: slug), note: note, at: moment)
        }
        changes.announce(.articles(Set(changed)))
        return changed
    }

    private static func effect(
        of edit: EvaluationEdit, on slug: Slug, base: Int, reason: String, at moment: Timestamp,
        _ connection: any Connection, forUpdate: Bool
    ) throws -> EvaluationEffect {
        let rows = EvaluationRows(connection: connection)
        guard let (evaluation, revision) = try rows.evaluation(slug, forUpdate: forUpdate) else {
            throw EvaluationRules.noEvaluation(slug)
        }
        guard revision == base else { throw EvaluationRules.changedMeanwhile }
        let next = try named(evaluation.applying(edit), connection)
        try EvaluationRules.check(next, reason: reason, on: moment.day)
        let products = try ProductRows(connection: connection).products(evaluation.products.union(next.products))
        try requireProducts(next, products)
        let names = Dictionary(products.map { ($0.slug, $0.name) }) { first, _ in first }
        let lines = evaluation.lines(to: next, names: names)
        guard !lines.isEmpty else { throw EvaluationRules.unchanged }
        let articles = try ArticleFollowing(connection: connection).articles(in: EvaluationRows.uses(of: slug))
        if !articles.isEmpty, let obstacle = EvaluationRules.obstacle(to: next) {
            throw EvaluationRules.shown(obstacle)
        }
        return EvaluationEffect(
            before: EvaluationSheet(evaluation, products: products), after: EvaluationSheet(next, products: products),
            lines: lines, articles: articles)
    }

    private static func requireProducts(_ evaluation: Evaluation, _ known: [Product]) throws(Problem) {
        let unknown = evaluation.products.subtracting(known.map(\.slug)).sorted()
        var fields = FieldChecks()
        for slug in unknown { fields.add("add", "There is no product “\(slug)”.") }
        try fields.finish(slug: "evaluation-invalid", title: "The evaluation can’t be saved")
    }

    /// The evaluation with its testers under the names that the people have now.
    private static func named(_ evaluation: Evaluation, _ connection: any Connection) throws -> Evaluation {
        let wanted = Set(evaluation.scores.values.compactMap(\.tester.person))
        var names: [Slug: String] = [:]
        for slugs in wanted.sorted().chunks(of: 50) {
            for row in try connection.rows("SELECT slug, name FROM person WHERE slug IN \(list: slugs)") {
                names[try row.value("slug")] = try row.value("name", as: String.self)
            }
        }
        var next = evaluation
        var fields = FieldChecks()
        for (cell, score) in evaluation.scores {
            guard let person = score.tester.person else { continue }
            guard let name = names[person] else {
                fields.add("tester-\(cell.criterion)", "There is nobody called “\(person)”.")
                continue
            }
            next.scores[cell] = Score(
                value: score.value, evidence: score.evidence, tester: Tester(name: name, person: person),
                tested: score.tested)
        }
        try fields.finish(slug: "evaluation-invalid", title: "The evaluation can’t be saved")
        return next
    }
}

extension EvaluationStore {
    private static let longestPage = 100

    package func evaluation(_ slug: Slug) async throws -> StoredEvaluation? {
        try await database.read { connection in
            guard let (evaluation, revision) = try EvaluationRows(connection: connection).evaluation(slug) else {
                return nil
            }
            let products = try ProductRows(connection: connection).products(evaluation.products)
            return StoredEvaluation(sheet: EvaluationSheet(evaluation, products: products), revision: revision)
        }
    }

    /// Every change of an evaluation, newest first.
    package func history(_ slug: Slug) async throws -> [RecordedChange] {
        try await database.read { connection in try ChangeRows.evaluations(connection).all(of: slug) }
    }

    /// The published articles that show an evaluation, newest first.
    package func uses(of slug: Slug) async throws -> [ArticleSummary] {
        try await database.read { connection in
            try ArticleFollowing(connection: connection).articles(in: EvaluationRows.uses(of: slug))
        }
    }

    /// A page of the evaluations that match a search, by title.
    ///
    /// - Parameters:
    ///   - search: Words that must all stand in the title; may be empty.
    ///   - limit: From 1 to 100.
    package func page(
        search: String = "", after cursor: NameCursor? = nil, limit: Int = 50
    ) async throws -> NameListing<ListedEvaluation> {
        let limit = min(max(limit, 1), Self.longestPage)
        let matches = LibrarySearch.condition(search, in: "search_text")
        let after: SQL = cursor.map { "(title_order, slug) > (\($0.order), \($0.slug))" } ?? "1 = 1"
        return try await database.read { connection in
            let found = try connection.rows(
                """
                SELECT slug, title,
                    (SELECT count(*) FROM evaluation_criterion WHERE evaluation_criterion.evaluation = evaluation.slug) AS criteria,
                    (SELECT count(*) FROM evaluation_product WHERE evaluation_product.evaluation = evaluation.slug) AS products,
                    (SELECT count(*) FROM evaluation_use WHERE evaluation_use.evaluation = evaluation.slug) AS articles
                FROM evaluation WHERE \(matches) AND \(after) ORDER BY title_order, slug LIMIT \(limit + 1)
                """
            ).map { row in
                try ListedEvaluation(
                    slug: row.value("slug"), title: row.value("title"), criteria: row.value("criteria"),
                    products: row.value("products"), articles: row.value("articles"))
            }
            let total = try connection.value(Int.self, "SELECT count(*) FROM evaluation WHERE \(matches)") ?? 0
            return NameListing(found, limit: limit, total: total) { NameCursor(slug: $0.slug, name: $0.title) }
        }
    }
}
