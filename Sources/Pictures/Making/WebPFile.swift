/// A WebP file as a series of chunks (RFC 9649 §2).
enum WebPFile {
    private static let header = 12
    private static let metadata: Set<String> = ["EXIF", "XMP ", "ICCP"]
    /// The flags in `VP8X` for a colour profile, EXIF and XMP data (§2.7).
    private static let metadataFlags: UInt8 = 0b0010_1100

    /// The file without what it says beside its pixels.
    ///
    /// libvips 8.14 writes an EXIF chunk of its own making, with a resolution that nobody asked for, whatever it is told.
    ///
    /// - Returns: The file as it was when it is not one of chunks.
    static func withoutMetadata(_ file: [UInt8]) -> [UInt8] {
        guard file.count >= header, name(in: file, at: 0) == "RIFF", name(in: file, at: 8) == "WEBP" else {
            return file
        }
        var kept = Array(file[..<header])
        var position = header
        while position + 8 <= file.count {
            let name = name(in: file, at: position)
            let length = (0..<4).reduce(0) { $0 | Int(file[position + 4 + $1]) << (8 * $1) }
            // Each chunk is filled up to an even length.
            let end = position + 8 + length + length % 2
            guard end <= file.count else { return file }
            if !metadata.contains(name) {
                let start = kept.count
                kept += file[position..<end]
                if name == "VP8X", length > 0 { kept[start + 8] &= ~metadataFlags }
            }
            position = end
        }
        let length = kept.count - 8
        for index in 0..<4 { kept[4 + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
        return kept
    }

    private static func name(in file: [UInt8], at position: Int) -> String {
        String(decoding: file[position..<position + 4], as: UTF8.self)
    }
}
