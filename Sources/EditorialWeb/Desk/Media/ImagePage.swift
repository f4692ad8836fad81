import Editorial
import HTTPSupport
import Kernel
import Markup

/// One image: what it is, how a text shows it, where it stands.
struct ImagePage {
    let image: Image
    let uses: ImageUses
    let values: FormBody
    let token: String
    let problem: Problem?

    private var slug: String { image.slug.description }

    var page: OfficePage {
        OfficePage(title: slug, area: .desk, place: .media, scripts: ["media.js"], isWide: true) { html in
            html.element(.h1, text: slug)
            html.element(.p, .class("hint")) { html in
                html.text("\(image.width) × \(image.height) pixels · uploaded ")
                html.moment(image.uploaded)
                html.text(" by \(image.uploadedBy.name)")
            }
            if let problem { html.problem(problem) }
            html.element(.div, .class("image-page")) { html in
                html.element(.div) { writePreview(into: &$0) }
                html.element(.div) { html in
                    html.element(.h2, text: "What it is")
                    html.form(.image(slug), token: token) { html in
                        ImageForm.write(values, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                        html.submit("Save")
                    }
                    writeUses(into: &html)
                }
            }
        }
    }

    private func writePreview(into html: inout HTMLWriter) {
        html.element(.div, .class("focal"), .id("focal")) { html in
            if let fallback = image.fallback {
                html.void(
                    .img, .src(fallback.path), .width(fallback.width), .height(fallback.height),
                    .alt(image.alternative.isEmpty ? "The image, not described yet" : image.alternative))
            }
        }
        html.element(
            .p, .class("hint"), .id("focal-hint"), .hidden,
            text: "Click on what matters: it stays in sight when the image is cropped.")
        html.element(.h2, text: "In a text")
        html.element(.p) { $0.element(.code, text: "![](\(image.reference) \"A caption\")") }
        html.element(
            .p, .class("hint"),
            text: "On a line of its own it becomes a figure, with the caption, who made it and the terms under it.")
        html.element(.h2, text: "Cropped")
        html.element(.div, .class("crops")) { html in
            for (kind, name) in [(ImageVariant.Kind.card, "In previews elsewhere"), (.thumbnail, "In lists")] {
                guard let variant = image.variants(kind).last else { continue }
                html.element(.figure) { html in
                    html.void(
                        .img, .src(variant.path), .width(variant.width), .height(variant.height), .alt(""),
                        .loading("lazy"))
                    html.element(.figcaption, .class("hint"), text: name)
                }
            }
        }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it stands")
        guard uses.isEmpty else {
            return html.element(.ul, .class("lines")) { html in
                for article in uses.articles {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) {
                            $0.element(.a, .href(Route.article(article.slug).path), text: article.title)
                        }
                        html.element(.p, .class("hint"), text: "As readers see it")
                    }
                }
                for draft in uses.manuscripts {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) {
                            $0.element(
                                .a, .href(OfficeRoute.manuscript(draft.id.description).path),
                                text: draft.title.isEmpty ? "Untitled" : draft.title)
                        }
                        html.element(.p, .class("hint"), text: "On the desk")
                    }
                }
            }
        }
        html.element(.p, .class("empty"), text: "No article and no text on the desk shows it.")
        html.form(.imageDeletion(slug), token: token) { html in
            html.element(.button, text: "Delete the image and its files")
        }
    }
}
