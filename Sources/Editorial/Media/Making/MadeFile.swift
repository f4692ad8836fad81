import Pictures

/// A form of an image, with its bytes, before it is kept.
struct MadeFile: Sendable {
    let variant: ImageVariant
    let bytes: [UInt8]

    init(_ kind: ImageVariant.Kind, width: Int, height: Int, bytes: [UInt8]) {
        let format: MediaName.Format =
            switch kind {
            case .avif: .avif
            case .webp: .webp
            case .jpeg, .card, .thumbnail: .jpeg
            case .master: .master
            }
        variant = ImageVariant(
            kind: kind, width: width, height: height, length: bytes.count,
            name: MediaName(of: bytes, format))
        self.bytes = bytes
    }
}

/// Everything that was made of an uploaded image.
struct MadeImage: Sendable {
    /// Of the image as it was uploaded and turned, in pixels.
    let width: Int
    let height: Int
    /// How many pictures an animation had, of which this is the first.
    let frames: Int
    let files: [MadeFile]
}
