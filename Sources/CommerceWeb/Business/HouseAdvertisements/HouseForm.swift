import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a house advertisement.
enum HouseForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func advertisement(_ reading: FormReading, slug: Slug?) throws(Problem) -> HouseAdvertisement {
        var reading = reading
        let place = Slot.Place(rawValue: reading.text("place"))
        if place == nil { reading.fault("place", "Choose a slot.") }
        let path = reading.text("path")
        let page = path.prefix { $0 != "?" && $0 != "#" }
        if path.hasPrefix("/"), Route(path: String(page)) == nil {
            reading.fault("path", "There can be no page of this site at “\(path.prefix(80))”.")
        }
        try reading.check(title: "The house advertisement can’t be saved")
        guard let slug, let place else { throw StaffRequest.nothingHere }
        return HouseAdvertisement(
            slug: slug, place: place, headline: reading.text("headline"), text: reading.text("text"), path: path)
    }

    static func values(_ advertisement: HouseAdvertisement) -> FormBody {
        FormBody(fields: [
            .init(name: "place", value: advertisement.place.rawValue),
            .init(name: "headline", value: advertisement.headline), .init(name: "text", value: advertisement.text),
            .init(name: "path", value: advertisement.path),
        ])
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        func limits(_ part: KeyPath<(headline: Int, text: Int), Int>) -> String {
            let all = Slot.Place.allCases.map { place in
                "\(place.title.lowercased()) \(HouseAdvertisement.limits(in: place)[keyPath: part])"
            }
            return "Characters that fit: \(all.joined(separator: ", "))."
        }
        html.element(.div, .class("pair")) { html in
            html.choice(
                "Slot", name: "place", value: values["place"], options: Slot.Place.options, state: state)
            html.textField(
                "Page that it leads to", name: "path", value: values["path"],
                hint: "A path of this site, such as /standards.", state: state, .required, .spellcheck("false"))
        }
        html.textField(
            "Headline", name: "headline", value: values["headline"], hint: limits(\.headline), state: state, .required,
            .maxlength(60))
        html.textArea(
            "Text", name: "text", value: values["text"], rows: 2, hint: limits(\.text), state: state, .required,
            .maxlength(200))
    }
}
