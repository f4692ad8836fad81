import Commerce
import HTTPSupport
import Kernel
import Markup
import Pictures

/// Reads and shows the fields of a creative.
enum CreativeForm {
    /// What a form says of a creative before its picture is taken.
    struct Draft {
        let name: String
        let place: Slot.Place
        let form: Creative.Content.Form
        let headline: String
        let text: String
        let alternative: String
        let html: String
        /// Of a third party.
        let frame: TagAddress?
        let destination: String

        /// How large its picture may be; `nil` when it has none.
        var room: CreativePictures.Room? {
            switch form {
            case .picture: place.pictureSize
            case .both: place.smallPictureSize
            case .text, .html, .tag: nil
            }
        }

        /// - Parameter picture: Must be there for the forms that have one.
        func creative(_ id: Creative.ID, of flight: Flight.ID, picture: Creative.Picture?) -> Creative {
            let content: Creative.Content =
                switch (form, picture, frame) {
                case (.picture, let picture?, _): .picture(picture)
                case (.both, let picture?, _): .pictureAndText(picture, headline: headline, text: text)
                case (.html, _, _): .html(html)
                case (.tag, _, let frame?): .tag(frame)
                case (.text, _, _), (.picture, nil, _), (.both, nil, _), (.tag, _, nil):
                    .text(headline: headline, text: text)
                }
            return Creative(
                id: id, flight: flight, name: name, place: place, content: content, destination: destination)
        }
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func draft(_ form: FormBody) throws(Problem) -> Draft {
        var reading = FormReading(form)
        let place = Slot.Place(rawValue: reading.text("place"))
        if place == nil { reading.fault("place", "Choose a slot.") }
        let kind = Creative.Content.Form(rawValue: reading.text("form"))
        if kind == nil { reading.fault("form", "Choose what it consists of.") }
        if place == .newsletter, let kind, kind != .text {
            reading.fault("form", "A mail of the newsletter loads nothing, so what stands in it is text.")
        }
        var frame: TagAddress?
        if kind == .tag {
            do {
                frame = try TagAddress(reading.text("frame"))
            } catch {
                reading.fault("frame", error.message)
            }
        }
        try reading.check(title: "The creative can’t be saved")
        return Draft(
            name: reading.text("name"), place: place ?? .top, form: kind ?? .text, headline: reading.text("headline"),
            text: reading.text("text"), alternative: reading.text("alternative"), html: form["html"],
            frame: frame, destination: frame?.description ?? reading.text("destination"))
    }

    static func values(_ creative: Creative) -> FormBody {
        var (headline, text, html) = ("", "", "")
        switch creative.content {
        case .text(let line, let words), .pictureAndText(_, let line, let words): (headline, text) = (line, words)
        case .html(let document): html = document
        case .picture, .tag: break
        }
        return FormBody(fields: [
            .init(name: "name", value: creative.name), .init(name: "place", value: creative.place.rawValue),
            .init(name: "form", value: creative.content.form.rawValue), .init(name: "headline", value: headline),
            .init(name: "text", value: text), .init(name: "alternative", value: creative.picture?.alternative ?? ""),
            .init(name: "html", value: html), .init(name: "frame", value: creative.tag?.description ?? ""),
            .init(name: "destination", value: creative.tag == nil ? creative.destination : ""),
        ])
    }

    /// - Parameter picture: The one that it has, which stays when no other is chosen.
    static func write(
        _ values: FormBody, _ picture: Creative.Picture?, _ state: FormState, into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Name", name: "name", value: values["name"], hint: "Only you see it, such as Lamp, autumn, top.",
                state: state, .required, .maxlength(80))
            html.textField(
                "Where a click leads", name: "destination", value: values["destination"],
                hint: "The whole address, with https://. Empty for a frame of a third party.", state: state,
                .inputmode("url"), .spellcheck("false"))
            html.choice(
                "Slot", name: "place", value: values["place"], options: Slot.Place.options, state: state)
            html.choice(
                "What it consists of", name: "form", value: values["form"],
                options: Creative.Content.Form.allCases.map { ($0.rawValue, $0.word) }, state: state)
        }
        html.element(.p, .class("hint"), text: "Fill in what belongs to it; the rest is left out.")
        html.element(.fieldset) { html in
            html.element(.legend, text: "Text")
            html.textField(
                "Headline", name: "headline", value: values["headline"], hint: limits(\.headline), state: state,
                .maxlength(60))
            html.textArea(
                "Text", name: "text", value: values["text"], rows: 2, hint: limits(\.text), state: state,
                .maxlength(200))
        }
        html.element(.fieldset) { html in
            html.element(.legend, text: "Picture")
            writePicture(values, picture, state, into: &html)
        }
        html.element(.fieldset) { html in
            html.element(.legend, text: "HTML document")
            html.textArea(
                "Document", name: "html", value: values["html"], rows: 6,
                hint: """
                    A whole document with its styles and scripts in it; pictures as data: addresses. It runs in a frame, \
                    can fetch nothing, and reaches nothing of the page. Write {{click}} for the address of its link.
                    """,
                state: state, .spellcheck("false"))
        }
        html.element(.fieldset) { html in
            html.element(.legend, text: "Frame of a third party")
            html.textField(
                "Address of the frame", name: "frame", value: values["frame"],
                hint: """
                    With https://, at a host with a public name. It is shown only where the publisher allows such frames, and to \
                    readers who agreed to this host; until then they see an advertisement of the site itself. Views count once the \
                    frame was in sight; clicks in it can’t be counted.
                    """, state: state, .inputmode("url"), .spellcheck("false"))
        }
    }

    private static func writePicture(
        _ values: FormBody, _ picture: Creative.Picture?, _ state: FormState, into html: inout HTMLWriter
    ) {
        let sizes = Slot.Place.onPages.map { place in
            let (full, small) = (place.pictureSize, place.smallPictureSize)
            return
                "\(place.title.lowercased()) \(full.width) × \(full.height), with text \(small.width) × \(small.height)"
        }
        let hint =
            """
            JPEG, PNG, WebP, AVIF, HEIF or GIF, up to \(ImageLimits.bytes >> 20) MB; of an animation the first picture. It is \
            written anew without what it says beside its pixels. It fits into: \(sizes.joined(separator: "; ")). Twice that in \
            either direction is sharp on dense screens.
            """
        if let picture {
            html.element(.p) { html in
                html.void(
                    .img, .src(picture.path), .width(picture.width), .height(picture.height),
                    .alt(picture.alternative))
            }
        }
        html.field(
            picture == nil ? "File" : "Another file", name: "file", hint: hint, state: state
        ) { html, id, description, invalid in
            html.void(
                .input, .type("file"), .id(id), .name("file"), .accept("image/*"), description, invalid)
        }
        html.textField(
            "What it shows", name: "alternative", value: values["alternative"],
            hint: "For those who cannot see it, with the words that are in the picture.", state: state,
            .maxlength(200))
    }

    private static func limits(_ part: KeyPath<(headline: Int, text: Int), Int>) -> String {
        let all = Slot.Place.allCases.map { place in
            "\(place.title.lowercased()) \(HouseAdvertisement.limits(in: place)[keyPath: part])"
        }
        let small = Slot.Place.onPages.map { String($0.limitsBesidePicture[keyPath: part]) }
        return "Characters that fit: \(all.joined(separator: ", ")); with a picture \(small.joined(separator: ", "))."
    }
}
