package import Kernel

/// Why an uploaded file is not taken as an image.
package enum ImageRefusal: Error, Sendable, Hashable {
    case empty
    case tooManyBytes
    /// SVG is a program's language as much as a picture.
    case drawing
    case unknownKind
    case tooManyPixels(width: Int, height: Int)
    case tooManyFrames(Int)
    /// Something follows the end of the image.
    case bytesAfterEnd(Int)
    /// The file is something else as well.
    case secondKind(String)
    case damaged
}

extension ImageRefusal {
    /// What a person is told.
    package var message: String {
        let limits = ImageLimits.self
        switch self {
        case .empty: return "The file is empty."
        case .tooManyBytes:
            return "The file is larger than \(limits.bytes >> 20) MB. Save it smaller, and try again."
        case .drawing:
            return
                "This is an SVG drawing. SVG files can hold scripts and fetch things from elsewhere, so none are taken. Save it as PNG or WebP."
        case .unknownKind:
            return "This is none of the kinds that are taken: JPEG, PNG, WebP, AVIF, HEIF and GIF."
        case .tooManyPixels(let width, let height):
            let most = limits.pixels / 1_000_000
            return
                "The image has \(width) × \(height) pixels. At most \(most) million in all are taken, and \(limits.side) on a side. Save it smaller, and try again."
        case .tooManyFrames(let frames):
            return
                "The animation has \(frames) frames, and at most \(limits.frames) are read. Only the first would be shown: save that as a still image."
        case .bytesAfterEnd(let count):
            return
                "Something follows the end of the image (\(count) bytes), so the file may be two things at once. Open it in an image program, save it anew, and try again."
        case .secondKind(let kind):
            return
                "The file is \(kind) as well as an image. Open it in an image program, save it anew, and try again."
        case .damaged: return "The image cannot be read. It may be damaged or cut off."
        }
    }

    package var problem: Problem {
        Problem(
            .invalid, slug: "image-refused", title: "The image was not taken", detail: message,
            fieldErrors: [Problem.FieldError(field: "file", message: message)])
    }
}

/// How much of an image is read.
package enum ImageLimits {
    /// Of a file, in bytes.
    package static let bytes = 20 << 20
    /// Of an image, before anything is decoded.
    package static let pixels = 50_000_000
    /// What WebP can hold (16,383), rounded down.
    package static let side = 16_000
    /// Of an animation, of which the first is shown.
    package static let frames = 200
}
