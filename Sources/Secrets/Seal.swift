import Crypto

/// Closes a few bytes so that strangers can neither read nor make nor change them, and always to the same text.
///
/// The synthetic initialisation vector of RFC 5297 with HMAC-SHA-256 in both places: a tag over what is closed, and a
/// stream from that tag to hide it. The purpose is part of the tag, so that what was closed for one is nothing to another.
package struct Seal: Sendable {
    private let purpose: [UInt8]
    private let tagLength: Int
    private let keys: SealingKeys

    /// - Parameters:
    ///   - purpose: What is closed this way, such as `newsletter.unsubscribe`.
    ///   - tagLength: In bytes; what a forger has to guess.
    package init(for purpose: String, keys: SealingKeys, tagLength: Int = 16) {
        precondition((8...32).contains(tagLength), "a shorter tag could be guessed")
        self.purpose = Array(purpose.utf8) + [0]
        self.keys = keys
        self.tagLength = tagLength
    }

    /// The version of the key, the tag, and what is hidden: ``overhead`` bytes more than were given.
    package func close(_ bytes: [UInt8]) -> [UInt8] {
        let pair = keys.newest
        let tag = tag(of: bytes, version: keys.current, with: pair)
        return [keys.current] + tag + hidden(bytes, by: tag, with: pair)
    }

    /// How many bytes closing adds.
    package var overhead: Int { 1 + tagLength }

    /// What was closed; `nil` for what nobody closed for this purpose with a key that is still known.
    package func open(_ closed: [UInt8]) -> [UInt8]? {
        guard closed.count >= overhead, let pair = keys[closed[0]] else { return nil }
        let tag = Array(closed[1..<overhead])
        let bytes = hidden(Array(closed[overhead...]), by: tag, with: pair)
        return Secret.areEqual(tag, self.tag(of: bytes, version: closed[0], with: pair)) ? bytes : nil
    }

    private func tag(of bytes: [UInt8], version: UInt8, with pair: SealingKeys.Pair) -> [UInt8] {
        var code = pair.signing
        code.update(data: purpose + [version] + bytes)
        return Array(code.finalize().prefix(tagLength))
    }

    private func hidden(_ bytes: [UInt8], by tag: [UInt8], with pair: SealingKeys.Pair) -> [UInt8] {
        var result = bytes
        var stream: [UInt8] = []
        for place in bytes.indices {
            if place % 32 == 0 {
                var code = pair.hiding
                code.update(data: tag + [UInt8(truncatingIfNeeded: place / 32)])
                stream = Array(code.finalize())
            }
            result[place] ^= stream[place % 32]
        }
        return result
    }
}
