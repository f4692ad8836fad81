import Editorial
import HTTPSupport
import Kernel
import Markup

/// A form for a source that is not in the library yet.
struct NewSourcePage {
    let values: FormBody
    let token: String
    let problem: Problem?
    /// A source that is probably the same one.
    let alike: Source?

    var page: OfficePage {
        OfficePage(title: "New source", area: .desk, place: .sources) { html in
            html.element(.h1, text: "New source")
            if let problem { html.problem(problem) }
            html.form(.newSource, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                if let alike {
                    html.element(.p) { html in
                        html.text("Look at ")
                        html.element(
                            .a, .href(OfficeRoute.source(alike.slug.description).path), text: alike.title)
                        html.text(" first. If yours is another one, tick this and add it.")
                    }
                    html.box(
                        "It is another source", name: "anyway", value: "yes", isTicked: false, id: "field-anyway")
                }
                SourceForm.write(values, state, into: &html)
                html.textField(
                    "Name in texts", name: "slug", value: values["slug"],
                    hint: "What stands in :cite[…]; made of the title when you leave it empty, and lasting.",
                    state: state, .spellcheck("false"), .autocapitalize("none"))
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Add the source")
                    html.element(.a, .class("button"), .href(OfficeRoute.sources.path), text: "Leave it")
                }
            }
        }
    }
}
