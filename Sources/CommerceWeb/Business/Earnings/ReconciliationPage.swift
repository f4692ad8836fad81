import Commerce
import HTTPSupport
import Kernel
import Markup

/// The clicks of the ledger beside those that networks report, and the sales that came of them.
struct ReconciliationPage {
    let lines: [Reconciliation]
    let programmes: [Programme]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Clicks compared", area: .business, place: .earnings, isWide: true) { html in
            html.element(.h1, text: "Clicks compared")
            html.earningPlaces(.reconciliation)
            if let problem { html.problem(problem) }
            html.element(
                .p, .class("hint"),
                text: """
                    Clicks that count in this site’s ledger, beside those that the network says it saw, in the last twelve \
                    months. Links that don’t go over /go, such as Amazon’s, are not in the ledger. A difference of more \
                    than 10 % is marked.
                    """)
            if lines.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: "There was no click and no sale yet. Each programme and month will be listed here.")
            } else {
                writeTable(into: &html)
            }
            html.element(.h2, text: "Enter a network’s clicks")
            html.form(.reconciliation, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                html.choice(
                    "Network", name: "network", value: values["network"],
                    options: [("", "Choose")] + Network.allCases.map { ($0.rawValue, $0.name) }, state: state)
                html.textArea(
                    "Table", name: "table", value: values["table"], rows: 6,
                    hint: """
                        CSV of whole months, a row for each day or month and merchant. It needs the columns Date or Month, \
                        Clicks, and the merchant’s number or Programme. A later figure takes the place of an earlier one.
                        """, state: state, .required, .spellcheck("false"), .class("body-text"))
                html.submit("Enter the clicks")
            }
        }
    }

    private func writeTable(into html: inout HTMLWriter) {
        let names = Dictionary(programmes.map { ($0.id, $0.name) }) { first, _ in first }
        html.table(
            "Clicks by month and programme",
            ["Month", "Programme", "Our clicks", "The network’s", "Difference", "Sales reported"], lines,
            figuresFrom: 3
        ) { html, line in
            html.element(.td, text: CalendarMonth(line.month)?.written ?? line.month)
            html.element(.th, .scope("row"), text: names[line.programme] ?? line.programme.description)
            html.element(.td, text: String(line.ownClicks))
            html.element(.td, text: line.networkClicks.map { String($0) } ?? "not entered")
            html.element(.td) { html in
                guard line.isLarge else { return html.text(line.phrase) }
                html.element(.strong, .class("large"), text: "\(line.phrase), large")
            }
            html.element(.td, text: String(line.conversions))
        }
    }
}

extension Reconciliation {
    /// The difference in whole per cent, or why there is none.
    fileprivate var phrase: String {
        guard let difference else { return networkClicks == nil ? "" : isLarge ? "only the network’s" : "none" }
        let percent = Int(difference.rounded())
        return percent == 0 ? "0 %" : percent > 0 ? "+\(percent) %" : "−\(-percent) %"
    }
}
