import Editorial
import HTTPSupport
import Kernel

/// Reads and fills the forms by which an evaluation is changed.
enum EvaluationForm {
    /// Which part of an evaluation a form changes.
    enum Kind: String {
        case description, criteria, products, scores
    }

    /// How many empty rows for new criteria a form has.
    static let blankRows = 2

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func edit(
        _ form: FormBody, of evaluation: Evaluation, people: [Person]
    ) throws(Problem) -> EvaluationEdit {
        switch Kind(rawValue: form["edit"]) {
        case .description:
            return .description(
                title: TypedText.line(form["title"]), method: TypedText.clean(form["method"]).trimmed)
        case .criteria: return .criteria(criteria(form))
        case .products: return try products(form)
        case .scores: return try scores(form, of: evaluation, people: people)
        case nil: throw StaffRequest.nothingHere
        }
    }

    // MARK: Criteria

    /// The rows of a form that hold a criterion which stays.
    private static func rows(_ form: FormBody) -> [Int] {
        var rows: [Int] = []
        var row = 0
        while form.has("name-\(row)") {
            let isNew = form["criterion-\(row)"].isEmpty
            let isEmpty = ["name", "weight", "scale", "good"].allSatisfy { form["\($0)-\(row)"].trimmed.isEmpty }
            if !form.has("remove-\(row)"), !(isNew && isEmpty) { rows.append(row) }
            row += 1
        }
        return rows
    }

    private static func criteria(_ form: FormBody) -> [Criterion] {
        let rows = rows(form)
        var taken = Set(rows.compactMap { Slug(validating: form["criterion-\($0)"]) })
        return rows.compactMap { row in
            let name = TypedText.line(form["name-\(row)"])
            guard let slug = Slug(validating: form["criterion-\(row)"]) ?? freeSlug(for: name, &taken) else {
                return nil
            }
            return Criterion(
                slug: slug, name: name,
                // What is no number is told with what is out of range.
                weight: Int(form["weight-\(row)"].trimmed) ?? -1, scale: TypedText.line(form["scale-\(row)"]),
                good: TypedText.line(form["good-\(row)"]))
        }
    }

    /// A slug for a new criterion; names in other scripts are numbered.
    private static func freeSlug(for name: String, _ taken: inout Set<Slug>) -> Slug? {
        let base = SlugMaker.slug(from: name)?.description ?? "criterion"
        for number in 1...1000 {
            guard let slug = Slug(validating: number == 1 ? base : "\(base)-\(number)") else { return nil }
            if taken.insert(slug).inserted { return slug }
        }
        return nil
    }

    /// The problem with its errors at the rows where the criteria were typed; rows that go away are not counted by the
    /// store.
    static func placed(_ problem: Problem, _ form: FormBody) -> Problem {
        guard Kind(rawValue: form["edit"]) == .criteria else { return problem }
        let rows = rows(form)
        let errors = problem.fieldErrors.map { error in
            let parts = error.field.split(separator: "-")
            guard parts.count == 2, let index = Int(parts[1]), rows.indices.contains(index) else { return error }
            return Problem.FieldError(field: "\(parts[0])-\(rows[index])", message: error.message)
        }
        return Problem(
            problem.kind, slug: problem.slug, title: problem.title, detail: problem.detail, fieldErrors: errors)
    }

    /// The criteria as a form holds them, with empty rows for new ones.
    static func criteriaValues(_ evaluation: Evaluation) -> FormBody {
        var fields: [FormBody.Field] = []
        for (row, criterion) in evaluation.criteria.enumerated() {
            fields += [
                .init(name: "criterion-\(row)", value: criterion.slug.description),
                .init(name: "name-\(row)", value: criterion.name),
                .init(name: "weight-\(row)", value: String(criterion.weight)),
                .init(name: "scale-\(row)", value: criterion.scale),
                .init(name: "good-\(row)", value: criterion.good),
            ]
        }
        for row in evaluation.criteria.count..<evaluation.criteria.count + blankRows {
            fields.append(.init(name: "name-\(row)", value: ""))
        }
        return FormBody(fields: fields)
    }

    // MARK: Products

    private static func products(_ form: FormBody) throws(Problem) -> EvaluationEdit {
        var added: Set<Slug> = []
        var errors: [Problem.FieldError] = []
        for text in form["add"].split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
            if let slug = Slug(validating: text) {
                added.insert(slug)
            } else {
                errors.append(.init(field: "add", message: "“\(text.prefix(140))” names no product."))
            }
        }
        try fail(errors)
        return .products(add: added, remove: Set(form.all("take-out").compactMap { Slug(validating: $0) }))
    }

    // MARK: Scores

    private static func scores(
        _ form: FormBody, of evaluation: Evaluation, people: [Person]
    ) throws(Problem) -> EvaluationEdit {
        guard let product = Slug(validating: form["product"]) else { throw StaffRequest.nothingHere }
        var scores: [Slug: Score] = [:]
        var errors: [Problem.FieldError] = []
        for criterion in evaluation.criteria {
            let slug = criterion.slug
            let typed = form["score-\(slug)"].trimmed
            let evidence = TypedText.clean(form["evidence-\(slug)"]).trimmed
            if typed.isEmpty, evidence.isEmpty { continue }
            let value = ScoreValue(typed)
            if value == nil {
                errors.append(
                    .init(
                        field: "score-\(slug)",
                        message: typed.isEmpty
                            ? "Give a score, or take out the evidence."
                            : "Write a number from 0 to 10 with at most one decimal, such as 7.5."))
            }
            let day = CalendarDay(form["tested-\(slug)"].trimmed)
            if day == nil { errors.append(.init(field: "tested-\(slug)", message: "Write a day: 2026-05-03.")) }
            guard let value, let day else { continue }
            scores[slug] = Score(
                value: value, evidence: evidence,
                tester: tester(TypedText.line(form["tester-\(slug)"]), among: people), tested: day)
        }
        try fail(errors)
        return .scores(of: product, scores)
    }

    /// Somebody with a byline when the text is the slug or name of just one of them.
    private static func tester(_ text: String, among people: [Person]) -> Tester {
        let named = people.filter { $0.slug.description == text || $0.name == text }
        guard let person = named.first, named.count == 1 else { return Tester(name: text) }
        return Tester(name: person.name, person: person.slug)
    }

    /// The scores of a product as a form holds them; who looks at it and today stand where nobody has tested yet.
    static func scoreValues(
        _ evaluation: Evaluation, of product: Slug, tester: String, day: CalendarDay
    ) -> FormBody {
        FormBody(
            fields: evaluation.criteria.flatMap { criterion -> [FormBody.Field] in
                let score = evaluation.score(of: product, by: criterion.slug)
                return [
                    .init(name: "score-\(criterion.slug)", value: score?.value.description ?? ""),
                    .init(name: "evidence-\(criterion.slug)", value: score?.evidence ?? ""),
                    .init(name: "tester-\(criterion.slug)", value: score?.tester.name ?? tester),
                    .init(name: "tested-\(criterion.slug)", value: (score?.tested ?? day).description),
                ]
            })
    }

    private static func fail(_ errors: [Problem.FieldError]) throws(Problem) {
        guard let first = errors.first else { return }
        throw Problem(
            .invalid, slug: "evaluation-invalid", title: "The evaluation can’t be saved", detail: first.message,
            fieldErrors: errors)
    }
}
