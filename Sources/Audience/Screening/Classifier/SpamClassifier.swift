#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells by what moderators decided how likely a comment is spam: a logistic regression over what the texts have.
struct SpamClassifier: Sendable {
    /// How scores become probabilities (Platt, 1999).
    struct Scale: Sendable, Hashable {
        let slope: Double
        let offset: Double

        func probability(_ score: Double) -> Double { 1 / (1 + exp(-(slope * score + offset))) }
    }

    /// From how many decisions of each kind it was made.
    let spam: Int
    let good: Int
    private let weights: [Float]
    private let bias: Float
    private let scale: Scale

    init(weights: [Float], bias: Float, scale: Scale, spam: Int, good: Int) {
        self.weights = weights
        self.bias = bias
        self.scale = scale
        self.spam = spam
        self.good = good
    }

    /// Positive for what is more like spam; the larger, the more.
    func score(_ features: TextFeatures) -> Double {
        let sum = features.numbers.reduce(Float(0)) { $0 + weights[Int($1)] }
        return Double(sum / Float(max(features.numbers.count, 1)).squareRoot() + bias)
    }

    func probability(_ features: TextFeatures) -> Double { probability(ofScore: score(features)) }

    func probability(ofScore score: Double) -> Double { scale.probability(score) }

    /// The words that speak most for spam, at most three, those that speak loudest first.
    func tellingWords(of features: TextFeatures) -> [String] {
        var weighed: [(word: ArraySlice<UInt8>, weight: Float)] = []
        for (word, number) in features.words where weights[Int(number)] > 0 {
            if !weighed.contains(where: { $0.word == word }) { weighed.append((word, weights[Int(number)])) }
            weighed.sort { $0.weight > $1.weight }
            if weighed.count > 3 { weighed.removeLast() }
        }
        return weighed.map { String(decoding: $0.word, as: UTF8.self) }
    }
}
