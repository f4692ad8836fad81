import Crypto

/// Work that a browser does before a comment is taken while many come that nobody wants: it looks for a number that, behind
/// the number used once of the comment’s form, has a SHA-256 beginning with so many zero bits (as Hashcash has it; Back, 2002).
///
/// `work.js` does it; whoever has no scripts waits for a moderator instead.
package struct WorkChallenge: Sendable, Hashable {
    /// A solution is a number of at most so many digits.
    private static let longest = 12

    /// Of the form that it is for.
    package let nonce: String
    package let bits: Int

    package init(nonce: String, bits: Int) {
        self.nonce = nonce
        self.bits = bits
    }

    /// Whether a number in decimal digits solves it.
    package func isSolved(by solution: String) -> Bool {
        guard (1...Self.longest).contains(solution.utf8.count), let number = UInt64(solution),
            String(number) == solution
        else { return false }
        return Self.zeroBits(of: SHA256.hash(data: Array("\(nonce).\(solution)".utf8))) >= bits
    }

    /// Solves it; about two to the power of `bits` hashes.
    package func solution() -> String {
        var number: UInt64 = 0
        while !isSolved(by: String(number)) { number += 1 }
        return String(number)
    }

    private static func zeroBits(of digest: some Sequence<UInt8>) -> Int {
        var count = 0
        for byte in digest {
            count += byte.leadingZeroBitCount
            if byte != 0 { break }
        }
        return count
    }
}
