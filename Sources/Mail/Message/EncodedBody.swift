/// A body as it goes over the wire, as far as it is the same for all, and as DKIM hashes it.
struct EncodedBody: Sendable {
    enum Piece: Sendable {
        /// Encoded, and in DKIM’s relaxed form.
        case fixed([UInt8], canonical: [UInt8])
        case place(Int)
        /// Base 64 has no places: a value moves all that follows, so each copy is encoded as a whole.
        case whole([MailBody.Piece])
    }

    enum Encoding: String, Sendable {
        case quotedPrintable = "quoted-printable"
        case base64
    }

    let pieces: [Piece]
    let encoding: Encoding
    private let isHTML: Bool

    init(_ body: MailBody, isHTML: Bool) {
        self.isHTML = isHTML
        let body = body.pieces.map { piece in
            if case .fixed(let text) = piece { MailBody.Piece.fixed(Self.withPlainLineEnds(text)) } else { piece }
        }
        var size = 0
        var foreign = 0
        for case .fixed(let text) in body {
            size += text.utf8.count
            foreign += text.utf8.count { $0 >= 0x80 }
        }
        // Beyond a sixth, base 64 is shorter.
        if foreign * 6 > size {
            encoding = .base64
            if body.contains(where: { if case .place = $0 { true } else { false } }) {
                pieces = [.whole(body)]
            } else {
                let lines = Base64.lines(of: Self.joined(body, values: [], isHTML: isHTML))
                pieces = [.fixed(lines, canonical: lines)]
            }
            return
        }
        encoding = .quotedPrintable
        let last = body.count - 1
        pieces = body.enumerated().map { number, piece in
            switch piece {
            case .fixed(let text):
                let bytes = QuotedPrintable.encode(text, isOpen: number != last)
                return .fixed(bytes, canonical: RelaxedBody.canonical(bytes))
            case .place(let number): return .place(number)
            }
        }
    }

    /// What stands in a place or in the place of all, which DKIM hashes as it is.
    func bytes(of piece: Piece, values: [String]) -> [UInt8] {
        switch piece {
        case .fixed(let bytes, _): bytes
        case .place(let number): QuotedPrintable.inset(isHTML ? Self.escaped(values[number]) : values[number])
        case .whole(let pieces): Base64.lines(of: Self.joined(pieces, values: values, isHTML: isHTML))
        }
    }

    private static func joined(_ pieces: [MailBody.Piece], values: [String], isHTML: Bool) -> [UInt8] {
        pieces.reduce(into: []) { bytes, piece in
            switch piece {
            case .fixed(let text):
                for byte in text.utf8 {
                    if byte == 0x0A { bytes.append(0x0D) }
                    bytes.append(byte)
                }
            case .place(let number): bytes += Array((isHTML ? escaped(values[number]) : values[number]).utf8)
            }
        }
    }

    private static func withPlainLineEnds(_ text: String) -> String {
        text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    }

    private static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
            default: true
            }
        }
        if isPlain { return text }
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
