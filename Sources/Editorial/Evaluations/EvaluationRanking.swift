package import Kernel

/// The order of products, from weights and scores alone.
///
/// All that can influence the order is what the initialiser takes. Totals are exact: each is a sum of whole numbers over
/// the sum of the weights, which is the same for all, so that two totals are equal when their sums are
/// (`docs/adr/0010-how-rankings-are-computed.md`).
package struct EvaluationRanking: Sendable, Hashable {
    /// A product that has every score.
    package struct Place: Sendable, Hashable {
        package let product: Slug
        /// From 1; products with the same total share one, and the next is counted on as if they did not.
        package let rank: Int
        package let total: WeightedTotal
    }

    /// Best first; of equals by name.
    package let places: [Place]
    /// What lacks a score, by name.
    package let untested: [Slug]

    /// Orders products.
    ///
    /// - Parameters:
    ///   - weights: What each criterion counts; 0 or more.
    ///   - scores: The scores by product and criterion; a product with one missing is not ranked.
    ///   - names: Every product with its name, which decides between equals and nothing else.
    package init(weights: [Slug: Int], scores: [Slug: [Slug: ScoreValue]], names: [Slug: String]) {
        let inOrder = names.map { (slug: $0.key, key: LetterFolding.folded($0.value), name: $0.value) }
            .sorted { ($0.key, $0.name, $0.slug) < ($1.key, $1.name, $1.slug) }.map(\.slug)
        let sum = weights.values.reduce(0, +)
        guard sum > 0 else {
            places = []
            untested = inOrder
            return
        }
        var totals: [(product: Slug, points: Int)] = []
        var untested: [Slug] = []
        for product in inOrder {
            let own = scores[product] ?? [:]
            if weights.keys.allSatisfy({ own[$0] != nil }) {
                let points = weights.reduce(0) { $0 + $1.value * (own[$1.key]?.tenths ?? 0) }
                totals.append((product, points))
            } else {
                untested.append(product)
            }
        }
        // Sorting with the position keeps equals in the order of their names.
        let ranked = totals.enumerated().sorted { ($1.element.points, $0.offset) < ($0.element.points, $1.offset) }
            .map(\.element)
        var places: [Place] = []
        for (index, entry) in ranked.enumerated() {
            let isTie = index > 0 && ranked[index - 1].points == entry.points
            let rank = isTie ? places[index - 1].rank : index + 1
            places.append(
                Place(product: entry.product, rank: rank, total: WeightedTotal(points: entry.points, weights: sum)))
        }
        self.places = places
        self.untested = untested
    }

    /// The products in the order of the table: the ranked ones, then those that lack a score.
    package var order: [Slug] { places.map(\.product) + untested }

    package func place(of product: Slug) -> Place? { places.first { $0.product == product } }
}

/// A product's total: the sum of weight times score over the sum of the weights, exact.
package struct WeightedTotal: Sendable, Hashable, CustomStringConvertible {
    /// The sum of weight times score, in tenths.
    package let points: Int
    /// The sum of the weights; more than 0.
    package let weights: Int

    /// Out of 10, rounded half up to hundredths, for people: `7.84`.
    package var description: String {
        let hundredths = (points * 20 + weights) / (weights * 2)
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// What each weight is of the whole, for people.
package enum WeightShares {
    /// The weights in tenths of a per cent, which add up to exactly 1000 unless all are 0.
    ///
    /// What rounding down leaves goes to those that lost most by it (Hamilton's method), of equals to the first.
    package static func tenths(of weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return weights.map { _ in 0 } }
        var shares = weights.map { $0 * 1000 / sum }
        let left = 1000 - shares.reduce(0, +)
        let byLoss = weights.indices.sorted { (weights[$1] * 1000 % sum, $0) < (weights[$0] * 1000 % sum, $1) }
        for index in byLoss.prefix(left) { shares[index] += 1 }
        return shares
    }

    /// A share for people: `33.3%`, or `40%` when it is whole.
    package static func text(_ tenths: Int) -> String {
        tenths.isMultiple(of: 10) ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }
}
