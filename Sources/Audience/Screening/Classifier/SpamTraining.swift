#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Makes a classifier from decisions; from the same ones always the same.
///
/// The weights are found by stochastic descent with a step of its own for each (AdaGrad; Duchi, Hazan and Singer, 2011). How
/// scores become probabilities is learned from examples that were left out, since those that it learned from look too certain.
struct SpamTraining: Sendable {
    struct Example: Sendable {
        let features: TextFeatures
        let isSpam: Bool

        init(_ text: String, isSpam: Bool) {
            features = TextFeatures(text)
            self.isSpam = isSpam
        }
    }

    /// Times that all examples are gone through; fewer when there are very many.
    private static let passes = 4...20
    /// So many steps are taken at most, unless there are more examples than that.
    private static let steps = 40_000_000
    private static let rate: Float = 0.3
    /// How much weights are drawn to nothing.
    private static let decay: Float = 1e-4
    private static let folds = 5
    /// With more examples one fold is left out once, instead of each in turn.
    private static let few = 4000

    private struct Cell {
        var weight: Float = 0
        /// The sum of squares of its steps.
        var sum: Float = 1e-6
    }

    private struct Weights {
        var cells: [Cell]
        var bias = Cell()

        func score(_ features: TextFeatures) -> Double {
            let sum = features.numbers.reduce(Float(0)) { $0 + cells[Int($1)].weight }
            return Double(sum / Float(max(features.numbers.count, 1)).squareRoot() + bias.weight)
        }
    }

    /// `nil` when there are none of either kind.
    static func classifier(from examples: [Example]) -> SpamClassifier? {
        let spam = examples.count(where: \.isSpam)
        guard spam > 0, spam < examples.count else { return nil }
        let scale = scale(for: leftOutScores(of: examples))
        let weights = learned(from: examples)
        return SpamClassifier(
            weights: weights.cells.map(\.weight), bias: weights.bias.weight, scale: scale, spam: spam,
            good: examples.count - spam)
    }

    /// Scores of examples by weights that were learned from others.
    ///
    /// Equal texts are left out together.
    static func leftOutScores(of examples: [Example]) -> [(score: Double, isSpam: Bool)] {
        let places = examples.map { example in
            example.features.numbers.reduce(UInt64(0)) { ByteHash.mixed($0 &+ UInt64($1)) } % UInt64(folds)
        }
        let rounds = examples.count > few ? 1 : folds
        return (0..<UInt64(rounds)).flatMap { round in
            let known = zip(examples, places).filter { $0.1 != round }.map(\.0)
            let weights = learned(from: known)
            return zip(examples, places).filter { $0.1 == round }.map { (weights.score($0.0.features), $0.0.isSpam) }
        }
    }

    private static func learned(from examples: [Example]) -> Weights {
        var weights = Weights(cells: [Cell](repeating: Cell(), count: TextFeatures.places))
        let size = examples.reduce(1) { $0 + $1.features.numbers.count }
        let count = min(max(steps / size, passes.lowerBound), passes.upperBound)
        var order = Array(examples.indices)
        var generator = Sequence(state: UInt64(examples.count))
        for _ in 0..<count {
            order.shuffle(using: &generator)
            weights.cells.withUnsafeMutableBufferPointer { cells in
                for number in order { step(examples[number], &weights.bias, cells) }
            }
        }
        return weights
    }

    private static func step(_ example: Example, _ bias: inout Cell, _ cells: UnsafeMutableBufferPointer<Cell>) {
        let numbers = example.features.numbers
        let value = 1 / Float(max(numbers.count, 1)).squareRoot()
        var sum: Float = 0
        for number in numbers { sum += cells[Int(number)].weight }
        let error = 1 / (1 + expf(-(sum * value + bias.weight))) - (example.isSpam ? 1 : 0)
        for number in numbers {
            var cell = cells[Int(number)]
            let slope = error * value + decay * cell.weight
            cell.sum += slope * slope
            cell.weight -= rate * slope / cell.sum.squareRoot()
            cells[Int(number)] = cell
        }
        bias.sum += error * error
        bias.weight -= rate * error / bias.sum.squareRoot()
    }

    /// Fits a logistic curve to scores by Newton’s method, with the targets of Platt (1999), which keep it from being sure.
    private static func scale(for scores: [(score: Double, isSpam: Bool)]) -> SpamClassifier.Scale {
        let spam = Double(scores.count(where: \.isSpam))
        let good = Double(scores.count) - spam
        let targets = (spam: (spam + 1) / (spam + 2), good: 1 / (good + 2))
        var (slope, offset) = (1.0, 0.0)
        for _ in 0..<30 {
            // A little of a ridge, so that scores that part perfectly give no infinite slope.
            var gradient = (slope: 1e-3 * (slope - 1), offset: 1e-3 * offset)
            var curve = (slope: 1e-3, both: 0.0, offset: 1e-3)
            for (score, isSpam) in scores {
                let probability = 1 / (1 + exp(-(slope * score + offset)))
                let error = probability - (isSpam ? targets.spam : targets.good)
                let weight = max(probability * (1 - probability), 1e-9)
                gradient.slope += error * score
                gradient.offset += error
                curve.slope += weight * score * score
                curve.both += weight * score
                curve.offset += weight
            }
            let determinant = curve.slope * curve.offset - curve.both * curve.both
            guard determinant > 1e-12 else { break }
            let change = (
                slope: (gradient.slope * curve.offset - gradient.offset * curve.both) / determinant,
                offset: (gradient.offset * curve.slope - gradient.slope * curve.both) / determinant
            )
            slope -= min(max(change.slope, -1), 1)
            offset -= min(max(change.offset, -2), 2)
        }
        // A curve that falls would say the opposite of what was learned.
        return SpamClassifier.Scale(slope: max(slope, 0.05), offset: offset)
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014): an order that is the same each time.
    private struct Sequence: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            return ByteHash.mixed(state)
        }
    }
}
