import Editorial
import HTTPSupport
import Kernel
import Markup

/// The fields in which people say what an image is.
enum ImageForm {
    static func values(_ image: Image) -> FormBody {
        FormBody(fields: [
            .init(name: "alternative", value: image.alternative), .init(name: "credit", value: image.credit),
            .init(name: "licence", value: image.licence?.rawValue ?? ""),
            .init(name: "source", value: image.source ?? ""), .init(name: "focusX", value: percent(image.focus.x)),
            .init(name: "focusY", value: percent(image.focus.y)),
        ])
    }

    /// - Throws: ``Problem`` of kind `invalid` with field errors for what cannot be read.
    static func description(_ form: FormBody) throws(Problem) -> ImageDescription {
        var errors: [Problem.FieldError] = []
        func part(_ field: String) -> Int {
            let text = TypedText.line(form[field])
            guard let percent = Double(text), percent.isFinite, (0...100).contains(percent) else {
                errors.append(.init(field: field, message: "Write a number from 0 to 100."))
                return 0
            }
            return Int((percent * 10).rounded())
        }
        let focus = FocalPoint(x: part("focusX"), y: part("focusY"))
        guard errors.isEmpty else {
            throw Problem(
                .invalid, slug: "image-invalid", title: "The image’s details can’t be saved",
                detail: "The focal point is not a place in the image.", fieldErrors: errors)
        }
        return ImageDescription(
            alternative: TypedText.line(form["alternative"]), credit: TypedText.line(form["credit"]),
            licence: ImageLicence(rawValue: form["licence"]), source: TypedText.line(form["source"]), focus: focus)
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.textArea(
            "What it shows", name: "alternative", value: values["alternative"], rows: 3,
            hint: "For those who cannot see it; a text may say it otherwise between the brackets.", state: state,
            .spellcheck("true"), .maxlength(500))
        html.textField("Who made it", name: "credit", value: values["credit"], state: state, .maxlength(200))
        html.choice(
            "It may be shown under", name: "licence", value: values["licence"],
            options: [("", "Choose one")] + ImageLicence.allCases.map { ($0.rawValue, $0.name) }, state: state)
        html.textField(
            "Where it is from", name: "source", value: values["source"],
            hint: "An address, if it was found on the web. The name above leads to it.", state: state, .type("url"))
        html.element(.div, .class("pair")) { html in
            for (name, label) in [
                ("focusX", "Focal point, % from the left"), ("focusY", "Focal point, % from the top"),
            ] {
                html.textField(
                    label, name: name, value: values[name], state: state, .type("number"), .min("0"), .max("100"),
                    .step("0.1"))
            }
        }
    }

    /// Parts of a thousand as per cent, such as `33.3`.
    private static func percent(_ part: Int) -> String {
        part % 10 == 0 ? String(part / 10) : "\(part / 10).\(part % 10)"
    }
}
