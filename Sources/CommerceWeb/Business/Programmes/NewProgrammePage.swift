import Commerce
import HTTPSupport
import Kernel
import Markup

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
                    html.submit("Add the programme")
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
