import Crypto
import Kernel

/// What bytes are known by.
package enum ImageDigest {
    /// The SHA-256 of the bytes, as 64 hexadecimal digits.
    package static func of(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).hexadecimal
    }
}
