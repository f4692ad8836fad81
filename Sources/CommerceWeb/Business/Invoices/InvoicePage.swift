import Commerce
import HTTPSupport
import Kernel
import Markup
import Tables

/// An invoice or a credit note as it was issued, and what became of it.
struct InvoicePage {
    let invoice: Invoice
    let corrected: Invoice?
    let credits: [Invoice]
    /// What its month looks like now; `nil` for a credit note.
    let draft: InvoiceDraft?
    let values: FormBody
    /// Of the next credit note.
    let id: Invoice.ID
    let token: String
    let problem: Problem?

    private var isCancelled: Bool { credits.contains(where: \.cancels) }

    var page: OfficePage {
        let document = InvoiceDocument(invoice: invoice, corrected: corrected)
        return OfficePage(title: document.title, area: .business, place: .invoices) { html in
            html.element(.p, .class("hint")) { $0.element(.a, .href(OfficeRoute.invoices.path), text: "Invoices") }
            html.element(.h1, text: document.title)
            if let problem { html.problem(problem) }
            if !isCancelled, let draft { html.differences(draft.differences) }
            writeFacts(into: &html)
            html.invoiceLines(
                invoice.lines, invoice.sums, vatRate: invoice.vatRate, total: invoice.sumRows.last?.name ?? "")
            for note in invoice.notes { html.element(.p, .class("quoted"), .dir("auto"), text: note) }
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(OfficeRoute.invoiceDocument(invoice.id.description).path), text: "Save as PDF")
                html.element(.a, .href(OfficeRoute.invoiceFile(invoice.id.description).path), text: "Save as CSV")
            }
            writeCredits(into: &html)
        }
    }

    private func writeFacts(into html: inout HTMLWriter) {
        html.element(.dl, .class("facts")) { html in
            html.element(.dt, text: "To")
            html.element(.dd, .class("lines-kept"), .dir("auto")) { html in
                let recipient = invoice.recipient
                html.text("\(recipient.name)\n\(recipient.address)\n\(recipient.country)")
                if !recipient.vatNumber.isEmpty { html.text("\nVAT number \(recipient.vatNumber)") }
            }
            if let corrected {
                html.element(.dt, text: "Corrects")
                html.element(.dd) { html in
                    html.element(
                        .a, .href(OfficeRoute.invoice(corrected.id.description).path),
                        text: corrected.number.description)
                }
            }
            var rows = [
                ("For", invoice.subject.month.written), ("Issued", "\(invoice.day.written), by \(invoice.issuedBy)"),
            ]
            if invoice.kind == .invoice { rows.append(("Due on", invoice.due.written)) }
            if !invoice.reason.isEmpty { rows.append(("Reason", invoice.reason)) }
            if !invoice.reference.isEmpty { rows.append(("Reference", invoice.reference)) }
            for (name, text) in rows {
                html.element(.dt, text: name)
                html.element(.dd, .dir("auto"), text: text)
            }
        }
    }

    private func writeCredits(into html: inout HTMLWriter) {
        guard invoice.kind == .invoice else { return }
        if !credits.isEmpty {
            html.lines("Credit notes", credits) { note, html in
                html.element(.p) { html in
                    html.element(
                        .a, .href(OfficeRoute.invoice(note.id.description).path), text: note.number.description)
                    html.text(" · \(note.sums.total.written) · \(note.reason)")
                }
            }
        }
        guard !isCancelled else {
            return html.element(.p, text: "It was taken back as a whole; its month can be billed anew.")
        }
        let state = FormState(values: values, errors: problem?.fieldErrors ?? [])
        html.folded("Correct it with a credit note", isOpen: problem != nil) { html in
            html.form(.invoiceCredit(invoice.id.description), token: token) { html in
                html.void(.input, .type("hidden"), .name("id"), .value(id.description))
                html.choice(
                    "What is given back", name: "scope", value: values["scope"],
                    options: [
                        ("whole", "All of it, so that the month can be billed anew"), ("part", "An amount"),
                    ], state: state)
                html.textField(
                    "Amount without VAT, in \(invoice.subject.currency)", name: "amount", value: values["amount"],
                    hint: "Only of use for an amount.", state: state, .inputmode("decimal"), .autocomplete("off"))
                html.textField(
                    "Reason", name: "reason", value: values["reason"], hint: "It stands on the credit note.",
                    state: state, .required, .maxlength(200), .autocomplete("off"))
                html.submit("Issue the credit note")
            }
        }
    }
}

/// What a spreadsheet gets: a row for each line, and those of the sums.
enum InvoiceTable {
    static func table(of invoice: Invoice) -> CommaSeparatedTable {
        let heading = [
            "Number", "Kind", "Day", "Month", "Advertiser", "Line", "Unit", "Quantity", "Price", "Amount", "Currency",
        ]
        func row(_ text: String, _ unit: String, _ quantity: String, _ price: String, _ amount: Money) -> [String] {
            [
                invoice.number.description, invoice.kind.rawValue, invoice.day.description,
                invoice.subject.month.description, invoice.recipient.name, text, unit, quantity, price,
                amount.decimal, amount.currency.code,
            ]
        }
        return CommaSeparatedTable(
            rows: [heading]
                + invoice.lines.map { line in
                    row(line.text, line.unit.rawValue, String(line.quantity), line.price.decimal, line.amount)
                }
                + invoice.sumRows.map { row($0.name, "sum", "", "", $0.amount) })
    }
}
