/// Bytes as letters, a fixed number of bits each, without padding (RFC 4648).
package struct BaseEncoding {
    /// Section 5: for addresses and cookies.
    package static let base64URL = BaseEncoding(
        bits: 6, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    /// Section 6: to be typed by people.
    package static let base32 = BaseEncoding(bits: 5, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    private let bits: Int
    private let alphabet: [UInt8]

    private init(bits: Int, alphabet: String) {
        self.bits = bits
        self.alphabet = Array(alphabet.utf8)
    }

    package func encode(_ bytes: [UInt8]) -> String {
        let mask = 1 << bits - 1
        var letters: [UInt8] = []
        letters.reserveCapacity(bytes.count * 8 / bits + 1)
        var held = 0
        var count = 0
        for byte in bytes {
            held = (held << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= bits {
                count -= bits
                letters.append(alphabet[held >> count & mask])
            }
        }
        if count > 0 { letters.append(alphabet[held << (bits - count) & mask]) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// What was encoded; `nil` for a text with other letters, or with bits at its end that no encoder leaves there.
    package func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var held = 0
        var count = 0
        for letter in text.utf8 {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            held = (held << bits | value) & 0xFFFF
            count += bits
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> count))
            }
        }
        guard count < bits, held & (1 << count - 1) == 0 else { return nil }
        return bytes
    }

    /// Whether a text has no other letters.
    package func allows(_ text: String) -> Bool { text.utf8.allSatisfy(alphabet.contains) }
}
