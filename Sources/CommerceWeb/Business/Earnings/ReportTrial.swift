import Commerce
import HTTPSupport
import Kernel
import Markup

/// What importing a report would do.
struct ReportTrial {
    let plan: EarningPlan
    let values: FormBody
    let token: String

    func write(into html: inout HTMLWriter) {
        html.element(.h2, text: "What it would do")
        guard plan.refused == 0 else { return writeFaults(into: &html) }
        html.element(
            .p,
            text: """
                Of \(plan.rows) rows \(plan.count(.added)) would be added, \(plan.count(.changed)) tell a new state of a \
                known transaction, \(plan.count(.amended)) amend an amount, \(plan.count(.unchanged)) are known as they are\
                \(plan.repeated > 0 ? ", \(plan.repeated) repeat another row" : ""). Nothing was saved yet.
                """)
        if plan.unmatched > 0 {
            html.element(
                .p,
                text: """
                    \(plan.unmatched) of the new rows can’t be matched with a programme and an article. They will be kept, \
                    count in the network’s sums, and wait under “Not matched”.
                    """)
        }
        writeTotals(into: &html)
        writeChanges(into: &html)
        guard plan.news > 0 else {
            return html.element(.p, .class("empty"), text: "The report says nothing that isn’t known.")
        }
        html.form(.earningImports, token: token) { html in
            for field in values.fields where field.name != "token" {
                html.void(.input, .type("hidden"), .name(field.name), .value(field.value))
            }
            html.submit("Import all of it")
        }
    }

    private func writeFaults(into html: inout HTMLWriter) {
        html.element(
            .p,
            text: """
                \(plan.refused == 1 ? "One row is" : "\(plan.refused) rows are") refused, so nothing of the report can be \
                imported. Mend the file, and try it again.
                """)
        html.table("Refused rows", ["Line", "Why"], plan.faults) { html, fault in
            html.element(.td, text: String(fault.line))
            html.element(.td, text: fault.reason)
        }
        if plan.refused > plan.faults.count {
            html.element(.p, .class("hint"), text: "The first \(plan.faults.count) of \(plan.refused).")
        }
    }

    private func writeTotals(into html: inout HTMLWriter) {
        html.table(
            "What the network pays, before and after", ["Currency", "Before", "After", "Difference"], plan.totals,
            figuresFrom: 2
        ) { html, total in
            let difference = Money(micros: total.after.micros - total.before.micros, total.after.currency)
            html.element(.th, .scope("row"), text: total.after.currency.code)
            html.element(.td, text: total.before.written)
            html.element(.td, text: total.after.written)
            html.element(.td, text: difference.micros > 0 ? "+\(difference.written)" : difference.written)
        }
    }

    private func writeChanges(into html: inout HTMLWriter) {
        guard !plan.changes.isEmpty else { return }
        html.element(.h3, text: "What changes of known transactions")
        html.table("Changes of known transactions", ["Line", "Transaction", "Known as", "Becomes"], plan.changes) {
            html, change in
            html.element(.td, text: String(change.line))
            html.element(.th, .scope("row"), text: change.reference)
            html.element(.td, text: "\(change.from.status.word), \(change.from.commission.written)")
            html.element(.td, text: "\(change.to.status.word), \(change.to.commission.written)")
        }
        let count = plan.count(.changed) + plan.count(.amended)
        if count > plan.changes.count {
            html.element(.p, .class("hint"), text: "The first \(plan.changes.count) of \(count).")
        }
    }
}

extension Conversion.Status {
    /// As it stands in a table.
    var word: String {
        switch self {
        case .pending: "pending"
        case .approved: "approved"
        case .paid: "paid"
        case .reversed: "taken back"
        }
    }
}

extension HTMLWriter {
    /// A table that scrolls by itself where it is too wide.
    ///
    /// - Parameter column: From which column on there are figures, 2 or 3.
    mutating func table<Item>(
        _ label: String, _ headings: [String], _ items: [Item], figuresFrom column: Int? = nil,
        row: (inout HTMLWriter, Item) -> Void
    ) {
        element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel(label)) { html in
            html.element(.table, .class(column.map { "sums figures-\($0)" } ?? "sums")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for heading in headings { html.element(.th, .scope("col"), text: heading) }
                    }
                }
                html.element(.tbody) { html in
                    for item in items { html.element(.tr) { row(&$0, item) } }
                }
            }
        }
    }
}
