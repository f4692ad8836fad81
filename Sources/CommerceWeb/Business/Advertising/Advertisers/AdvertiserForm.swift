import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of an advertiser.
enum AdvertiserForm {
    static let exclusion =
        "Two advertisers that share a category are taken for competitors: they never stand on the same page. "
        + "A block on a category holds for all its advertisers."

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func advertiser(_ reading: FormReading, partner: Slug) throws(Problem) -> Advertiser {
        var reading = reading
        let categories = reading.list("categories", wanted: "a category: use letters, digits and hyphens") { word in
            Slug(validating: word.lowercased().replacing(" ", with: "-"))
        }
        let ended = reading.day("ended")
        try reading.check(title: "The advertiser can’t be saved")
        return Advertiser(
            partner: partner, name: reading.text("name"), categories: Set(categories), ended: ended)
    }

    /// The partner that is added with an advertiser.
    ///
    /// - Throws: As ``advertiser(_:partner:)``.
    static func partner(_ reading: FormReading) throws(Problem) -> Partner {
        var reading = reading
        let slug = reading.slug("partner-slug")
        let since = reading.neededDay("partner-since")
        try reading.check(title: "The advertiser can’t be added")
        guard let slug else { throw StaffRequest.nothingHere }
        return Partner(
            slug: slug, name: reading.text("partner-name"), relationship: .advertiser,
            domain: reading.text("partner-domain"), since: since, ended: nil, about: reading.text("partner-about"),
            ownership: Partner.Ownership(rawValue: reading.text("partner-ownership")) ?? .none,
            terms: reading.text("partner-terms"))
    }

    static func values(_ advertiser: Advertiser) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: advertiser.name),
            .init(
                name: "categories",
                value: advertiser.categories.sorted().map(\.description).joined(separator: ", ")),
            .init(name: "ended", value: advertiser.ended?.description ?? ""),
        ])
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Billed to", name: "name", value: values["name"], hint: "The name on invoices.", state: state,
                .required, .maxlength(120))
            html.textField(
                "What it sells", name: "categories", value: values["categories"],
                hint: "Categories with commas between, such as telescopes, binoculars.", state: state, .required,
                .spellcheck("false"))
        }
        html.element(.p, .class("hint"), text: exclusion)
    }

    /// Fields for a partner that isn’t there yet.
    static func writePartner(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.element(.fieldset) { html in
            html.element(.legend, text: "The new partner")
            html.element(.p, .class("hint"), text: "Readers find it in the list of partners.")
            html.element(.div, .class("pair")) { html in
                html.textField(
                    "Short name", name: "partner-slug", value: values["partner-slug"],
                    hint: "It can’t be changed later, such as bright-lamps.", state: state, .spellcheck("false"),
                    .maxlength(120))
                html.textField(
                    "Name", name: "partner-name", value: values["partner-name"], hint: "As readers know it.",
                    state: state, .maxlength(80))
                html.textField(
                    "Domain", name: "partner-domain", value: values["partner-domain"],
                    hint: "Such as www.lamps.example.", state: state, .spellcheck("false"))
                html.textField(
                    "First day of the agreement", name: "partner-since", value: values["partner-since"],
                    hint: "Nothing of it runs before.", state: state, .type("date"))
                html.choice(
                    "Who owns it", name: "partner-ownership", value: values["partner-ownership"],
                    options: Partner.Ownership.allCases.map { ($0.rawValue, $0.word) }, state: state)
            }
            html.textArea(
                "What it does, for readers", name: "partner-about", value: values["partner-about"], rows: 2,
                state: state, .maxlength(400))
            html.textArea(
                "Terms", name: "partner-terms", value: values["partner-terms"], rows: 2,
                hint: "Only the business side sees them.", state: state, .maxlength(4000))
        }
    }
}
