import Database
import Kernel

/// What articles refer to, looked up once for a transaction however many articles it publishes.
struct KnownMatter {
    private(set) var facts: [Slug: Fact] = [:]
    private(set) var sources: [Slug: Source] = [:]
    private(set) var evaluations: [Slug: EvaluationSheet] = [:]
    private(set) var products: [Slug: Product] = [:]
    private(set) var images: [Slug: Image] = [:]
    private var sections: Set<Slug> = []
    private var topics: Set<Slug> = []
    private var people: Set<Slug> = []

    /// Sets texts with what is known so far.
    var renderer: MarkdownRenderer {
        MarkdownRenderer(
            facts: facts, sources: sources, evaluations: evaluations, products: products, images: images, today: nil)
    }

    /// Looks up what these articles refer to and isn't known yet.
    ///
    /// - Parameter isToChange: Whether the transaction writes, so that the facts have to stay as they are until its end.
    mutating func load(
        for articles: [PreparedDraft], isToChange: Bool = true, _ connection: any Connection
    ) throws {
        let drafts = articles.map(\.draft)
        try Self.load(Set(drafts.map(\.section)), into: &sections, from: "section", connection)
        try Self.load(Set(drafts.flatMap(\.topics)), into: &topics, from: "topic", connection)
        try Self.load(Set(drafts.flatMap { $0.authors + $0.reviewers }), into: &people, from: "person", connection)
        // The facts stay as they are until the articles are there that a change of theirs has to reach.
        let locking: SQL = isToChange && connection.dialect == .postgres ? " FOR SHARE" : ""
        try load(
            facts: articles.reduce(into: []) { $0.formUnion($1.facts) },
            sources: articles.reduce(into: []) { $0.formUnion($1.sources) },
            locking: locking, connection)
        try load(
            evaluations: articles.reduce(into: []) { $0.formUnion($1.evaluations) },
            products: articles.reduce(into: []) { $0.formUnion($1.products) },
            locking: locking, connection)
        try load(
            images: articles.reduce(into: []) { $0.formUnion($1.images) },
            locking: locking, connection)
    }

    /// Looks up what texts show: facts, evaluations and products.
    mutating func load(shownIn texts: [MarkdownDocument], _ connection: any Connection) throws {
        try load(facts: texts.reduce(into: []) { $0.formUnion($1.factSlugs) }, sources: [], connection)
        try load(
            evaluations: texts.reduce(into: []) { $0.formUnion($1.evaluationSlugs) },
            products: texts.reduce(into: []) { $0.formUnion($1.productSlugs) }, connection)
    }

    /// Looks up evaluations with their products, and products.
    mutating func load(
        evaluations wanted: Set<Slug>, products named: Set<Slug>, locking: SQL = "", _ connection: any Connection
    ) throws {
        let unknown = wanted.filter { evaluations[$0] == nil }
        if !unknown.isEmpty {
            let rows = EvaluationRows(connection: connection)
            for sheet in try rows.sheets(unknown, locking: locking) { evaluations[sheet.evaluation.slug] = sheet }
        }
        let unnamed = named.filter { products[$0] == nil }
        if !unnamed.isEmpty {
            let found = try ProductRows(connection: connection).products(unnamed, locking: locking)
            for product in found { products[product.slug] = product }
        }
    }

    /// Looks up images.
    mutating func load(images wanted: Set<Slug>, locking: SQL = "", _ connection: any Connection) throws {
        let missing = wanted.filter { images[$0] == nil }
        let found = try ImageReader(connection: connection).images(missing, locking: locking)
        images.merge(found) { _, new in new }
    }

    /// Looks up facts and sources, and the sources of those facts.
    mutating func load(
        facts wanted: Set<Slug>, sources cited: Set<Slug>, locking: SQL = "", _ connection: any Connection
    ) throws {
        for slugs in wanted.filter({ facts[$0] == nil }).sorted().chunks(of: 50) {
            let found = try connection.all(
                Fact.self, "SELECT \(Fact.columns) FROM fact WHERE slug IN \(list: slugs) ORDER BY slug\(locking)")
            for fact in found { facts[fact.slug] = fact }
        }
        let needed = cited.union(wanted.compactMap { facts[$0]?.source })
        for slugs in needed.filter({ sources[$0] == nil }).sorted().chunks(of: 50) {
            for source in try connection.all(Source.self, "SELECT * FROM source WHERE slug IN \(list: slugs)") {
                sources[source.slug] = source
            }
        }
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that refers to nothing.
    func check(_ article: PreparedDraft) throws(Problem) {
        let draft = article.draft
        var fields = FieldChecks()
        if !sections.contains(draft.section) { fields.add("section", "There is no section “\(draft.section)”.") }
        for topic in draft.topics where !topics.contains(topic) {
            fields.add("topics", "There is no topic “\(topic)”.")
        }
        for (field, slugs) in [("authors", draft.authors), ("reviewers", draft.reviewers)] {
            for person in slugs where !people.contains(person) {
                fields.add(field, "There is nobody called “\(person)”.")
            }
        }
        for fact in draft.facts where facts[fact] == nil { fields.add("facts", "There is no fact “\(fact)”.") }
        let knownFacts = Set(facts.keys)
        let knownSources = Set(sources.keys)
        for (field, text) in [("answer", article.answer), ("body", article.body)] {
            let problems = text.problems(
                facts: knownFacts, sources: knownSources, evaluations: Set(evaluations.keys),
                products: Set(products.keys), images: images)
            for problem in problems { fields.add(field, problem.description) }
        }
        checkEvaluations(of: article, &fields)
        try fields.finish(for: draft)
    }

    /// A comparison is shown with its method, in the body; an evaluation shows at least one.
    private func checkEvaluations(of article: PreparedDraft, _ fields: inout FieldChecks) {
        if !article.answer.evaluationSlugs.isEmpty { fields.add("answer", "A comparison belongs into the body.") }
        if article.draft.kind == .evaluation, article.evaluations.isEmpty {
            fields.add("body", "An evaluation shows its comparison: put :evaluation[…] into a paragraph of its own.")
        }
        for slug in article.evaluations.sorted() {
            guard let sheet = evaluations[slug] else { continue }
            if let obstacle = EvaluationRules.obstacle(to: sheet.evaluation) { fields.add("body", obstacle) }
        }
    }

    private static func load(
        _ wanted: Set<Slug>, into known: inout Set<Slug>, from table: SQL, _ connection: any Connection
    ) throws {
        for slugs in wanted.subtracting(known).sorted().chunks(of: 50) {
            let rows = try connection.rows("SELECT slug FROM \(table) WHERE slug IN \(list: slugs)")
            for row in rows { known.insert(try row.value(at: 0)) }
        }
    }
}

extension Array {
    /// Slices of `size` elements, the last of which may be shorter.
    func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
