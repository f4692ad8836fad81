import Commerce
import HTTPSupport
import Kernel
import Markup

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
                html.ending(ended, "Its links are plain links again.")
            } else {
                html.form(.merchantRule(rule.id.description), token: token) { html in
                    RuleForm.write(values, programmes, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                    html.submit("Save")
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
