extension ImageInspection.Structure {
    /// Walks the segments of a JPEG file (ITU-T T.81, annex B), and of those that a camera has put behind it (CIPA
    /// DC-007), which are pictures too and are not read.
    init(jpeg bytes: ImageBytes) throws(ImageRefusal) {
        self.init()
        try readPicture(bytes)
        var others = 0
        while bytes.big(at: end, length: 3) == 0xFFD8FF, others < 16 {
            others += 1
            var other = ImageInspection.Structure()
            other.end = end
            try other.readPicture(bytes)
            end = other.end
            while let byte = bytes[end], byte == 0 { end += 1 }
        }
    }

    private mutating func readPicture(_ bytes: ImageBytes) throws(ImageRefusal) {
        var position = end + 2
        while true {
            guard bytes[position] == 0xFF else { throw .damaged }
            while bytes[position] == 0xFF { position += 1 }
            guard let marker = bytes[position] else { throw .damaged }
            position += 1
            switch marker {
            case 0xD9:
                end = position
                return
            case 0x01, 0xD0...0xD7: continue
            default: break
            }
            guard let length = bytes.big(at: position, length: 2), length >= 2 else { throw .damaged }
            if isFrameHeader(marker), size == nil {
                guard let height = bytes.big(at: position + 3, length: 2),
                    let width = bytes.big(at: position + 5, length: 2)
                else { throw .damaged }
                size = .init(width: width, height: height)
            }
            position += length
            if marker == 0xDA { position = try endOfScan(bytes, from: position) }
        }
    }

    private func isFrameHeader(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    /// The next marker that is neither a stuffed byte nor a restart.
    private func endOfScan(_ bytes: ImageBytes, from start: Int) throws(ImageRefusal) -> Int {
        var position = start
        while let found = bytes.next(0xFF, from: position) {
            guard let next = bytes[found + 1] else { throw .damaged }
            switch next {
            case 0x00, 0xD0...0xD7: position = found + 2
            case 0xFF: position = found + 1
            default: return found
            }
        }
        throw .damaged
    }
}
