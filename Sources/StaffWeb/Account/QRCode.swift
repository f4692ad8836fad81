import CQrencode
import Markup

/// A QR code (ISO/IEC 18004) as a drawing.
struct QRCode {
    /// The free space around it, in modules, that scanners need.
    private static let margin = 4

    private let width: Int
    private let dark: [Bool]

    /// Encodes a text; `nil` when it is too long for one.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        self.width = width
        // The lowest bit tells dark from light; the others are the encoder's notes.
        dark = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Black on white whatever the colours of the page, since not every scanner reads it the other way round.
    func write(into html: inout HTMLWriter, label: String) {
        let size = width + 2 * Self.margin
        html.raw("<svg class=\"qr\" viewBox=\"0 0 ".utf8)
        html.raw("\(size) \(size)\" role=\"img\" aria-label=\"".utf8)
        html.attributeText(label)
        html.raw("\"><path fill=\"#fff\" d=\"M0 0h\(size)v\(size)h-\(size)z\"/><path d=\"".utf8)
        for row in 0..<width {
            for column in 0..<width where dark[row * width + column] {
                html.raw("M\(column + Self.margin) \(row + Self.margin)h1v1h-1z".utf8)
            }
        }
        html.raw("\"/></svg>".utf8)
    }
}
