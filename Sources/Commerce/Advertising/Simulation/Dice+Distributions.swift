#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Dice {
    mutating func rollExponential(mean: Double) -> Double { -log(1 - roll()) * mean }

    /// Around 0, with a deviation of 1 (Box and Muller).
    mutating func rollNormal() -> Double { (-2 * log(1 - roll())).squareRoot() * cos(2 * .pi * roll()) }

    /// A number whose logarithm is normal.
    mutating func rollLogNormal(median: Double, deviation: Double) -> Double { median * exp(rollNormal() * deviation) }

    /// The mean of a number whose logarithm is normal, over its median.
    func meanOfLogNormal(deviation: Double) -> Double { exp(deviation * deviation / 2) }

    /// How many of many came, each on its own (Knuth); the mean is below 500.
    mutating func rollPoisson(mean: Double) -> Int {
        let limit = exp(-mean)
        var product = roll()
        var count = 0
        while product > limit {
            product *= roll()
            count += 1
        }
        return count
    }

    /// An index, by how much each weighs.
    mutating func roll(by weights: [Double]) -> Int {
        var rest = roll() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
