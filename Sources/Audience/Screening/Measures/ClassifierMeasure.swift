/// Measures the classifier on comments that it has not seen, for the bench.
package struct ClassifierMeasure: Sendable {
    /// A comment of which it is known whether it is spam.
    package struct Sample: Sendable {
        let example: SpamTraining.Example

        package init(_ text: String, isSpam: Bool) { example = SpamTraining.Example(text, isSpam: isSpam) }
    }

    /// How well one threshold parts spam from the rest.
    package struct Rates: Sendable {
        package let threshold: Double
        /// The share of what it calls spam that is spam.
        package let precision: Double
        /// The share of spam that it calls spam.
        package let recall: Double
    }

    /// One step of probability, with what came true.
    package struct Bin: Sendable {
        package let range: Range<Double>
        package let count: Int
        /// The mean of what was foretold.
        package let foretold: Double
        /// The share that was spam.
        package let spam: Double
    }

    /// At the highest threshold that finds 90 of 100 spam comments.
    package let atRecall: Rates
    /// At the threshold that does so for the comments learned from, each judged by what was learned from the others.
    package let atOwnThreshold: Rates
    /// At the threshold at which comments are held by default.
    package let atStandard: Rates
    /// The probability that a spam comment has a higher score than another (area under the ROC curve).
    package let area: Double
    package let calibration: [Bin]

    /// `nil` when either has comments of one kind only.
    package init?(learning: [Sample], judging: [Sample], recall wanted: Double = 0.9) {
        let known = learning.map(\.example)
        guard let classifier = SpamTraining.classifier(from: known) else { return nil }
        let judged = judging.map {
            Judged(probability: classifier.probability($0.example.features), isSpam: $0.example.isSpam)
        }.sorted { $0.probability > $1.probability }
        guard judged.contains(where: \.isSpam), judged.contains(where: { !$0.isSpam }) else { return nil }
        let own = SpamTraining.leftOutScores(of: known)
            .map { Judged(probability: classifier.probability(ofScore: $0.score), isSpam: $0.isSpam) }
            .sorted { $0.probability > $1.probability }
        atRecall = Self.rates(of: judged, at: Self.threshold(of: judged, finding: wanted))
        atOwnThreshold = Self.rates(of: judged, at: Self.threshold(of: own, finding: wanted))
        atStandard = Self.rates(of: judged, at: ScreeningRules()[.spamHeld])
        area = Self.area(of: judged)
        calibration = stride(from: 0.0, to: 1.0, by: 0.2).map { start in
            let range = start..<(start + 0.2 > 0.99 ? 1.01 : start + 0.2)
            let inside = judged.filter { range.contains($0.probability) }
            let count = Double(max(inside.count, 1))
            return Bin(
                range: range, count: inside.count, foretold: inside.reduce(0) { $0 + $1.probability } / count,
                spam: Double(inside.count(where: \.isSpam)) / count)
        }
    }

    private struct Judged {
        let probability: Double
        let isSpam: Bool
    }

    /// - Parameter judged: The likeliest first.
    private static func threshold(of judged: [Judged], finding share: Double) -> Double {
        let needed = Int((share * Double(judged.count(where: \.isSpam))).rounded(.up))
        let spam = judged.filter(\.isSpam)
        return spam[max(needed, 1) - 1].probability
    }

    private static func rates(of judged: [Judged], at threshold: Double) -> Rates {
        let called = judged.filter { $0.probability >= threshold }
        let right = Double(called.count(where: \.isSpam))
        return Rates(
            threshold: threshold, precision: called.isEmpty ? 1 : right / Double(called.count),
            recall: right / Double(judged.count(where: \.isSpam)))
    }

    private static func area(of judged: [Judged]) -> Double {
        let good = judged.filter { !$0.isSpam }.map(\.probability)
        let spam = judged.filter(\.isSpam).map(\.probability)
        let won = spam.reduce(0.0) { sum, one in
            sum + good.reduce(0.0) { $0 + ($1 < one ? 1 : $1 == one ? 0.5 : 0) }
        }
        return won / Double(spam.count * good.count)
    }
}
