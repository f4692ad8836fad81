extension ImageInspection.Structure {
    /// Walks the blocks of a GIF file (GIF89a, §18 to §27) and counts its pictures.
    init(gif bytes: ImageBytes) throws(ImageRefusal) {
        self.init()
        guard let width = bytes.little(at: 6, length: 2), let height = bytes.little(at: 8, length: 2),
            let flags = bytes[10]
        else { throw .damaged }
        size = .init(width: width, height: height)
        frames = 0
        var position = 13 + colourTable(flags)
        while let block = bytes[position] {
            switch block {
            case 0x3B:
                end = position + 1
                guard frames > 0 else { throw .damaged }
                return
            case 0x21: position = try endOfSubBlocks(bytes, from: position + 2)
            case 0x2C:
                guard let flags = bytes[position + 9] else { throw .damaged }
                frames += 1
                position = try endOfSubBlocks(bytes, from: position + 11 + colourTable(flags))
            default: throw .damaged
            }
        }
        throw .damaged
    }

    /// The length of the colour table that these flags announce, in bytes.
    private func colourTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

    private func endOfSubBlocks(_ bytes: ImageBytes, from start: Int) throws(ImageRefusal) -> Int {
        var position = start
        while let length = bytes[position] {
            position += 1 + Int(length)
            if length == 0 { return position }
        }
        throw .damaged
    }
}
