import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a partner.
enum PartnerForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func partner(_ reading: FormReading, slug: Slug?) throws(Problem) -> Partner {
        var reading = reading
        let since = reading.neededDay("since")
        let ended = reading.day("ended")
        try reading.check(title: "The partner can’t be saved")
        guard let slug else { throw StaffRequest.nothingHere }
        return Partner(
            slug: slug, name: reading.text("name"),
            relationship: Partner.Relationship(rawValue: reading.text("relationship")) ?? .affiliate,
            domain: reading.text("domain"), since: since, ended: ended, about: reading.text("about"),
            ownership: Partner.Ownership(rawValue: reading.text("ownership")) ?? .none, terms: reading.text("terms"))
    }

    static func values(_ partner: Partner) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: partner.name), .init(name: "relationship", value: partner.relationship.rawValue),
            .init(name: "domain", value: partner.domain), .init(name: "since", value: partner.since.description),
            .init(name: "ended", value: partner.ended?.description ?? ""), .init(name: "about", value: partner.about),
            .init(name: "ownership", value: partner.ownership.rawValue), .init(name: "terms", value: partner.terms),
        ])
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.element(.div, .class("pair")) { html in
            html.textField("Name", name: "name", value: values["name"], state: state, .required, .maxlength(80))
            html.textField(
                "Domain", name: "domain", value: values["domain"],
                hint: "As readers know it, such as www.shop.example.",
                state: state, .required, .spellcheck("false"))
            html.choice(
                "How it pays", name: "relationship", value: values["relationship"],
                options: Partner.Relationship.allCases.map { ($0.rawValue, $0.word) }, state: state)
            html.choice(
                "Who owns it", name: "ownership", value: values["ownership"],
                options: Partner.Ownership.allCases.map { ($0.rawValue, $0.word) }, state: state)
            html.textField(
                "First day", name: "since", value: values["since"], state: state, .type("date"), .required)
            html.textField(
                "Last day", name: "ended", value: values["ended"], hint: "Empty while it runs on.", state: state,
                .type("date"))
        }
        html.textArea(
            "What it does, for readers", name: "about", value: values["about"], rows: 2,
            hint: "It stands on the page of partners.", state: state, .required, .maxlength(400))
        html.textArea(
            "Terms", name: "terms", value: values["terms"], rows: 4,
            hint: "What was agreed; only the business side sees it.", state: state, .maxlength(4000))
    }
}
