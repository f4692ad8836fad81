import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a campaign.
enum CampaignForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func campaign(_ form: FormBody, id: Campaign.ID, advertiser: Slug) throws(Problem) -> Campaign {
        var reading = FormReading(form)
        let currency = Currency(reading.text("currency"))
        if currency == nil { reading.fault("currency", "Choose a currency.") }
        let ended = reading.day("ended")
        try reading.check(title: "The campaign can’t be saved")
        return Campaign(
            id: id, advertiser: advertiser, name: reading.text("name"), currency: currency ?? .euro, ended: ended)
    }

    static func values(_ campaign: Campaign) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: campaign.name), .init(name: "currency", value: campaign.currency.code),
            .init(name: "ended", value: campaign.ended?.description ?? ""),
        ])
    }

    /// They stand first.
    private static let usual: [Currency] = [.euro, .pound, .dollar]

    /// - Parameter prefix: Of the fields’ identifiers, where another form on the page has fields of the same names.
    static func write(
        _ values: FormBody, _ state: FormState, prefix: String = "field-", into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            html.field(
                "Name", name: "name", hint: "Such as Autumn 2026.", state: state, id: "\(prefix)name"
            ) { html, id, description, invalid in
                html.void(
                    .input, .id(id), .name("name"), .value(values["name"]), .required, .maxlength(80), description,
                    invalid)
            }
            html.field(
                "Currency", name: "currency", hint: "In which all its flights are billed.", state: state,
                id: "\(prefix)currency"
            ) { html, id, description, invalid in
                html.element(.select, .id(id), .name("currency"), description, invalid) { html in
                    for currency in usual + Currency.all.filter({ !usual.contains($0) }) {
                        html.element(
                            .option, .value(currency.code), currency.code == values["currency"] ? .selected : nil,
                            text: currency.code)
                    }
                }
            }
            html.field(
                "Last day", name: "ended", hint: "Nothing of it runs after that. Empty while it goes on.",
                state: state, id: "\(prefix)ended"
            ) { html, id, description, invalid in
                html.void(
                    .input, .id(id), .name("ended"), .value(values["ended"]), .type("date"), description, invalid)
            }
        }
    }
}
