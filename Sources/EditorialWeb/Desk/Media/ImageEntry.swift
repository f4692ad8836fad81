import Editorial
import HTTPSupport
import Kernel
import Markup

/// An image as lists and scripts get it.
struct ImageEntry {
    let image: Image

    private var slug: String { image.slug.description }

    /// What it shows, or what it is called until somebody has said so.
    var label: String { image.alternative.isEmpty ? slug : image.alternative }

    /// What is missing, or who made it.
    var detail: String {
        let terms = image.licence?.name ?? "terms not stated"
        return "\(image.width) × \(image.height)\(image.credit.isEmpty ? "" : " · \(image.credit)") · \(terms)"
    }

    var json: JSONValue {
        .object([
            "slug": .string(slug), "label": .string(label), "detail": .string(detail),
            "markdown": .string(markdown), "thumbnail": image.thumbnail.map { .string($0.path) },
            "page": .string(OfficeRoute.image(slug).path),
        ])
    }

    /// How a text shows it; what it shows is said at the image until the text says it otherwise.
    var markdown: String { "![](\(image.reference))" }

    /// What is said after an upload.
    static func notice(of upload: MediaStore.Upload) -> String {
        if upload.wasThere { return "This image was here already." }
        let first = upload.frames > 1 ? " Of the animation’s \(upload.frames) frames, the first was taken." : ""
        return "The image is here, without the data that its camera had added.\(first) "
            + "Say what it shows and how it may be used."
    }
}

extension HTMLWriter {
    /// The small form of an image; what it shows stands beside it.
    mutating func thumbnail(of image: Image, alternative: String = "") {
        guard let thumbnail = image.thumbnail else { return }
        void(
            .img, .src(thumbnail.path), .width(thumbnail.width), .height(thumbnail.height), .alt(alternative),
            .loading("lazy"), .decoding("async"))
    }
}
