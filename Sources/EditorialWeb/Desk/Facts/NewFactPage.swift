import Editorial
import HTTPSupport
import Kernel
import Markup

/// A form for a fact that is not in the library yet.
struct NewFactPage {
    let values: FormBody
    let sources: [Source]
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "New fact", area: .desk, place: .facts, scripts: ["library.js"]) { html in
            html.element(.h1, text: "New fact")
            if let problem { html.problem(problem) }
            html.form(.newFact, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                FactForm.writeLabel(values, state, into: &html)
                FactForm.write(values, sources, state, into: &html)
                html.element(.p, .class("hint")) { html in
                    html.text("Is the source not in the library yet? ")
                    html.element(.a, .href(OfficeRoute.newSource.path), text: "Add it first")
                    html.text(".")
                }
                FactForm.writeDescription(values, state, into: &html)
                html.textField(
                    "Name in texts", name: "slug", value: values["slug"],
                    hint: "What stands in :fact[…]; made of the label when you leave it empty, and lasting.",
                    state: state, .spellcheck("false"), .autocapitalize("none"))
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Add the fact")
                    html.element(.a, .class("button"), .href(OfficeRoute.facts.path), text: "Leave it")
                }
            }
        }
    }
}
