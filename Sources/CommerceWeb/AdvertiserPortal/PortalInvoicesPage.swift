import Commerce
import HTTPSupport
import Kernel
import Markup

/// What an advertiser was billed, to be saved.
struct PortalInvoicesPage {
    let invoices: [Invoice]

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "Your invoices")
        guard !invoices.isEmpty else {
            return html.element(.p, .class("empty"), text: "Nothing was billed yet. Invoices will stand here.")
        }
        html.element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Invoices")) { html in
            html.element(.table, .class("clicks")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in ["Number", "What", "For", "Date", "Due on", "Total"] {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for invoice in invoices { write(invoice, into: &html) }
                }
            }
        }
    }

    private func write(_ invoice: Invoice, into html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row")) { html in
                html.element(
                    .a, .href(PortalRoute.invoice(invoice.id.description).path),
                    .ariaLabel("\(invoice.number.description) as PDF"), text: invoice.number.description)
            }
            for text in [
                invoice.kind == .invoice ? "Invoice" : "Credit note", invoice.subject.month.written,
                invoice.day.written, invoice.kind == .invoice ? invoice.due.written : "–",
                invoice.sums.total.written,
            ] { html.element(.td, text: text) }
        }
    }
}
