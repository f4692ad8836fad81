import Commerce
import HTTPSupport
import Kernel
import Markup

/// Who issues the invoices.
struct IssuerPage {
    let issuer: InvoiceIssuer?
    /// What the site calls its publisher.
    let publisher: String
    /// What was sent and could not be saved.
    let values: FormBody?
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Who issues the invoices", area: .business, place: .invoices) { html in
            html.element(.p, .class("hint")) { $0.element(.a, .href(OfficeRoute.invoices.path), text: "Invoices") }
            html.element(.h1, text: "Who issues the invoices")
            if let problem { html.problem(problem) }
            let state = FormState(errors: problem?.fieldErrors ?? [])
            html.form(.invoiceIssuer, token: token) { html in
                html.textField(
                    "Name", name: "name", value: values?["name"] ?? issuer?.party.name ?? publisher, state: state,
                    .required, .maxlength(120), .autocomplete("off"))
                html.party(values, issuer?.party, state)
                html.textField(
                    "Days to pay", name: "daysToPay",
                    value: values?["daysToPay"] ?? String(issuer?.daysToPay ?? 14), state: state, .required,
                    .inputmode("numeric"))
                html.textArea(
                    "How to pay", name: "payment", value: values?["payment"] ?? issuer?.payment ?? "", rows: 3,
                    hint: "Such as a bank account; it stands at the end of each invoice.", state: state)
                html.submit("Save")
            }
        }
    }
}

/// How an advertiser is billed.
struct BillingTermsPage {
    let advertiser: Advertiser
    let terms: BillingTerms?
    /// What was sent and could not be saved.
    let values: FormBody?
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "How \(advertiser.name) is billed", area: .business, place: .invoices) { html in
            html.element(.p, .class("hint")) { $0.element(.a, .href(OfficeRoute.invoices.path), text: "Invoices") }
            html.element(.h1, .dir("auto"), text: "How \(advertiser.name) is billed")
            if let problem { html.problem(problem) }
            let state = FormState(errors: problem?.fieldErrors ?? [])
            let party = terms.map {
                InvoiceParty(
                    name: advertiser.name, address: $0.address, country: $0.country, vatNumber: $0.vatNumber)
            }
            html.form(.billingTerms(advertiser.partner.description), token: token) { html in
                html.party(values, party, state)
                html.choice(
                    "VAT", name: "vat", value: values?["vat"] ?? (terms?.isReverseCharge == true ? "reverse" : "rate"),
                    options: [
                        ("rate", "At a rate"), ("reverse", "Reverse charge: the advertiser accounts for it"),
                    ], state: state)
                html.textField(
                    "VAT rate, in per cent", name: "vatRate",
                    value: values?["vatRate"] ?? terms.map {
                        $0.vatRate.asPercentage.split(separator: "\u{A0}").first.map(String.init) ?? ""
                    } ?? "",
                    hint: "Such as 19 or 8.1; 0 where there is none.", state: state, .inputmode("decimal"))
                html.textField(
                    "Reference", name: "reference", value: values?["reference"] ?? terms?.reference ?? "",
                    hint: "What the advertiser wants to find on its invoices, such as the number of an order.",
                    state: state, .maxlength(120), .autocomplete("off"))
                html.submit("Save")
            }
        }
    }
}

extension HTMLWriter {
    /// The fields that both sides of an invoice have.
    fileprivate mutating func party(_ values: FormBody?, _ party: InvoiceParty?, _ state: FormState) {
        textArea(
            "Address", name: "address", value: values?["address"] ?? party?.address ?? "", rows: 4,
            hint: "Without the name and the country.", state: state, .required)
        textField(
            "Country", name: "country", value: values?["country"] ?? party?.country.description ?? "",
            hint: "Its two letters, such as DE.", state: state, .required, .maxlength(2), .autocomplete("off"))
        textField(
            "VAT number", name: "vatNumber", value: values?["vatNumber"] ?? party?.vatNumber ?? "",
            hint: "With the letters of the country before it; empty if there is none.", state: state,
            .autocomplete("off"))
    }
}
