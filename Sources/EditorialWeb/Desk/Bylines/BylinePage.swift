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
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Add the byline")
                }
            }
        }
    }
}

/// One byline, to change what is said of the person or to remove it.
struct BylinePage {
    let counted: CountedPerson
    /// What was sent and could not be saved.
    let typed: FormBody?
    let token: String
    let area: OfficeArea
    let problem: Problem?

    private var person: Person { counted.person }

    var page: OfficePage {
        OfficePage(title: person.name, area: area, place: .bylines) { html in
            html.element(.h1, .dir("auto"), text: person.name)
            html.element(.p, .class("hint")) { html in
                html.element(.a, .href(Route.person(person.slug).path), text: "As readers see it")
                html.text(" · \(BylineForm.use(counted))")
            }
            if let problem { html.problem(problem) }
            html.form(.byline(person.slug.description), token: token) { html in
                BylineForm.write(
                    typed ?? BylineForm.values(person), FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Save")
                }
            }
            html.element(.h2, text: "Remove it")
            if counted.articles == 0 {
                html.form(.bylineRemoval(person.slug.description), token: token) { html in
                    html.element(.button, text: "Remove this byline")
                }
            } else {
                html.element(
                    .p, .class("hint"),
                    text:
                        "It stays while articles carry the name (\(BylineForm.use(counted))). Of somebody who has left, say so in the role and the biography."
                )
            }
        }
    }
}

/// Reads and shows the fields of a byline.
enum BylineForm {
    static func person(_ form: FormBody, slug: Slug) -> Person {
        Person(
            slug: slug, name: OneLine.cleaned(form["name"]), role: OneLine.cleaned(form["role"]),
            biography: TypedText.clean(form["biography"]).trimmed)
    }

    static func values(_ person: Person) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: person.name), .init(name: "role", value: person.role),
            .init(name: "biography", value: person.biography),
        ])
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.textField(
            "Name", name: "name", value: values["name"], hint: "As it stands above articles.", state: state, .required,
            .maxlength(100), .autocomplete("off"))
        html.textField(
            "Role", name: "role", value: values["role"], hint: "Such as Writer, or Fact-checker until 2025.",
            state: state, .required, .maxlength(100), .autocomplete("off"))
        html.textArea(
            "Biography", name: "biography", value: values["biography"], rows: 6,
            hint: "Markdown, a few sentences: what qualifies this person to write here.", state: state)
    }

    static func use(_ counted: CountedPerson) -> String {
        switch counted.articles {
        case 0: "on no article"
        case 1: "on one article"
        default: "on \(counted.articles) articles"
        }
    }
}
