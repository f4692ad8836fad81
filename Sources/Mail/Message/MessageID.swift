import Crypto
import Kernel

/// What a message is called (RFC 5322 §3.6.4): always the same for the same things.
package struct MessageID: Sendable, Hashable {
    /// Without angle brackets.
    package let text: String

    /// - Parameters:
    ///   - things: The bytes of what it is about, such as an edition’s and a subscriber’s identifiers; nobody can tell them
    ///     from it.
    ///   - host: The sender’s, as of its address.
    package init(of things: [[UInt8]], host: some StringProtocol) {
        var hash = SHA256()
        for thing in things {
            // The length keeps two things from being taken for two others.
            hash.update(data: [UInt8(truncatingIfNeeded: thing.count >> 8), UInt8(truncatingIfNeeded: thing.count)])
            hash.update(data: thing)
        }
        text = "\(hash.finalize().prefix(16).hexadecimal)@\(host)"
    }
}
