/// Some of the flights of a snapshot, by their numbers in it.
struct FlightSet: Sendable, Hashable {
    /// The lowest bit of the first is flight 0.
    private(set) var words: [UInt64]

    /// None of so many.
    init(capacity: Int) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

    /// Those for which it is so.
    init(of flags: [Bool]) {
        self.init(capacity: flags.count)
        for (number, flag) in flags.enumerated() where flag { insert(number) }
    }

    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

    mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

    mutating func removeAll() { for index in words.indices { words[index] = 0 } }

    func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

    mutating func formUnion(_ other: FlightSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: FlightSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func subtract(_ other: FlightSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// Calls `body` with each number that is in all three, in order.
    static func forEach(in first: FlightSet, _ second: FlightSet, _ third: FlightSet, _ body: (Int) -> Void) {
        first.words.withUnsafeBufferPointer { first in
            second.words.withUnsafeBufferPointer { second in
                third.words.withUnsafeBufferPointer { third in
                    for index in first.indices {
                        var bits = first[index] & second[index] & third[index]
                        while bits != 0 {
                            body(index << 6 | bits.trailingZeroBitCount)
                            bits &= bits - 1
                        }
                    }
                }
            }
        }
    }

    /// What those that are in all three weigh together.
    static func weight(
        in first: FlightSet, _ second: FlightSet, _ third: FlightSet, by weights: [Double]
    ) -> Double {
        var sum = 0.0
        forEach(in: first, second, third) { sum += weights[$0] }
        return sum
    }

    /// Of those that are in all three the first with which their weights exceed a limit, or the last.
    static func first(
        in first: FlightSet, _ second: FlightSet, _ third: FlightSet, by weights: [Double], beyond limit: Double
    ) -> Int? {
        var rest = limit
        var last: Int?
        for index in first.words.indices {
            var bits = first.words[index] & second.words[index] & third.words[index]
            while bits != 0 {
                let number = index << 6 | bits.trailingZeroBitCount
                rest -= weights[number]
                if rest < 0 { return number }
                last = number
                bits &= bits - 1
            }
        }
        return last
    }
}
