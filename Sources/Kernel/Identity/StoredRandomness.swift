#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The system's randomness, fetched for many numbers at once: one call of the system for each number costs more than what
/// most of them are for.
package struct StoredRandomness: RandomNumberGenerator, Sendable {
    /// What is left of the last fetch; a number is taken out when it is given away.
    private var numbers: [UInt64] = []
    /// What one call of `getentropy` gives at most is 256 bytes.
    private static let fetched = 256 / MemoryLayout<UInt64>.size

    package init() {}

    package mutating func next() -> UInt64 {
        if numbers.isEmpty { fetch() }
        return numbers.removeLast()
    }

    private mutating func fetch() {
        numbers = [UInt64](repeating: 0, count: Self.fetched)
        let isDone = numbers.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) == 0 }
        guard !isDone else { return }
        // It only fails where the system has no such call.
        var system = SystemRandomNumberGenerator()
        for index in numbers.indices { numbers[index] = system.next() }
    }
}
