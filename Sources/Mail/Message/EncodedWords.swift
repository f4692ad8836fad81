/// Text beyond ASCII in a header field (RFC 2047), as Q or B, whichever is shorter.
enum EncodedWords {
    /// With what stands around its text.
    private static let longestWord = 75
    private static let frame = 12

    /// - Parameter column: What stands before the first word on its line; a line with an encoded word has at most 76 letters.
    static func words(of text: String, after column: Int) -> [String] {
        let size = text.utf8.count
        let letters = text.utf8.count { isPlain($0) || $0 == 0x20 }
        let isQ = letters + 3 * (size - letters) <= (size + 2) / 3 * 4
        var words: [String] = []
        var piece: [UInt8] = []
        var length = 0
        var room = min(longestWord, 76 - column) - frame
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let added = isQ ? bytes.reduce(0) { $0 + (isPlain($1) || $1 == 0x20 ? 1 : 3) } : bytes.count
            let next = isQ ? length + added : (length + added + 2) / 3 * 4
            if next > room, !piece.isEmpty {
                words.append(word(piece, isQ: isQ))
                piece = []
                length = 0
                room = longestWord - frame
            }
            piece += bytes
            length += added
        }
        words.append(word(piece, isQ: isQ))
        return words
    }

    private static func word(_ bytes: [UInt8], isQ: Bool) -> String {
        guard isQ else { return "=?utf-8?b?\(String(decoding: Base64.encode(bytes), as: UTF8.self))?=" }
        let text = bytes.map { byte in
            byte == 0x20 ? "_" : isPlain(byte) ? String(UnicodeScalar(byte)) : "=" + hexadecimal(byte)
        }
        return "=?utf-8?q?\(text.joined())?="
    }

    /// What may stand for itself even in a name before an address (RFC 2047 §5 (3)).
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
