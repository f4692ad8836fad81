import Editorial
import HTTPSupport
import Kernel
import Markup
import Pictures

/// The site's images, and the way to add some.
struct ImageListPage {
    let listing: ImageListing
    let search: String
    /// From 1.
    let number: Int
    /// What was just not taken, and why.
    let refusals: [(file: String, problem: Problem)]
    /// What was just taken beside it.
    let taken: [Image]
    let token: String

    var page: OfficePage {
        OfficePage(title: "Images", area: .desk, place: .media, scripts: ["media.js"]) { html in
            html.element(.h1, text: "Images")
            writeRefusals(into: &html)
            writeUpload(into: &html)
            html.element(.form, .class("filter"), .action(OfficeRoute.media.path)) { html in
                html.textField(
                    "Name, words or maker", name: "text", value: search, state: FormState(),
                    .type("search"))
                html.element(.button, text: "Show")
            }
            html.element(.p, .class("hint"), text: listing.total == 1 ? "One image" : "\(listing.total) images")
            if listing.images.isEmpty {
                html.element(
                    .p, .class("empty"), text: search.isEmpty ? "Images that texts show stand here." : "No image fits.")
            } else {
                html.element(.ul, .class("images")) { html in
                    for image in listing.images { html.element(.li) { write(image, into: &$0) } }
                }
            }
            writePages(into: &html)
        }
    }

    private func writeRefusals(into html: inout HTMLWriter) {
        guard !refusals.isEmpty else { return }
        html.element(.div, .class("problem"), .role("alert")) { html in
            for refusal in refusals {
                html.element(.p) { html in
                    html.element(.strong, text: refusal.file.isEmpty ? refusal.problem.title : refusal.file)
                    html.text(refusal.file.isEmpty ? ". \(refusal.problem.detail)" : ": \(refusal.problem.detail)")
                }
            }
            if !taken.isEmpty {
                html.element(.p) { html in
                    html.text("The others are here: ")
                    for (index, image) in taken.enumerated() {
                        if index > 0 { html.text(", ") }
                        let slug = image.slug.description
                        html.element(.a, .href(OfficeRoute.image(slug).path), text: slug)
                    }
                    html.text(".")
                }
            }
        }
    }

    private func writeUpload(into html: inout HTMLWriter) {
        html.form(.media, token: token, .class("upload"), .id("upload"), .enctype("multipart/form-data")) { html in
            html.field(
                "Add images", name: "file",
                hint:
                    "JPEG, PNG, WebP, AVIF, HEIF or GIF; each up to \(ImageLimits.bytes >> 20) MB and \(ImageLimits.pixels / 1_000_000) million pixels.",
                state: FormState()
            ) { html, id, description, invalid in
                html.void(
                    .input, .id(id), .name("file"), .type("file"), .multiple,
                    .accept("image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,image/gif"),
                    .data("data-most-bytes", String(ImageLimits.bytes)), description, invalid)
            }
            html.element(.button, .class("primary"), text: "Upload")
            html.element(.div, .id("upload-state"), .role("status")) { _ in }
        }
    }

    private func write(_ image: Image, into html: inout HTMLWriter) {
        let entry = ImageEntry(image: image)
        html.element(.a, .href(OfficeRoute.image(image.slug.description).path)) { html in
            html.thumbnail(of: image)
            html.element(.span, .class("line-title"), text: entry.label)
        }
        html.element(.p, .class("hint"), text: entry.detail)
    }

    private func writePages(into html: inout HTMLWriter) {
        guard number > 1 || listing.hasMore else { return }
        html.element(.p, .class("pages")) { html in
            if number > 1 { html.element(.a, .href(address(of: number - 1)), text: "Newer") }
            if listing.hasMore { html.element(.a, .href(address(of: number + 1)), text: "Older") }
        }
    }

    private func address(of number: Int) -> String {
        "\(OfficeRoute.media.path)?text=\(PercentEncoding.encode(search))&page=\(number)"
    }
}
