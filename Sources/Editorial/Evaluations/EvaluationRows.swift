package import Database
import Kernel

/// Reads and writes evaluations within one transaction.
struct EvaluationRows {
    let connection: any Connection

    /// An evaluation with the number of its last change.
    func evaluation(_ slug: Slug, forUpdate: Bool = false) throws -> (evaluation: Evaluation, revision: Int)? {
        let lock: SQL = forUpdate && connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try evaluations([slug], locking: lock).first
    }

    /// Those of these evaluations that there are, with their products, by slug.
    func sheets(_ slugs: Set<Slug>, locking: SQL = "") throws -> [EvaluationSheet] {
        let found = try evaluations(slugs, locking: locking).map(\.evaluation)
        let wanted = found.reduce(into: Set<Slug>()) { $0.formUnion($1.products) }
        let products = try ProductRows(connection: connection).products(wanted)
        return found.map { EvaluationSheet($0, products: products) }
    }

    private func evaluations(_ slugs: Set<Slug>, locking: SQL) throws -> [(evaluation: Evaluation, revision: Int)] {
        try slugs.sorted().chunks(of: 50).flatMap { slugs in
            var found = try connection.rows(
                """
                SELECT slug, revision, title, method FROM evaluation WHERE slug IN \(list: slugs)
                ORDER BY slug\(locking)
                """
            ).map { row in
                try (
                    evaluation: Evaluation(
                        slug: row.value("slug"), title: row.value("title"), method: row.value("method")),
                    revision: row.value("revision", as: Int.self)
                )
            }
            let places = Dictionary(
                found.enumerated().map { ($0.element.evaluation.slug, $0.offset) }
            ) { first, _ in first }
            func add(_ query: SQL, _ change: (inout Evaluation, Row) throws -> Void) throws {
                for row in try connection.rows(query) {
                    guard let place = places[try row.value("evaluation")] else { continue }
                    try change(&found[place].evaluation, row)
                }
            }
            try add(
                "SELECT * FROM evaluation_criterion WHERE evaluation IN \(list: slugs) ORDER BY position, slug"
            ) { $0.criteria.append(try Criterion(row: $1)) }
            try add("SELECT * FROM evaluation_product WHERE evaluation IN \(list: slugs)") {
                $0.products.insert(try $1.value("product"))
            }
            try add(
                """
                SELECT evaluation_score.*, person.name AS person_name
                FROM evaluation_score LEFT JOIN person ON person.slug = evaluation_score.tester
                WHERE evaluation IN \(list: slugs)
                """
            ) { evaluation, row in
                let cell = try Evaluation.Cell(product: row.value("product"), criterion: row.value("criterion"))
                evaluation.scores[cell] = try Score(row: row)
            }
            return found
        }
    }

    /// - Returns: Whether it was added; not so when there is an evaluation of this slug.
    func add(_ evaluation: Evaluation) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO evaluation (slug, revision, title, method, title_order, search_text)
            VALUES (\(evaluation.slug), \(1), \(evaluation.title), \(evaluation.method),
                \(LibrarySearch.order(evaluation.title)), \(LibrarySearch.text([evaluation.title])))
            ON CONFLICT (slug) DO NOTHING
            """) == 1
    }

    /// Writes what is different in `next`, in the order that the references between the tables ask for.
    func update(_ evaluation: Evaluation, to next: Evaluation, revision: Int) throws {
        let slug = evaluation.slug
        try connection.execute(
            """
            UPDATE evaluation SET revision = \(revision), title = \(next.title), method = \(next.method),
                title_order = \(LibrarySearch.order(next.title)), search_text = \(LibrarySearch.text([next.title]))
            WHERE slug = \(slug)
            """)
        for cell in evaluation.scores.keys where next.scores[cell] == nil {
            try connection.execute(
                """
                DELETE FROM evaluation_score
                WHERE evaluation = \(slug) AND product = \(cell.product) AND criterion = \(cell.criterion)
                """)
        }
        for product in evaluation.products.subtracting(next.products).sorted() {
            try connection.execute(
                "DELETE FROM evaluation_product WHERE evaluation = \(slug) AND product = \(product)")
        }
        let kept = Set(next.criteria.map(\.slug))
        for criterion in evaluation.criteria where !kept.contains(criterion.slug) {
            try connection.execute(
                "DELETE FROM evaluation_criterion WHERE evaluation = \(slug) AND slug = \(criterion.slug)")
        }
        for (position, criterion) in next.criteria.enumerated() {
            try connection.execute(
                """
                INSERT INTO evaluation_criterion (evaluation, slug, position, name, weight, scale, good)
                VALUES (\(slug), \(criterion.slug), \(position), \(criterion.name), \(criterion.weight),
                    \(criterion.scale), \(criterion.good))
                ON CONFLICT (evaluation, slug) DO UPDATE SET position = excluded.position, name = excluded.name,
                    weight = excluded.weight, scale = excluded.scale, good = excluded.good
                """)
        }
        for product in next.products.subtracting(evaluation.products).sorted() {
            try connection.execute(
                "INSERT INTO evaluation_product (evaluation, product) VALUES (\(slug), \(product))")
        }
        for (cell, score) in next.scores where evaluation.scores[cell] != score { try write(score, of: cell, in: slug) }
    }

    private func write(_ score: Score, of cell: Evaluation.Cell, in slug: Slug) throws {
        let name = score.tester.person == nil ? score.tester.name : nil
        try connection.execute(
            """
            INSERT INTO evaluation_score (evaluation, product, criterion, tenths, evidence, tester, tester_name, tested)
            VALUES (\(slug), \(cell.product), \(cell.criterion), \(score.value), \(score.evidence),
                \(score.tester.person), \(name), \(score.tested))
            ON CONFLICT (evaluation, product, criterion) DO UPDATE SET tenths = excluded.tenths,
                evidence = excluded.evidence, tester = excluded.tester, tester_name = excluded.tester_name,
                tested = excluded.tested
            """)
    }

    /// Selects the articles that show an evaluation.
    static func uses(of slug: Slug) -> SQL { "SELECT article FROM evaluation_use WHERE evaluation = \(slug)" }
}

extension Criterion: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), name: row.value("name"), weight: row.value("weight"), scale: row.value("scale"),
            good: row.value("good"))
    }
}

extension Score: RowDecodable {
    package init(row: Row) throws {
        let person = try row.value("tester", as: Slug?.self)
        let name = try row.value(person == nil ? "tester_name" : "person_name", as: String.self)
        try self.init(
            value: row.value("tenths"), evidence: row.value("evidence"), tester: Tester(name: name, person: person),
            tested: row.value("tested"))
    }
}
