import Commerce
import HTTPSupport
import Kernel
import Markup

/// The rules by which products are out of stock, and a form for a new one.
struct StockRulePage {
    let rules: [StockRule]
    let scopes: [StockScope]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Out of stock", area: .business, place: .linkHealth) { html in
            html.element(.h1, text: "Out of stock")
            html.element(
                .p, .class("hint"),
                text: """
                    When a merchant’s page shows that its product can’t be had, its link comes into the queue. How a \
                    merchant says so is for you to tell: by a text on its pages, or by what they say to machines in the \
                    words of schema.org. A page that offers something else that can be had is not marked by the latter.
                    """)
            if let problem { html.problem(problem) }
            if scopes.isEmpty {
                html.programmeIsMissing(for: "A rule")
            } else {
                html.form(.stockRules, token: token) { html in
                    let state = FormState(errors: problem?.fieldErrors ?? [])
                    html.choice(
                        "For the links of", name: "scope", value: values["scope"],
                        options: scopes.map { ($0.value, $0.name) }, state: state)
                    html.element(.div, .class("pair")) { html in
                        html.textField(
                            "A text on the page", name: "text", value: values["text"],
                            hint: "As readers see it; large and small letters are the same.", state: state,
                            .maxlength(200))
                        html.choice(
                            "Or an availability", name: "availability", value: values["availability"],
                            options: [("", "None")]
                                + Availability.allCases.filter { $0 != .inStock }.map { ($0.rawValue, $0.rawValue) },
                            hint: "schema.org’s, as the page tells search engines.", state: state)
                    }
                    html.submit("Add the rule")
                }
            }
            html.element(.h2, text: "Rules")
            if rules.isEmpty { html.element(.p, .class("empty"), text: "There is none yet.") }
            html.element(.ul, .class("lines")) { html in
                for rule in rules { html.element(.li) { write(rule, into: &$0) } }
            }
        }
    }

    private func write(_ rule: StockRule, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title"), text: rule.name.prefix(1).uppercased() + rule.name.dropFirst())
        html.element(.p, .class("hint")) { html in
            html.text(scopes.first { $0.programme == rule.programme && $0.rule == rule.rule }?.name ?? "An ended rule")
            html.text(" · since ")
            html.time(rule.made)
        }
        html.element(.div, .class("link-steps")) { html in
            html.form(.stockRuleEnd(rule.id.description), token: token) { $0.element(.button, text: "End it") }
        }
    }
}
