import Crypto
import Kernel
import Secrets

/// Time-based one-time passwords (RFC 6238) as authenticator apps make them: SHA-1, six digits, 30 seconds.
package enum OneTimeCode {
    /// The length of a secret in bytes, that of SHA-1's digest as RFC 4226 §4 recommends.
    static let secretLength = 20

    private static let period: Int64 = 30
    /// How many periods a clock may be off either way.
    private static let tolerance: Int64 = 1

    /// The period in which a moment lies, counted from 1970.
    static func step(at moment: Timestamp) -> Int64 { moment.milliseconds / 1000 / period }

    /// The code of a period.
    static func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let digest = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(digest[19] & 0x0F)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// The period whose code this is, if it is one of now and lies after `last`.
    static func accepted(_ typed: String, secret: [UInt8], after last: Int64, at moment: Timestamp) -> Int64? {
        let digits = typed.filter { !$0.isWhitespace }
        let now = step(at: moment)
        var found: Int64?
        for step in now - tolerance...now + tolerance
        where step > last && Secret.areEqual(digits, code(secret, step: step)) {
            found = step
        }
        return found
    }
}
