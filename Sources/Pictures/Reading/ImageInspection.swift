/// What the structure of an image's file tells, before anything is decoded.
///
/// libvips reads the pixels; this reads where they end, which libvips doesn't say, and what it would have to decode.
package struct ImageInspection: Sendable, Hashable {
    package let kind: ImageKind
    /// In pixels; `nil` for HEIF, whose boxes only libheif reads.
    package private(set) var size: PixelSize?
    package private(set) var frames = 1

    package struct PixelSize: Sendable, Hashable {
        package let width: Int
        package let height: Int
    }

    /// - Throws: ``ImageRefusal``.
    package init(_ content: [UInt8]) throws(ImageRefusal) {
        let bytes = ImageBytes(bytes: content)
        guard bytes.count <= ImageLimits.bytes else { throw .tooManyBytes }
        kind = try ImageKind(of: bytes)
        let structure: Structure =
            switch kind {
            case .jpeg: try Structure(jpeg: bytes)
            case .png: try Structure(png: bytes)
            case .gif: try Structure(gif: bytes)
            case .webp: try Structure(webp: bytes)
            case .heif: try Structure(heif: bytes)
            }
        size = structure.size
        frames = structure.frames
        if let size { try Self.check(width: size.width, height: size.height) }
        if frames > ImageLimits.frames { throw .tooManyFrames(frames) }
        guard bytes.isPadding(from: structure.end) else { throw .bytesAfterEnd(bytes.count - structure.end) }
        if let other = ForeignContent.kind(in: bytes) { throw .secondKind(other) }
    }

    /// - Throws: ``ImageRefusal``: `tooManyPixels` or `damaged`.
    package static func check(width: Int, height: Int) throws(ImageRefusal) {
        guard width > 0, height > 0 else { throw .damaged }
        guard width <= ImageLimits.side, height <= ImageLimits.side, width * height <= ImageLimits.pixels else {
            throw .tooManyPixels(width: width, height: height)
        }
    }

    /// Where an image ends, and what its headers say.
    struct Structure {
        var size: PixelSize?
        var frames = 1
        var end = 0
    }
}
