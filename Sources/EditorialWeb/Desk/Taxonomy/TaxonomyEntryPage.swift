import Editorial
import HTTPSupport
import Kernel
import Markup

/// One section or topic, to change what it is called or to remove it.
struct TaxonomyEntryPage {
    let kind: TaxonomyKind
    let entry: TaxonomyEntry
    /// What was sent and could not be saved.
    let typed: FormBody?
    let token: String
    let area: OfficeArea
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: entry.name, area: area, place: kind.list) { html in
            html.element(.h1, .dir("auto"), text: entry.name)
            html.element(.p, .class("hint")) { html in
                html.element(.a, .href(kind.publicRoute(entry.slug).path), text: "As readers see it")
                html.text(" · \(entry.use)")
            }
            if let problem { html.problem(problem) }
            let state = FormState(errors: problem?.fieldErrors ?? [])
            html.form(kind.edit(entry.slug.description), token: token) { html in
                html.textField(
                    "Name", name: "name", value: typed?["name"] ?? entry.name, state: state, .required,
                    .maxlength(80))
                html.textField(
                    "Description", name: "description", value: typed?["description"] ?? entry.description,
                    hint: "One or two sentences at the head of its page.", state: state, .maxlength(500))
                html.submit("Save")
            }
            html.element(.h2, text: "Remove it")
            if entry.articles == 0 {
                html.form(kind.removal(entry.slug.description), token: token) { html in
                    html.element(.button, text: "Remove this \(kind.word)")
                }
            } else {
                html.element(
                    .p, .class("hint"),
                    text: "It can be removed once no article uses it; there is \(entry.use) now.")
            }
        }
    }
}
