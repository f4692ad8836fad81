import Commerce
import HTTPSupport
import Kernel
import Markup

/// Every rule, a form for a new one, and a place to try an address.
struct RuleListPage {
    let rules: [MerchantRule]
    let programmes: [(value: String, name: String)]
    let census: LinkCensus
    let values: FormBody
    let trial: RuleTrial?
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Rules", area: .business, place: .merchantRules) { html in
            html.element(.h1, text: "Rules")
            html.element(
                .p, .class("hint"),
                text: "A rule makes plain links to a merchant earn. Writers don’t see it, and no article is changed.")
            if let problem { html.problem(problem) }
            html.element(.form, .class("inline"), .action(OfficeRoute.merchantRules.path)) { html in
                html.textField(
                    "What would this address become?", name: "address", value: trial?.asked ?? "", state: FormState(),
                    .inputmode("url"), .spellcheck("false"))
                html.element(.button, text: "Try it")
            }
            trial?.write(into: &html)
            html.folded("Add a rule", isOpen: problem != nil) { html in
                if programmes.isEmpty {
                    html.element(.p) { html in
                        html.text("A rule belongs to a programme, and there is none. ")
                        html.element(.a, .href(OfficeRoute.newProgramme.path), text: "Add the programme first")
                    }
                } else {
                    html.form(.newMerchantRule, token: token) { html in
                        RuleForm.write(values, programmes, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                        html.element(.p, .class("actions")) { html in
                            html.element(.button, .class("primary"), text: "Add the rule")
                        }
                    }
                }
            }
            for (title, list) in [
                ("Live", rules.filter { $0.ended == nil }), ("Ended", rules.filter { $0.ended != nil }),
            ] where !list.isEmpty {
                html.element(.h2, text: title)
                html.element(.ul, .class("lines")) { html in
                    for rule in list { html.element(.li) { write(rule, into: &$0) } }
                }
            }
        }
    }

    private func write(_ rule: MerchantRule, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.merchantRule(rule.id.description).path), text: rule.name)
        }
        html.element(.p, .class("hint")) { html in
            html.text(programmes.first { $0.value == rule.programme.description }?.name ?? "")
            if let ended = rule.ended {
                html.text(" · ended on ")
                html.time(ended)
            } else {
                html.text(" · \(census.uses(of: .rule(rule.id)).summary)")
            }
        }
    }
}

/// One rule.
struct RulePage {
    let rule: MerchantRule
    let programmes: [(value: String, name: String)]
    let uses: LinkCensus.Uses
    let events: [CommerceEvent]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: rule.name, area: .business, place: .merchantRules) { html in
            html.element(.h1, text: rule.name)
            if let problem { html.problem(problem) }
            if let ended = rule.ended {
                html.element(.p) { html in
                    html.text("It ended on ")
                    html.time(ended)
                    html.text(". Its links are plain links again.")
                }
            } else {
                html.form(.merchantRule(rule.id.description), token: token) { html in
                    RuleForm.write(values, programmes, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                    html.element(.p, .class("actions")) { $0.element(.button, .class("primary"), text: "Save") }
                }
                html.form(.merchantRuleEnd(rule.id.description), token: token) { html in
                    html.element(.button, text: "End the rule now")
                }
                html.element(.h2, text: "Where it applies")
                html.uses(uses)
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }
}
