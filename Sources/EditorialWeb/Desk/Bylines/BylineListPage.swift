import Editorial
import HTTPSupport
import Kernel
import Markup

/// Everybody who signs articles, with a form for somebody else.
struct BylineListPage {
    let people: [CountedPerson]
    let typed: FormBody
    let token: String
    let area: OfficeArea
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Bylines", area: area, place: .bylines) { html in
            html.element(.h1, text: "Bylines")
            html.element(
                .p,
                text:
                    "The people whose names stand on articles. Each has a page for readers. A byline is not an account: who may sign in, the publisher decides under People."
            )
            if let problem { html.problem(problem) }
            if people.isEmpty {
                html.element(
                    .p, .class("empty"), text: "Nobody signs articles yet. An article needs a name to be published.")
            }
            html.element(.ul, .class("lines")) { html in
                for counted in people {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) { html in
                            html.element(
                                .a, .href(OfficeRoute.byline(counted.person.slug.description).path), .dir("auto"),
                                text: counted.person.name)
                        }
                        html.element(.p, .class("hint")) { html in
                            html.element(.span, .dir("auto"), text: counted.person.role)
                            html.text(" · \(Route.person(counted.person.slug).path) · \(BylineForm.use(counted))")
                        }
                    }
                }
            }
            html.element(.h2, text: "Add a byline")
            html.form(.bylines, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                BylineForm.write(typed, state, into: &html)
                html.textField(
                    "Address", name: "slug", value: typed["slug"],
                    hint: "The last part of its address; made from the name when empty. It cannot be changed later.",
                    state: state, .maxlength(120), .spellcheck("false"), .autocapitalize("none"),
                    .autocomplete("off"))
                html.submit("Add the byline")
            }
        }
    }
}
