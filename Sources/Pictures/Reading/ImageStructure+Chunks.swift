extension ImageInspection.Structure {
    /// Walks the chunks of a PNG file (PNG 3, §5); an animated one says in `acTL` how many frames it has.
    init(png bytes: ImageBytes) throws(ImageRefusal) {
        self.init()
        var position = 8
        while true {
            guard let length = bytes.big(at: position, length: 4), position + 12 + length <= bytes.count else {
                throw .damaged
            }
            let content = position + 8
            if position == 8 {
                guard bytes.has("IHDR", at: position + 4), let width = bytes.big(at: content, length: 4),
                    let height = bytes.big(at: content + 4, length: 4)
                else { throw .damaged }
                size = .init(width: width, height: height)
            }
            if bytes.has("acTL", at: position + 4), let count = bytes.big(at: content, length: 4) { frames = count }
            let isLast = bytes.has("IEND", at: position + 4)
            position = content + length + 4
            if isLast { break }
        }
        end = position
    }

    /// Walks the chunks of a WebP file (RFC 9649).
    init(webp bytes: ImageBytes) throws(ImageRefusal) {
        self.init()
        guard let length = bytes.little(at: 4, length: 4), length + 8 <= bytes.count else { throw .damaged }
        end = length + 8
        var position = 12
        var animated = 0
        while position + 8 <= end {
            guard let length = bytes.little(at: position + 4, length: 4), position + 8 + length <= end else {
                throw .damaged
            }
            readHeader(bytes, chunk: position)
            if bytes.has("ANMF", at: position) { animated += 1 }
            position += 8 + length + length % 2
        }
        guard size != nil else { throw .damaged }
        frames = max(animated, 1)
    }

    private mutating func readHeader(_ bytes: ImageBytes, chunk position: Int) {
        guard size == nil else { return }
        let content = position + 8
        if bytes.has("VP8X", at: position), let width = bytes.little(at: content + 4, length: 3),
            let height = bytes.little(at: content + 7, length: 3)
        {
            size = .init(width: width + 1, height: height + 1)
        } else if bytes.has("VP8L", at: position), let bits = bytes.little(at: content + 1, length: 4) {
            size = .init(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
        } else if bytes.has("VP8 ", at: position), let width = bytes.little(at: content + 6, length: 2),
            let height = bytes.little(at: content + 8, length: 2)
        {
            size = .init(width: width & 0x3FFF, height: height & 0x3FFF)
        }
    }

    /// Walks the outermost boxes of a HEIF or AVIF file (ISO/IEC 14496-12, §4.2).
    init(heif bytes: ImageBytes) throws(ImageRefusal) {
        self.init()
        var position = 0
        var holdsPixels = false
        while position < bytes.count {
            guard let short = bytes.big(at: position, length: 4), isKnownBox(bytes, at: position + 4) else { break }
            if bytes.has("mdat", at: position + 4) { holdsPixels = true }
            var length = short
            if short == 1 {
                // No file that is taken needs more than seven of the eight bytes.
                guard bytes.big(at: position + 8, length: 1) == 0, let long = bytes.big(at: position + 9, length: 7)
                else { throw .damaged }
                length = long
            } else if short == 0 {
                length = bytes.count - position
            }
            guard length >= 8, length <= bytes.count - position else { throw .damaged }
            position += length
        }
        guard holdsPixels else { throw .damaged }
        end = position
    }

    private func isKnownBox(_ bytes: ImageBytes, at position: Int) -> Bool {
        let names: [StaticString] = ["ftyp", "meta", "mdat", "moov", "free", "skip", "wide", "uuid"]
        return names.contains { bytes.has($0, at: position) }
    }
}
