import Editorial
import HTTPSupport
import Kernel
import Markup

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
                html.submit("Save")
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
