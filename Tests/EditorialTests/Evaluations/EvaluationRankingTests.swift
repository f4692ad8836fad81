import Kernel
import Testing

@testable import Editorial

@Suite("The ranking of products")
struct EvaluationRankingTests {
    /// A random comparison, the same in each run.
    private struct Sample {
        var weights: [Slug: Int] = [:]
        var scores: [Slug: [Slug: ScoreValue]] = [:]
        var names: [Slug: String] = [:]

        init(_ random: inout RandomTexts) {
            for number in 0..<Int.random(in: 1...6, using: &random) {
                // Few different weights and scores, so that ties happen.
                weights[slug("c\(number)")] = [0, 1, 1, 2, 3, 1000].randomElement(using: &random)
            }
            for number in 0..<Int.random(in: 0...12, using: &random) {
                let product = slug("p\(number)")
                names[product] = random.word()
                for criterion in weights.keys where Int.random(in: 0..<20, using: &random) > 0 {
                    scores[product, default: [:]][criterion] = ScoreValue(
                        tenths: [0, 1, 50, 50, 99, 100].randomElement(using: &random) ?? 0)
                }
            }
        }

        var ranking: EvaluationRanking { EvaluationRanking(weights: weights, scores: scores, names: names) }
    }

    private func forSamples(_ body: (Sample, inout RandomTexts) throws -> Void) rethrows {
        var random = RandomTexts(seed: 11)
        for _ in 0..<400 {
            let sample = Sample(&random)
            try body(sample, &random)
        }
    }

    @Test("holds each product once, the untested apart, in falling order of exact totals")
    func order() {
        forSamples { sample, _ in
            let ranking = sample.ranking
            #expect(ranking.order.count == sample.names.count)
            #expect(Set(ranking.order) == Set(sample.names.keys))
            let counts = sample.weights.values.reduce(0, +) > 0
            for place in ranking.places {
                let points = sample.weights.reduce(0) {
                    $0 + $1.value * (sample.scores[place.product]?[$1.key]?.tenths ?? -1_000_000)
                }
                #expect(place.total.points == points)
                // The rank is one more than how many are strictly better.
                #expect(place.rank == ranking.places.count { $0.total.points > points } + 1)
            }
            for (first, second) in zip(ranking.places, ranking.places.dropFirst()) {
                #expect(first.total.points >= second.total.points)
                #expect((first.rank == second.rank) == (first.total.points == second.total.points))
                if first.rank == second.rank {
                    let names = [first, second].map { sample.names[$0.product] ?? "" }
                    #expect(LetterFolding.folded(names[0]) <= LetterFolding.folded(names[1]))
                }
            }
            for product in ranking.untested where counts {
                #expect(sample.weights.keys.contains { sample.scores[product]?[$0] == nil })
            }
        }
    }

    @Test("depends on the shares of the weights, not on their size")
    func scaling() {
        forSamples { sample, _ in
            var scaled = sample
            scaled.weights = sample.weights.mapValues { $0 * 7 }
            #expect(scaled.ranking.places.map(\.product) == sample.ranking.places.map(\.product))
            #expect(scaled.ranking.places.map(\.rank) == sample.ranking.places.map(\.rank))
            #expect(scaled.ranking.places.map(\.total.description) == sample.ranking.places.map(\.total.description))
        }
    }

    @Test("never puts a product lower for a better score")
    func monotony() {
        forSamples { sample, random in
            guard let product = sample.names.keys.sorted().randomElement(using: &random),
                let before = sample.ranking.place(of: product)
            else { return }
            var better = sample
            for criterion in sample.weights.keys {
                better.scores[product]?[criterion] = ScoreValue(tenths: 100)
            }
            guard let after = better.ranking.place(of: product) else {
                Issue.record("It lost its place.")
                return
            }
            #expect(after.rank <= before.rank)
        }
    }

    @Test("takes nothing into account but weights, scores and, between equals, names")
    func nothingElse() throws {
        var random = RandomTexts(seed: 12)
        for _ in 0..<100 {
            let sample = Sample(&random)
            let criteria = sample.weights.sorted { $0.key < $1.key }
            func sheet(_ variant: Int) -> EvaluationSheet {
                var evaluation = Evaluation(slug: slug("e"), title: "T\(variant)", method: "M\(variant)")
                // The order in which everything comes is another in each variant too.
                evaluation.criteria = (variant == 0 ? criteria : criteria.reversed()).map {
                    Criterion(slug: $0.key, name: "N\(variant)", weight: $0.value, scale: "\(variant)", good: "")
                }
                evaluation.products = Set(sample.names.keys)
                for (product, scores) in sample.scores {
                    for (criterion, value) in scores {
                        evaluation.scores[.init(product: product, criterion: criterion)] = Score(
                            value: value, evidence: "\(variant)", tester: Tester(name: "Tester \(variant)"),
                            tested: CalendarDay(daysSince1970: 20_000 - 400 * variant))
                    }
                }
                let products = sample.names.sorted { variant == 0 ? $0.key < $1.key : $0.key > $1.key }.map {
                    Product(
                        slug: $0.key, name: $0.value, maker: "Maker \(variant)",
                        address: "https://maker\(variant).example/", note: variant == 0 ? nil : "Sponsor")
                }
                return EvaluationSheet(evaluation, products: products)
            }
            #expect(sheet(0).ranking == sheet(1).ranking)
            #expect(sheet(0).ranking == sample.ranking)
        }
    }

    @Test("shares a rank between equals and goes on counting after them")
    func ties() {
        let names = ["b": "Beta", "a": "álpha", "c": "Gamma", "d": "Delta"]
        let tenths = ["a": 50, "b": 50, "c": 80, "d": 10]
        let ranking = EvaluationRanking(
            weights: [slug("x"): 3],
            scores: Dictionary(
                uniqueKeysWithValues: tenths.map { (slug($0.key), [slug("x"): value($0.value)]) }),
            names: Dictionary(uniqueKeysWithValues: names.map { (slug($0.key), $0.value) }))
        #expect(ranking.places.map(\.product.description) == ["c", "a", "b", "d"])
        #expect(ranking.places.map(\.rank) == [1, 2, 2, 4])
    }

    @Test("tells apart what a rounded total does not, and holds equal what is")
    func exactness() {
        func scores(_ x: Int, _ y: Int) -> [Slug: ScoreValue] { [slug("x"): value(x), slug("y"): value(y)] }
        let names = [slug("a"): "A", slug("b"): "B", slug("c"): "C"]
        let close = EvaluationRanking(
            weights: [slug("x"): 1000, slug("y"): 1],
            scores: [slug("a"): scores(50, 0), slug("b"): scores(50, 1), slug("c"): scores(50, 0)], names: names)
        #expect(close.places.map(\.product.description) == ["b", "a", "c"])
        #expect(close.places.map(\.rank) == [1, 2, 2])
        #expect(close.places.map(\.total.description) == ["5.00", "5.00", "5.00"])
        // 0.1 × 3 is not 0.3 in binary fractions.
        let equal = EvaluationRanking(
            weights: [slug("x"): 3, slug("y"): 1],
            scores: [slug("a"): scores(1, 0), slug("b"): scores(0, 3), slug("c"): scores(0, 0)], names: names)
        #expect(equal.places.map(\.rank) == [1, 1, 3])
    }

    @Test("ranks nothing when no weight counts")
    func noWeights() {
        let ranking = EvaluationRanking(
            weights: [slug("x"): 0], scores: [slug("a"): [slug("x"): value(50)]], names: [slug("a"): "A"])
        #expect(ranking.places.isEmpty)
        #expect(ranking.untested == [slug("a")])
        #expect(EvaluationRanking(weights: [:], scores: [:], names: [:]).order.isEmpty)
    }

    @Test(
        "shows weights as shares that add up",
        arguments: [
            ([1, 1, 1], [334, 333, 333]), ([2, 1], [667, 333]), ([1000], [1000]), ([0, 0], [0, 0]), ([], []),
            ([3, 0, 1], [750, 0, 250]), ([1, 1, 1, 1, 1, 1, 1], [143, 143, 143, 143, 143, 143, 142]),
        ] as [([Int], [Int])])
    func shares(weights: [Int], expected: [Int]) {
        #expect(WeightShares.tenths(of: weights) == expected)
    }

    @Test("shows shares in as few digits as they need")
    func shareTexts() {
        #expect(WeightShares.text(333) == "33.3%")
        #expect(WeightShares.text(400) == "40%")
        var random = RandomTexts(seed: 13)
        for _ in 0..<200 {
            let weights = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                Int.random(in: 0...1000, using: &random)
            }
            let sum = WeightShares.tenths(of: weights).reduce(0, +)
            #expect(sum == (weights.contains { $0 > 0 } ? 1000 : 0))
        }
    }

    @Test(
        "rounds totals half up",
        arguments: [(785, 100, "0.79"), (0, 3, "0.00"), (300, 3, "10.00"), (1, 2000, "0.00"), (1, 20, "0.01")])
    func rounding(points: Int, weights: Int, expected: String) {
        #expect(WeightedTotal(points: points, weights: weights).description == expected)
    }

    @Test(
        "reads scores in tenths from 0 to 10, and nothing else",
        arguments: [
            ("0", 0), ("7", 70), ("7.5", 75), ("10", 100), ("10.0", 100), ("0.1", 1), ("07", 70),
            ("10.1", nil), ("11", nil), ("-1", nil), ("+1", nil), ("7.55", nil), ("7,5", nil), ("", nil), (".", nil),
            (".5", nil), ("5.", nil), ("1e1", nil), ("NaN", nil), ("٣", nil), ("7 ", nil), ("100", nil),
            ("999999999999999999999", nil),
        ] as [(String, Int?)])
    func scores(text: String, tenths: Int?) {
        #expect(ScoreValue(text)?.tenths == tenths)
    }

    @Test("knows no score beyond its range")
    func range() {
        #expect(ScoreValue(tenths: -1) == nil)
        #expect(ScoreValue(tenths: 101) == nil)
        for tenths in 0...100 {
            let value = ScoreValue(tenths: tenths)
            #expect(value.flatMap { ScoreValue($0.description) } == value)
        }
    }

    private func value(_ tenths: Int) -> ScoreValue {
        guard let value = ScoreValue(tenths: tenths) else { preconditionFailure("\(tenths) tenths") }
        return value
    }
}
