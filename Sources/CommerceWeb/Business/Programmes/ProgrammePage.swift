import Commerce
import HTTPSupport
import Kernel
import Markup

/// One programme.
struct ProgrammePage {
    let programme: Programme
    let partners: [Partner]
    let rules: [MerchantRule]
    let uses: LinkCensus.Uses
    let events: [CommerceEvent]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: programme.name, area: .business, place: .programmes) { html in
            html.element(.h1, text: programme.name)
            html.element(.p, .class("hint")) { html in
                html.text("\(programme.network.name) · ")
                html.element(.code, text: programme.template)
            }
            if let problem { html.problem(problem) }
            html.form(.programme(programme.id.description), token: token) { html in
                ProgrammeForm.write(
                    values, programme.network, partners, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Save")
            }
            html.element(.h2, text: "Rules")
            if rules.isEmpty {
                html.element(.p, .class("empty")) { html in
                    html.text("No rule is for it, so it doesn’t earn. ")
                    html.element(.a, .href(OfficeRoute.merchantRules.path), text: "Add a rule")
                }
            }
            html.element(.ul, .class("lines")) { html in
                for rule in rules {
                    html.element(.li) { html in
                        html.element(.a, .href(OfficeRoute.merchantRule(rule.id.description).path), text: rule.name)
                        if rule.ended != nil { html.text(" · ended") }
                    }
                }
            }
            html.element(.h2, text: "Where it earns")
            html.uses(uses)
            html.element(.h2, text: "History")
            html.history(events)
        }
    }
}
