import Commerce
import HTTPSupport
import Kernel
import Markup

/// Imports a network’s report: first a look at what it would do, and then all of it or nothing.
struct ReportPage {
    let programmes: [(value: String, name: String)]
    let imports: [EarningImport]
    let values: FormBody
    let plan: EarningPlan?
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Reports of earnings", area: .business, place: .earnings) { html in
            html.element(.h1, text: "Reports of earnings")
            html.earningPlaces(.earningImports)
            if let problem { html.problem(problem) }
            if let plan {
                ReportTrial(plan: plan, values: values, token: token).write(into: &html)
                html.folded("Another report, or this one read otherwise", isOpen: plan.refused > 0) {
                    writeForm(into: &$0)
                }
            } else {
                html.element(.h2, text: "Import a report")
                writeForm(into: &html)
            }
            writeImports(into: &html)
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.form(.earningTrial, token: token, .enctype("multipart/form-data")) { html in
            html.element(.div, .class("pair")) { html in
                html.choice(
                    "Network", name: "network", value: values["network"],
                    options: [("", "Choose")] + Network.allCases.map { ($0.rawValue, $0.name) }, state: state)
                html.choice(
                    "Currency", name: "currency", value: values["currency"],
                    options: [("", "As the report says")] + Currency.all.map { ($0.code, $0.code) },
                    hint: "Only needed where the report doesn’t say it.", state: state)
            }
            html.field(
                "File", name: "file",
                hint: "CSV, as the network exports it, up to 2 MB; masthead import takes larger ones.",
                state: state
            ) { html, id, description, invalid in
                html.void(
                    .input, .type("file"), .id(id), .name("file"), .accept(".csv,.tsv,.txt,text/csv"), description,
                    invalid)
            }
            html.textArea(
                "Or its text", name: "table", value: values["table"], rows: 5, state: state, .spellcheck("false"),
                .class("body-text"))
            html.folded("What the report doesn’t say of itself", isOpen: isSpecial) { html in
                html.choice(
                    "Programme", name: "programme", value: values["programme"],
                    options: [("", "As each row says")] + programmes,
                    hint: "For a report of one programme that names no merchant.", state: state)
                html.element(.div, .class("pair")) { html in
                    html.choice(
                        "Amounts", name: "decimals", value: values["decimals"],
                        options: [("", "As is usual"), ("point", "1,234.50"), ("comma", "1.234,50")], state: state)
                    html.choice(
                        "Days", name: "days", value: values["days"],
                        options: [
                            ("", "As the network has them"), ("day-first", "31/01/2026"), ("month-first", "01/31/2026"),
                        ], state: state)
                }
                html.element(.fieldset) { html in
                    html.element(.legend, text: "What its columns are called")
                    html.element(
                        .p, .class("hint"),
                        text: "Only those that are called otherwise than in the network’s own reports.")
                    html.element(.div, .class("pair")) { html in
                        for column in ReportForm.columns {
                            let name = "column-\(column.rawValue)"
                            html.textField(column.label, name: name, value: values[name], state: state, .maxlength(100))
                        }
                    }
                }
            }
            html.element(.p, .class("actions")) { html in
                html.element(.button, plan == nil ? .class("primary") : nil, text: "See what it would do")
            }
        }
    }

    private var isSpecial: Bool {
        (["programme", "decimals", "days"] + ReportForm.columns.map { "column-\($0.rawValue)" })
            .contains { !values[$0].isEmpty }
    }

    private func writeImports(into html: inout HTMLWriter) {
        html.element(.h2, text: "Imported")
        guard !imports.isEmpty else {
            return html.element(
                .p, .class("empty"),
                text: "Nothing yet. Reports will be listed here, with who imported them and what they changed.")
        }
        html.element(.ul, .class("lines")) { html in
            for entry in imports {
                html.element(.li) { html in
                    html.element(.p, .class("line-title"), text: "\(entry.network.name): \(entry.file)")
                    html.element(.p) { html in
                        html.element(
                            .time, .datetime(entry.at.rfc3339), text: Zone.current.reading(of: entry.at).written)
                        html.text(
                            " · \(entry.name) · \(entry.rows) rows: \(entry.added) added, \(entry.changed) in a new state, "
                                + "\(entry.amended) amended, \(entry.unchanged) unchanged"
                                + (entry.unmatched > 0 ? "; \(entry.unmatched) not matched" : ""))
                    }
                }
            }
        }
    }
}
