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
            html.nameListing(
                listing, of: .evaluations, search: search, searched: "In the title",
                noun: ("evaluation", "evaluations"),
                empty: "Comparisons of products by criteria, weights and scores stand here. Begin one below.",
                line: write)
            html.element(.h2, text: "Begin one")
            html.form(.evaluations, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                html.textField("Title", name: "title", value: values["title"], state: state, .required)
                html.slugField(madeFrom: "title", value: values["slug"], state: state)
                html.submit("Begin")
            }
        }
    }

    private func write(_ listed: ListedEvaluation, _ html: inout HTMLWriter) {
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
