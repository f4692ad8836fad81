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
                    html.programmeIsMissing(for: "A rule")
                } else {
                    html.form(.newMerchantRule, token: token) { html in
                        RuleForm.write(values, programmes, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                        html.submit("Add the rule")
                    }
                }
            }
            html.lines("Live", rules.filter { $0.ended == nil }, line: write)
            html.lines("Ended", rules.filter { $0.ended != nil }, line: write)
        }
    }

    private func write(_ rule: MerchantRule, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.merchantRule(rule.id.description).path), text: rule.name)
        }
        html.element(.p, .class("hint")) { html in
            html.text(programmes.first { $0.value == rule.programme.description }?.name ?? "")
            html.state(census.uses(of: .rule(rule.id)), ended: rule.ended)
        }
    }
}
