import Crypto

/// Work that a browser does before a comment is taken while many come that nobody wants.
///
/// It looks for a number that, behind a text that no other form has, has a SHA-256 beginning with so many zero bits (as
/// Hashcash has it; Back, 2002).
///
/// `work.js` does it; whoever has no scripts waits for a moderator instead.
package struct WorkChallenge: Sendable, Hashable {
    /// A solution is a number of at most so many digits.
    private static let longest = 12

    /// Of the form that it is for: at most 40 ASCII characters, since `work.js` hashes one block.
    package let nonce: String
    package let bits: Int

    package init(nonce: String, bits: Int) {
        self.nonce = nonce
        self.bits = bits
    }

    /// The text that no other form has.
    ///
    /// A page is the same for all its readers, and so is the seal of its form; what their browsers add makes it one of a kind.
    package static func nonce(_ form: FormSeal.Form?, browser: String) -> String {
        form.map { $0.nonce + browser.prefix(16) } ?? ""
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
