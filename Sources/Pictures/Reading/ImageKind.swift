/// The kinds of image that are read, told by their first bytes and never by a name.
package enum ImageKind: Sendable, Hashable {
    case jpeg, png, webp, gif, heif

    /// - Throws: ``ImageRefusal``: `empty`, `drawing` or `unknownKind`.
    init(of bytes: ImageBytes) throws(ImageRefusal) {
        guard bytes.count > 0 else { throw .empty }
        if bytes.big(at: 0, length: 3) == 0xFFD8FF {
            self = .jpeg
        } else if bytes.big(at: 0, length: 4) == 0x8950_4E47, bytes.big(at: 4, length: 4) == 0x0D0A_1A0A {
            self = .png
        } else if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) {
            self = .webp
        } else if bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) {
            self = .gif
        } else if bytes.has("ftyp", at: 4), Self.namesHEIF(bytes) {
            self = .heif
        } else if Self.isDrawing(bytes) {
            throw .drawing
        } else {
            throw .unknownKind
        }
    }

    private static let brands: [StaticString] = ["avif", "avis", "heic", "heix", "heim", "heis", "mif1", "msf1"]

    /// Whether one of the brands in the first box is that of a still image (ISO/IEC 23008-12).
    private static func namesHEIF(_ bytes: ImageBytes) -> Bool {
        guard let length = bytes.big(at: 0, length: 4), length >= 16, length <= min(bytes.count, 512) else {
            return false
        }
        let places = [8] + stride(from: 16, through: length - 4, by: 4)
        return places.contains { place in brands.contains { bytes.has($0, at: place) } }
    }

    /// Whether an `svg` element opens within the first bytes; what comes before it may be anything that XML allows.
    private static func isDrawing(_ bytes: ImageBytes) -> Bool {
        var position = 0
        while let found = bytes.next(UInt8(ascii: "<"), from: position), found < 65_536 {
            if bytes.hasFolded("<svg", at: found) || bytes.hasFolded("<!doctype svg", at: found) { return true }
            position = found + 1
        }
        return false
    }
}
