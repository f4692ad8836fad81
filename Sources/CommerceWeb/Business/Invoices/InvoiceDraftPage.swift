import Commerce
import HTTPSupport
import Kernel
import Markup

/// What an invoice would say, before it is issued.
struct InvoiceDraftPage {
    let draft: InvoiceDraft
    let advertiser: Advertiser
    /// Of the advertiser, in the currency.
    let campaigns: [Campaign]
    let issuer: InvoiceIssuer?
    let terms: BillingTerms?
    let id: Invoice.ID
    let isOver: Bool
    let token: String
    let problem: Problem?

    private var subject: Invoice.Subject { draft.subject }

    var page: OfficePage {
        OfficePage(title: "Bill \(advertiser.name)", area: .business, place: .invoices) { html in
            html.element(.p, .class("hint")) { $0.element(.a, .href(OfficeRoute.invoices.path), text: "Invoices") }
            html.element(.h1, .dir("auto"), text: "\(advertiser.name), \(subject.month.written)")
            if let problem { html.problem(problem) }
            writeCampaigns(into: &html)
            html.differences(draft.differences)
            if draft.lines.isEmpty {
                html.element(
                    .p, .class("empty"), text: "There is nothing to bill: nothing was counted, or all of it is billed.")
            } else {
                let sums = InvoiceSums(net: draft.net, vatRate: terms?.vatRate ?? 0)
                html.invoiceLines(draft.lines, sums, vatRate: terms?.vatRate ?? 0)
                writeForm(into: &html)
            }
        }
    }

    private func writeCampaigns(into html: inout HTMLWriter) {
        guard campaigns.count > 1 else { return }
        html.element(.form, .class("filter"), .action(OfficeRoute.invoiceDraft.path)) { html in
            for (name, value) in [
                ("advertiser", subject.advertiser.description), ("month", subject.month.description),
                ("currency", subject.currency.code),
            ] { html.void(.input, .type("hidden"), .name(name), .value(value)) }
            html.choice(
                "Campaign", name: "campaign", value: subject.campaign?.description ?? "",
                options: [("", "All of them, on one invoice")] + campaigns.map { ($0.id.description, $0.name) },
                state: FormState())
            html.element(.button, text: "Show")
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        html.element(.h2, text: "Issue the invoice")
        guard issuer != nil, terms != nil else {
            return html.element(.p) { html in
                if issuer == nil {
                    html.element(.a, .href(OfficeRoute.invoiceIssuer.path), text: "Say who issues the invoices")
                    html.text(". ")
                }
                if terms == nil {
                    html.element(
                        .a, .href(OfficeRoute.billingTerms(advertiser.partner.description).path),
                        text: "Say how \(advertiser.name) is billed")
                    html.text(". Until then no VAT is shown above.")
                }
            }
        }
        guard isOver else {
            return html.element(.p, text: "\(subject.month.written) can be billed once it is over.")
        }
        html.element(.p, text: "It gets the next number, and nothing of it can be changed afterwards.")
        html.form(.invoices, token: token) { html in
            for (name, value) in [
                ("id", id.description), ("advertiser", subject.advertiser.description),
                ("campaign", subject.campaign?.description ?? ""), ("month", subject.month.description),
                ("currency", subject.currency.code), ("net", draft.net.decimal),
            ] { html.void(.input, .type("hidden"), .name(name), .value(value)) }
            html.submit("Issue the invoice")
        }
    }
}

extension HTMLWriter {
    /// Where the ledger says something else than what was billed.
    mutating func differences(_ differences: [InvoiceDraft.Difference]) {
        guard !differences.isEmpty else { return }
        element(.div, .class("problem")) { html in
            html.element(.p) { html in
                html.element(.strong, text: "What was billed of this month differs from the ledger")
            }
            html.element(.ul) { html in
                for difference in differences {
                    html.element(
                        .li,
                        text: """
                            \(difference.text): \(difference.inLedger.quantity.written) for \
                            \(difference.inLedger.amount.written) by the ledger and today’s price, \
                            \(difference.billed.quantity.written) for \(difference.billed.amount.written) billed
                            """)
                }
            }
            html.element(
                .p,
                text: """
                    What is missing can be billed. Of what was billed too much, give the difference back with a credit \
                    note, or take the invoice back and bill the month anew.
                    """)
        }
    }

    /// The lines of an invoice, and what they come to.
    mutating func invoiceLines(_ lines: [InvoiceLine], _ sums: InvoiceSums, vatRate: Int, total: String = "Total") {
        element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Lines of the invoice")) { html in
            html.element(.table, .class("clicks invoice")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in ["Campaign and flight", "Quantity", "Price", "Amount"] {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for line in lines {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row"), .dir("auto"), text: line.text)
                            html.element(.td, text: line.unit == .credit ? "" : line.quantity.written)
                            html.element(.td, text: line.priceWritten)
                            html.element(.td, text: line.amount.written)
                        }
                    }
                }
                html.element(.tfoot) { html in
                    for (name, amount) in [
                        ("The lines together", sums.net), ("Rounding to whole coins", sums.rounding),
                        ("Net", sums.taxable), ("VAT, \(vatRate.asPercentage)", sums.vat), (total, sums.total),
                    ] {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row"), text: name)
                            html.element(.td, .colspan(3), text: amount.written)
                        }
                    }
                }
            }
        }
    }
}
