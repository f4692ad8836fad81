import Commerce
import HTTPSupport
import Kernel
import Markup

/// Imports links: first a look at what it would do, and then all of it or nothing.
struct LinkImportPage {
    let programmes: [(value: String, name: String)]
    let values: FormBody
    let plan: LinkImport?
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Import links", area: .business, place: .affiliateLinks) { html in
            html.element(.h1, text: "Import links")
            if let problem { html.problem(problem) }
            if let plan { write(plan, into: &html) }
            html.form(.affiliateLinkTrial, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                html.choice(
                    "Programme for links that no rule is for", name: "programme", value: values["programme"],
                    options: [("", "None: refuse such links")] + programmes, state: state)
                html.textArea(
                    "Table", name: "table", value: values["table"], rows: 12,
                    hint: "The text of a CSV file as ThirstyAffiliates exports it, with its first line.", state: state,
                    .required, .spellcheck("false"), .class("body-text"))
                html.element(.p, .class("actions")) { html in
                    html.element(.button, canBeImported ? nil : .class("primary"), text: "See what it would do")
                }
            }
        }
    }

    private var refused: Int { plan?.rows.count { if case .refused = $0.outcome { true } else { false } } ?? 0 }

    private var canBeImported: Bool {
        guard let plan else { return false }
        return refused == 0 && plan.rows.contains { $0.outcome != .unchanged }
    }

    private func write(_ plan: LinkImport, into html: inout HTMLWriter) {
        html.element(.h2, text: "What it would do")
        html.element(
            .p,
            text: """
                \(plan.rows.count { $0.outcome == .added }) added, \(plan.rows.count { $0.outcome == .changed }) changed, \
                \(plan.rows.count { $0.outcome == .unchanged }) unchanged, \(refused) refused. Nothing was saved yet\
                \(refused > 0 ? ", and nothing can be while a row is refused." : ".")
                """)
        html.element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("What the import would do")) {
            html in
            html.element(.table) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for column in ["Line", "Link", "Leads to", "What becomes of it"] {
                            html.element(.th, .scope("col"), text: column)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for row in plan.rows {
                        html.element(.tr) { html in
                            html.element(.td, text: String(row.line))
                            html.element(.th, .scope("row"), text: row.name)
                            html.element(.td) { $0.element(.code, text: row.target) }
                            html.element(.td, text: row.outcome.phrase)
                        }
                    }
                }
            }
        }
        guard canBeImported else { return }
        html.form(.affiliateLinkImport, token: token) { html in
            html.void(.input, .type("hidden"), .name("programme"), .value(values["programme"]))
            html.void(.input, .type("hidden"), .name("table"), .value(values["table"]))
            html.submit("Import all of it")
        }
    }
}

extension LinkImport.Outcome {
    fileprivate var phrase: String {
        switch self {
        case .added: "Added"
        case .changed: "Changed"
        case .unchanged: "Unchanged"
        case .refused(let reason): "Refused: \(reason)"
        }
    }
}
