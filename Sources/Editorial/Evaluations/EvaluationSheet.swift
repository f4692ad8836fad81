package import Kernel

/// An evaluation with its products and the order that follows from it: what a table shows.
package struct EvaluationSheet: Sendable, Hashable {
    package let evaluation: Evaluation
    package let products: [Slug: Product]
    package let ranking: EvaluationRanking
    /// What each criterion counts, in tenths of a per cent.
    package let shares: [Int]

    /// - Parameter products: Those of the evaluation; others are left out.
    package init(_ evaluation: Evaluation, products: [Product]) {
        let own = products.filter { evaluation.products.contains($0.slug) }
        self.evaluation = evaluation
        self.products = Dictionary(own.map { ($0.slug, $0) }) { first, _ in first }
        var scores: [Slug: [Slug: ScoreValue]] = [:]
        for (cell, score) in evaluation.scores { scores[cell.product, default: [:]][cell.criterion] = score.value }
        ranking = EvaluationRanking(
            weights: Dictionary(evaluation.criteria.map { ($0.slug, $0.weight) }) { first, _ in first },
            scores: scores, names: self.products.mapValues(\.name))
        shares = WeightShares.tenths(of: evaluation.criteria.map(\.weight))
    }

    /// The products in the order of the table.
    package var rows: [Product] { ranking.order.compactMap { products[$0] } }

    /// Who tested a product and when, over all criteria, in the order of the criteria.
    package func tests(of product: Slug) -> (testers: [Tester], days: ClosedRange<CalendarDay>)? {
        let scores = evaluation.criteria.compactMap { evaluation.score(of: product, by: $0.slug) }
        guard let first = scores.map(\.tested).min(), let last = scores.map(\.tested).max() else { return nil }
        var seen: Set<Tester> = []
        return (scores.map(\.tester).filter { seen.insert($0).inserted }, first...last)
    }

    /// How a total came about: `3 × 8.5 + 2 × 7.0 = 39.5 of 50`.
    package func calculation(of place: EvaluationRanking.Place) -> String {
        let terms = evaluation.criteria.compactMap { criterion in
            evaluation.score(of: place.product, by: criterion.slug).map { "\(criterion.weight) × \($0.value)" }
        }
        let points = place.total.points
        return
            "\(terms.joined(separator: " + ")) = \(points / 10).\(points % 10) of \(place.total.weights * 10), "
            + "which is \(place.total) of 10"
    }

    /// Its title, and its products with their totals, for search.
    var plainText: String {
        let lines = rows.map { product in
            let total = ranking.place(of: product.slug)?.total.description ?? "not yet tested"
            return "\(product.name) (\(product.maker)): \(total)"
        }
        return ([evaluation.title] + lines).joined(separator: "\n")
    }
}
