import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a link made by hand.
enum LinkForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func link(
        _ reading: FormReading, slug: Slug?, old: HandMadeLink?, now: Timestamp
    ) throws(Problem) -> HandMadeLink {
        var reading = reading
        let programme = reading.identifier("programme", of: Programme.self, at: now)
        try reading.check(title: "The link can’t be saved")
        guard let slug else { throw StaffRequest.nothingHere }
        return HandMadeLink(
            slug: slug, name: reading.text("name"), programme: programme, destination: reading.text("destination"),
            target: reading.text("target"), categories: categories(reading.text("categories")),
            images: old?.images ?? "", geolocations: old?.geolocations ?? "", keywords: old?.keywords ?? "",
            made: old?.made ?? now)
    }

    static func values(_ link: HandMadeLink) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: link.name), .init(name: "programme", value: link.programme.description),
            .init(name: "destination", value: link.destination), .init(name: "target", value: link.target),
            .init(name: "categories", value: link.categories.joined(separator: "; ")),
        ])
    }

    static func write(
        _ values: FormBody, _ programmes: [(value: String, name: String)], _ state: FormState,
        into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            html.textField("Name", name: "name", value: values["name"], state: state, .required, .maxlength(120))
            html.choice(
                "Programme", name: "programme", value: values["programme"], options: programmes, state: state)
        }
        html.textField(
            "What writers link to", name: "destination", value: values["destination"],
            hint: "The exact address; any other is left to the rules.", state: state, .required, .inputmode("url"),
            .spellcheck("false"))
        html.textField(
            "Where it leads", name: "target", value: values["target"],
            hint:
                "The address that earns. It must lead to the same domain, or carry the address in it; {subid} names the article.",
            state: state, .required, .spellcheck("false"))
        html.textField(
            "Categories", name: "categories", value: values["categories"], hint: "With semicolons between.",
            state: state)
    }

    private static func categories(_ text: String) -> [String] {
        var seen: Set<String> = []
        return text.split(separator: ";").map { part in
            String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
