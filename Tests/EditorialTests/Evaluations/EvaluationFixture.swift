import Kernel

@testable import Editorial

/// An evaluation of two kettles and one that nobody has tested.
enum EvaluationFixture {
    static let ann = Manuscript.Hand(account: "a", name: "Ann")
    static let today = day("2026-01-01")

    static let products = [product("alpha", "Alpha"), product("beta", "Beta"), product("gamma", "Gamma")]
    static let criteria = [
        Criterion(slug: slug("speed"), name: "Speed", weight: 3, scale: "0 is 9 minutes, 10 is 1", good: "Boils soon."),
        Criterion(slug: slug("noise"), name: "Noise", weight: 2, scale: "0 is 90 dB, 10 is 40", good: "Is quiet."),
    ]

    static func product(_ name: String, _ title: String, maker: String = "Maker") -> Product {
        Product(
            slug: slug(name), name: title, maker: maker, address: "https://\(name).example/kettle", note: nil)
    }

    static func score(_ text: String, evidence: String = "Measured.", tester: Tester = Tester(name: "Tess")) -> Score {
        guard let value = ScoreValue(text) else { preconditionFailure("“\(text)” is no score") }
        return Score(value: value, evidence: evidence, tester: tester, tested: today)
    }

    static func scores(_ speed: String, _ noise: String) -> [Slug: Score] {
        [slug("speed"): score(speed), slug("noise"): score(noise)]
    }

    static var evaluation: Evaluation {
        var evaluation = Evaluation(
            slug: slug("kettles"), title: "Kettles", method: "We *boiled* a litre.", criteria: criteria,
            products: Set(products.map(\.slug)))
        for (product, scores) in [("alpha", scores("9.0", "2.0")), ("beta", scores("5.0", "7.5"))] {
            for (criterion, score) in scores {
                evaluation.scores[.init(product: slug(product), criterion: criterion)] = score
            }
        }
        return evaluation
    }

    static var sheet: EvaluationSheet { EvaluationSheet(evaluation, products: products) }
}

extension EditorialSite {
    var evaluations: EvaluationStore { EvaluationStore(database: database, changes: changes) }
    var products: ProductStore { ProductStore(database: database, changes: changes) }

    /// Makes the fixture's evaluation, step by step as the desk does.
    func addEvaluation() async throws {
        let fixture = EvaluationFixture.evaluation
        for product in EvaluationFixture.products {
            try await products.add(product, by: EvaluationFixture.ann, at: Self.start)
        }
        try await evaluations.begin(
            fixture.slug, title: fixture.title, by: EvaluationFixture.ann, at: Self.start)
        var base = 1
        for edit in [
            EvaluationEdit.description(title: fixture.title, method: fixture.method), .criteria(fixture.criteria),
            .products(add: fixture.products, remove: []),
            .scores(of: slug("alpha"), EvaluationFixture.scores("9.0", "2.0")),
            .scores(of: slug("beta"), EvaluationFixture.scores("5.0", "7.5")),
        ] {
            try await change(edit, base: base)
            base += 1
        }
    }

    @discardableResult
    func change(_ edit: EvaluationEdit, base: Int, reason: String = "", minutes: Int = 0) async throws -> [Slug] {
        try await evaluations.change(
            slug("kettles"), edit, base: base, reason: reason, by: EvaluationFixture.ann, at: Self.time(minutes))
    }
}
