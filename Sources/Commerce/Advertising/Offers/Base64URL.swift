/// Bytes as text that fits into an address as it is (RFC 4648 §5, without padding).
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// By byte; 64 for what is no digit.
    private static let digits = {
        var digits = [UInt8](repeating: 64, count: 256)
        for (value, byte) in alphabet.enumerated() { digits[Int(byte)] = UInt8(value) }
        return digits
    }()

    static func encode(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { encode($0) } }

    static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        alphabet.withUnsafeBufferPointer { alphabet in
            String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
                var place = 0
                var bits: UInt32 = 0
                var count: UInt32 = 0
                func put(_ digit: UInt32) {
                    text[place] = alphabet[Int(digit & 63)]
                    place += 1
                }
                for byte in bytes {
                    bits = bits << 8 | UInt32(byte)
                    count += 8
                    while count >= 6 {
                        count -= 6
                        put(bits >> count)
                    }
                }
                if count > 0 { put(bits << (6 - count)) }
                return place
            }
        }
    }

    /// Reads what ``encode(_:)`` writes; `nil` for anything else, also for another way of writing the same bytes.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in text.utf8 {
            let digit = digits[Int(byte)]
            guard digit < 64 else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        guard count < 6, bits & (1 << count - 1) == 0 else { return nil }
        return bytes
    }
}
