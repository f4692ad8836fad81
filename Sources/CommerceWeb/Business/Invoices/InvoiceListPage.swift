import Commerce
import HTTPSupport
import Kernel
import Markup

/// What is to be billed, what was billed, and who is billed how.
struct InvoiceListPage {
    let unbilled: [InvoiceDraft]
    let issued: [Invoice]
    let advertisers: [Advertiser]
    /// Those of whom it is known how they are billed.
    let billed: Set<Slug>
    let hasIssuer: Bool

    private var names: [Slug: String] {
        Dictionary(advertisers.map { ($0.partner, $0.name) }) { first, _ in first }
    }

    var page: OfficePage {
        OfficePage(title: "Invoices", area: .business, place: .invoices, isWide: true) { html in
            html.element(.h1, text: "Invoices")
            html.element(
                .p, .class("hint"),
                text: """
                    What the ledger holds of a month, billed once the month is over. An invoice stays as it was issued; a \
                    credit note corrects it.
                    """)
            if !hasIssuer {
                html.element(.p, .class("notice")) { html in
                    html.text("It isn’t known yet who bills. ")
                    html.element(.a, .href(OfficeRoute.invoiceIssuer.path), text: "Say who issues the invoices")
                }
            }
            writeUnbilled(into: &html)
            writeIssued(into: &html)
            writeParties(into: &html)
        }
    }

    private func writeUnbilled(into html: inout HTMLWriter) {
        let due = unbilled.filter { !$0.lines.isEmpty }
        html.element(.h2, text: "To be billed")
        if due.isEmpty {
            html.element(.p, .class("empty"), text: "All that was delivered in the months that are over is billed.")
        } else {
            html.element(.ul, .class("lines")) { html in
                for draft in due { html.element(.li) { write(draft, into: &$0) } }
            }
        }
        let differing = unbilled.filter { !$0.differences.isEmpty }
        guard !differing.isEmpty else { return }
        html.element(.h2, text: "What differs")
        html.element(
            .p, text: "Here the ledger and the prices come to something else now than what was billed.")
        html.element(.ul, .class("lines")) { html in
            for draft in differing { html.element(.li) { write(draft, into: &$0) } }
        }
    }

    private func write(_ draft: InvoiceDraft, into html: inout HTMLWriter) {
        let subject = draft.subject
        html.element(.p, .class("line-title")) { html in
            html.element(
                .a, .href(subject.draftAddress), .dir("auto"),
                text: "\(names[subject.advertiser] ?? subject.advertiser.description), \(subject.month.written)")
        }
        html.element(.p, .class("hint"), text: draft.net.written)
    }

    private func writeIssued(into html: inout HTMLWriter) {
        html.element(.h2, text: "Issued")
        guard !issued.isEmpty else {
            return html.element(.p, .class("empty"), text: "No invoice was issued yet.")
        }
        let cancelled = Set(issued.filter(\.cancels).compactMap(\.corrects))
        html.element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Issued invoices")) { html in
            html.element(.table, .class("figures-5")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in ["Number", "Issued", "Advertiser", "For", "Total"] {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for invoice in issued {
                        html.element(.tr) { write(invoice, isCancelled: cancelled.contains(invoice.id), into: &$0) }
                    }
                }
            }
        }
    }

    private func write(_ invoice: Invoice, isCancelled: Bool, into html: inout HTMLWriter) {
        html.element(.td) { html in
            html.element(
                .a, .href(OfficeRoute.invoice(invoice.id.description).path), text: invoice.number.description)
            if invoice.kind == .creditNote { html.text(" credit note") }
            if isCancelled { html.text(" taken back") }
        }
        html.element(.td) { $0.time(invoice.day) }
        html.element(.td, .dir("auto"), text: invoice.recipient.name)
        html.element(.td, text: invoice.subject.month.written)
        html.element(.td, text: invoice.sums.total.written)
    }

    private func writeParties(into html: inout HTMLWriter) {
        html.element(.h2, text: "Who bills, and who is billed")
        html.element(.ul, .class("lines")) { html in
            html.element(.li) { html in
                html.element(.p) { html in
                    html.element(.a, .href(OfficeRoute.invoiceIssuer.path), text: "Who issues the invoices")
                    if !hasIssuer { html.text(" · not known yet") }
                }
            }
            for advertiser in advertisers {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.element(
                            .a, .href(OfficeRoute.billingTerms(advertiser.partner.description).path), .dir("auto"),
                            text: advertiser.name)
                        if !billed.contains(advertiser.partner) { html.text(" · not known yet how it is billed") }
                    }
                }
            }
        }
    }
}

extension Invoice.Subject {
    /// Where it can be looked at before it is billed.
    var draftAddress: String {
        let campaign = campaign.map { "&campaign=\($0)" } ?? ""
        return
            "\(OfficeRoute.invoiceDraft.path)?advertiser=\(advertiser)&month=\(month)&currency=\(currency)\(campaign)"
    }
}
