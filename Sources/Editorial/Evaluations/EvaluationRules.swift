import Kernel

/// What an evaluation has to be.
///
/// Faults of a criterion name their field by its place (`weight-0`), and those of a score by criterion (`score-noise`).
enum EvaluationRules {
    static let mostCriteria = 30
    static let mostProducts = 200
    static let weights = 0...1000
    private static let longestMethod = 20_000
    private static let longestEvidence = 1000
    private static let reserved: Set<String> = ["search"]

    /// - Parameters:
    ///   - day: Today; nothing was tested later.
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that is wrong.
    static func check(_ evaluation: Evaluation, reason: String = "", on day: CalendarDay) throws(Problem) {
        var fields = FieldChecks()
        if reserved.contains(evaluation.slug.description) {
            fields.add("slug", "“\(evaluation.slug)” is one of the desk’s own addresses.")
        }
        fields.require(evaluation.title, as: "title", upTo: 150)
        check(method: evaluation.method, &fields)
        check(evaluation.criteria, &fields)
        if evaluation.products.count > mostProducts {
            fields.add("add", "There can’t be more than \(mostProducts) products.")
        }
        for (cell, score) in evaluation.scores.sorted(by: { $0.key.order < $1.key.order }) {
            check(score, of: cell, in: evaluation, on: day, &fields)
        }
        fields.allow(reason, as: "reason", upTo: 500)
        try fields.finish(slug: "evaluation-invalid", title: "The evaluation can’t be saved")
    }

    private static func check(method: String, _ fields: inout FieldChecks) {
        fields.allow(method, as: "method", upTo: longestMethod, multiline: true)
        let document = MarkdownDocument(method)
        for problem in document.problems { fields.add("method", problem.description) }
        for mention in document.mentions {
            fields.add("method", "Line \(mention.line): “\(mention.written)” can’t stand in a method.")
        }
        if document.hasNotes { fields.add("method", "Footnotes can’t stand in a method.") }
    }

    private static func check(_ criteria: [Criterion], _ fields: inout FieldChecks) {
        if criteria.count > mostCriteria { fields.add("criteria", "There can’t be more than \(mostCriteria).") }
        var slugs: Set<Slug> = []
        var names: Set<String> = []
        for (index, criterion) in criteria.enumerated() {
            fields.require(criterion.name, as: "name-\(index)", upTo: 60)
            fields.require(criterion.scale, as: "scale-\(index)", upTo: 200)
            fields.require(criterion.good, as: "good-\(index)", upTo: 500)
            if !weights.contains(criterion.weight) {
                fields.add("weight-\(index)", "This must be a whole number from 0 to \(weights.upperBound).")
            }
            if !slugs.insert(criterion.slug).inserted || !names.insert(LetterFolding.folded(criterion.name)).inserted {
                fields.add("name-\(index)", "There is such a criterion already.")
            }
        }
        if let first = criteria.indices.first, criteria.allSatisfy({ $0.weight == 0 }) {
            fields.add("weight-\(first)", "At least one criterion has to count.")
        }
    }

    private static func check(
        _ score: Score, of cell: Evaluation.Cell, in evaluation: Evaluation, on day: CalendarDay,
        _ fields: inout FieldChecks
    ) {
        let criterion = cell.criterion.description
        if !evaluation.products.contains(cell.product) {
            fields.add("product", "“\(cell.product)” is not in this evaluation.")
        }
        if !evaluation.criteria.contains(where: { $0.slug == cell.criterion }) {
            fields.add("score-\(criterion)", "There is no such criterion any more.")
        }
        fields.require(score.evidence, as: "evidence-\(criterion)", upTo: longestEvidence, multiline: true)
        fields.require(score.tester.name, as: "tester-\(criterion)", upTo: 100)
        if score.tested > day { fields.add("tested-\(criterion)", "This day is still to come.") }
    }

    /// What keeps readers from being shown an evaluation; `nil` when nothing does.
    static func obstacle(to evaluation: Evaluation) -> String? {
        if evaluation.method.allSatisfy(\.isWhitespace) {
            return "“\(evaluation.title)” doesn’t state its method yet."
        }
        if evaluation.criteria.isEmpty { return "“\(evaluation.title)” has no criteria yet." }
        if evaluation.products.isEmpty { return "“\(evaluation.title)” has no products yet." }
        return nil
    }

    static func noEvaluation(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "evaluation-not-found", title: "There is no such evaluation",
            detail: "There is no evaluation “\(slug)”.")
    }

    static func taken(_ slug: Slug) -> Problem {
        let detail = "There is an evaluation “\(slug)” already."
        return Problem(
            .conflict, slug: "evaluation-exists", title: "There is such an evaluation already", detail: detail,
            fieldErrors: [Problem.FieldError(field: "slug", message: detail)])
    }

    static let changedMeanwhile = Problem(
        .conflict, slug: "evaluation-changed", title: "Somebody changed it meanwhile",
        detail:
            "The evaluation is not as it was when you began. Nothing was saved; look at it again and make your change.")

    static let unchanged = Problem(
        .invalid, slug: "evaluation-unchanged", title: "Nothing would change",
        detail: "The evaluation is like this already.")

    static func shown(_ obstacle: String) -> Problem {
        Problem(
            .invalid, slug: "evaluation-shown", title: "The evaluation can’t be saved",
            detail: "Readers are shown this evaluation. \(obstacle)")
    }
}

extension Evaluation.Cell {
    fileprivate var order: String { "\(product) \(criterion)" }
}

extension Evaluation {
    /// What keeps readers from being shown it, for people; `nil` when nothing does.
    package var obstacle: String? { EvaluationRules.obstacle(to: self) }
}
