package import Kernel

/// What somebody wants to change about an evaluation.
package enum EvaluationEdit: Sendable, Hashable {
    case description(title: String, method: String)
    /// All of its criteria from now on; what goes takes its scores along.
    case criteria([Criterion])
    case products(add: Set<Slug>, remove: Set<Slug>)
    /// Every score of one product from now on, by criterion.
    case scores(of: Slug, [Slug: Score])
}

extension Evaluation {
    /// The evaluation after an edit; whether that is allowed is for ``EvaluationRules`` to say.
    func applying(_ edit: EvaluationEdit) -> Evaluation {
        var next = self
        switch edit {
        case .description(let title, let method):
            next.title = title
            next.method = method
        case .criteria(let criteria):
            next.criteria = criteria
            let kept = Set(criteria.map(\.slug))
            next.scores = scores.filter { kept.contains($0.key.criterion) }
        case .products(let added, let removed):
            next.products = products.union(added).subtracting(removed)
            next.scores = scores.filter { next.products.contains($0.key.product) }
        case .scores(let product, let given):
            next.scores = scores.filter { $0.key.product != product }
            for (criterion, score) in given {
                next.scores[Cell(product: product, criterion: criterion)] = score
            }
        }
        return next
    }
}
