import Editorial
import HTTPSupport
import Kernel
import Markup

/// The evaluations, by title, and a form to begin one.
struct EvaluationListPage {
    let listing: NameListing<ListedEvaluation>
    let search: String
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Evaluations", area: .desk, place: .evaluations) { html in
            html.element(.h1, text: "Evaluations")
            if let problem { html.problem(problem) }
            html.element(.form, .class("filter"), .action(OfficeRoute.evaluations.path)) { html in
                html.textField("In the title", name: "text", value: search, state: FormState(), .type("search"))
                html.element(.button, text: "Show")
            }
            html.element(
                .p, .class("hint"), text: listing.total == 1 ? "One evaluation" : "\(listing.total) evaluations")
            if listing.items.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: search.isEmpty
                        ? "Comparisons of products by criteria, weights and scores stand here. Begin one below."
                        : "No evaluation fits.")
            }
            html.element(.ul, .class("lines")) { html in
                for listed in listing.items { html.element(.li) { write(listed, into: &$0) } }
            }
            html.nextPage(of: .evaluations, search: search, listing.next)
            html.element(.h2, text: "Begin one")
            html.form(.evaluations, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                html.textField("Title", name: "title", value: values["title"], state: state, .required)
                html.textField(
                    "Name for programs", name: "slug", value: values["slug"],
                    hint: "Lower-case letters, digits and hyphens; made from the title when empty.", state: state,
                    .spellcheck("false"), .autocapitalize("none"))
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Begin")
                }
            }
        }
    }

    private func write(_ listed: ListedEvaluation, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.evaluation(listed.slug.description).path), text: listed.title)
        }
        html.element(.p, .class("hint")) { html in
            html.text(listed.products == 1 ? "One product · " : "\(listed.products) products · ")
            html.text(listed.criteria == 1 ? "one criterion · " : "\(listed.criteria) criteria · ")
            html.text(listed.articles == 1 ? "in one article" : "in \(listed.articles) articles")
        }
    }
}

extension HTMLWriter {
    /// A link to the next page of a library's list, if there is one.
    mutating func nextPage(of route: OfficeRoute, search: String, _ cursor: NameCursor?) {
        guard let cursor else { return }
        element(.p, .class("pages")) { html in
            let query = "text=\(PercentEncoding.encode(search))&after=\(PercentEncoding.encode(cursor.description))"
            html.element(.a, .href("\(route.path)?\(query)"), text: "More")
        }
    }
}
