import Commerce
import HTTPSupport
import Kernel
import Markup

/// A line for each programme.
struct ProgrammeLines {
    let programmes: [Programme]
    var census: LinkCensus?
    let day: CalendarDay

    func write(into html: inout HTMLWriter) {
        guard !programmes.isEmpty else {
            return html.element(.p, .class("empty"), text: "There is none yet, so no link of the partner earns.")
        }
        html.element(.ul, .class("lines")) { html in
            for programme in programmes {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(
                            .a, .href(OfficeRoute.programme(programme.id.description).path), text: programme.name)
                    }
                    html.element(.p, .class("hint")) { html in
                        html.text("\(programme.network.name) · since ")
                        html.time(programme.since)
                        if let ended = programme.ended {
                            html.text(ended < day ? " · ended on " : " · last day ")
                            html.time(ended)
                        }
                        if let census { html.text(" · \(census.uses(of: programme.id).summary)") }
                    }
                }
            }
        }
    }
}

/// Every programme, and the way to a new one.
struct ProgrammeListPage {
    let programmes: [Programme]
    let census: LinkCensus
    let day: CalendarDay

    var page: OfficePage {
        OfficePage(title: "Programmes", area: .business, place: .programmes) { html in
            html.element(.h1, text: "Programmes")
            html.element(.p) { html in
                html.element(.a, .class("button"), .href(OfficeRoute.newProgramme.path), text: "Add a programme")
            }
            ProgrammeLines(programmes: programmes, census: census, day: day).write(into: &html)
        }
    }
}

/// The form for a new programme: first its network, and then what that network needs.
struct NewProgrammePage {
    let network: Network?
    let partners: [Partner]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Add a programme", area: .business, place: .programmes) { html in
            html.element(.h1, text: "Add a programme")
            if let problem { html.problem(problem) }
            if partners.isEmpty {
                html.element(.p) { html in
                    html.text("A programme belongs to a partner that pays by commission, and there is none. ")
                    html.element(.a, .href(OfficeRoute.partners.path), text: "Add the partner first")
                }
            } else if let network {
                html.element(.p, .class("hint"), text: network.name)
                html.form(.newProgramme, token: token) { html in
                    html.void(.input, .type("hidden"), .name("id"), .value(values["id"]))
                    html.void(.input, .type("hidden"), .name("network"), .value(network.rawValue))
                    ProgrammeForm.write(
                        values, network, partners, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                    html.element(.p, .class("actions")) { html in
                        html.element(.button, .class("primary"), text: "Add the programme")
                    }
                }
            } else {
                html.element(.form, .class("inline"), .action(OfficeRoute.newProgramme.path)) { html in
                    html.void(.input, .type("hidden"), .name("partner"), .value(values["partner"]))
                    html.choice(
                        "Who runs it", name: "network", value: "",
                        options: Network.allCases.map { ($0.rawValue, $0.name) },
                        state: FormState())
                    html.element(.button, .class("primary"), text: "Go on")
                }
            }
        }
    }
}

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
                html.element(.p, .class("actions")) { $0.element(.button, .class("primary"), text: "Save") }
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

extension MerchantRule {
    /// The domain and path that it is for.
    var name: String { domain + path }
}
