import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a programme.
enum ProgrammeForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func programme(_ form: FormBody, id: Programme.ID, network: String) throws(Problem) -> Programme {
        var reading = FormReading(form)
        let since = reading.neededDay("since")
        let ended = reading.day("ended")
        let partner = reading.slug("partner")
        try reading.check(title: "The programme can’t be saved")
        guard let partner, let network = Network(rawValue: network) else { throw StaffRequest.nothingHere }
        // A field that the network doesn't ask for is nobody's.
        func value(_ key: Network.Field.Key) -> String {
            network.fields.contains { $0.key == key } ? reading.text(key.rawValue) : ""
        }
        return Programme(
            id: id, partner: partner, name: reading.text("name"), network: network, account: value(.account),
            merchant: value(.merchant), creative: value(.creative), ownTemplate: value(.template),
            allowsRedirects: reading.text("allowsRedirects") == "1",
            requiredSentence: reading.text("requiredSentence"), since: since, ended: ended)
    }

    static func values(_ programme: Programme) -> FormBody {
        FormBody(
            fields: [
                .init(name: "partner", value: programme.partner.description),
                .init(name: "name", value: programme.name),
                .init(name: "allowsRedirects", value: programme.allowsRedirects ? "1" : ""),
                .init(name: "requiredSentence", value: programme.requiredSentence),
                .init(name: "since", value: programme.since.description),
                .init(name: "ended", value: programme.ended?.description ?? ""),
            ]
                + Network.Field.Key.allCases.map { .init(name: $0.rawValue, value: programme.value(of: $0)) })
    }

    static func write(
        _ values: FormBody, _ network: Network, _ partners: [Partner], _ state: FormState, into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            html.textField("Name", name: "name", value: values["name"], state: state, .required, .maxlength(80))
            html.choice(
                "Partner", name: "partner", value: values["partner"],
                options: partners.map { ($0.slug.description, $0.name) }, state: state)
            for field in network.fields {
                html.textField(
                    field.label, name: field.key.rawValue, value: values[field.key.rawValue], hint: field.hint,
                    state: state, .required, .spellcheck("false"))
            }
            html.textField(
                "First day", name: "since", value: values["since"], state: state, .type("date"), .required)
            html.textField(
                "Last day", name: "ended", value: values["ended"], hint: "Empty while it runs on.", state: state,
                .type("date"))
        }
        html.textField(
            "Sentence that it prescribes", name: "requiredSentence", value: values["requiredSentence"],
            hint: "It is printed on each page that has one of its links.", state: state, .maxlength(300))
        for error in state.errors where error.field == "allowsRedirects" {
            html.element(.p, .class("error"), text: error.message)
        }
        html.box(
            "Links may go over /go on this site", name: "allowsRedirects", value: "1",
            isTicked: values["allowsRedirects"] == "1", id: "field-allowsRedirects")
    }
}
