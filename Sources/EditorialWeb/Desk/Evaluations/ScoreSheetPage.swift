import Editorial
import HTTPSupport
import Kernel
import Markup

/// The scores of one product in one evaluation, each with its evidence, tester and day.
struct ScoreSheetPage {
    let stored: StoredEvaluation
    let product: Product
    let people: [Person]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        let evaluation = stored.sheet.evaluation
        let slug = evaluation.slug.description
        return OfficePage(title: "Scores of \(product.name)", area: .desk, place: .evaluations) { html in
            html.element(.h1, text: "Scores of \(product.name)")
            html.element(.p, .class("hint")) { html in
                html.text("In ")
                html.element(.a, .href(OfficeRoute.evaluation(slug).path), text: evaluation.title)
                html.text(". Leave score and evidence empty for what has not been tested.")
            }
            if let problem { html.problem(problem) }
            guard !evaluation.criteria.isEmpty else {
                return html.element(.p, .class("empty"), text: "Add criteria first; each gets a score here.")
            }
            html.form(.evaluationPreview(slug), token: token) { html in
                html.void(.input, .type("hidden"), .name("edit"), .value(EvaluationForm.Kind.scores.rawValue))
                html.void(.input, .type("hidden"), .name("base"), .value(String(stored.revision)))
                html.void(.input, .type("hidden"), .name("product"), .value(product.slug.description))
                for criterion in evaluation.criteria { write(criterion, into: &html) }
                html.raw("<datalist id=\"testers\">")
                for person in people { html.element(.option, .value(person.name), text: person.role) }
                html.raw("</datalist>")
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "See what it changes")
                    html.element(.a, .class("button"), .href(OfficeRoute.evaluation(slug).path), text: "Leave it")
                }
            }
        }
    }

    private func write(_ criterion: Criterion, into html: inout HTMLWriter) {
        let slug = criterion.slug.description
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.element(.fieldset, .class("criterion")) { html in
            html.element(.legend, text: criterion.name)
            html.element(.p, .class("hint"), text: "\(criterion.good) Scale: \(criterion.scale).")
            html.element(.div, .class("pair")) { html in
                html.textField(
                    "Score, 0 to 10", name: "score-\(slug)", value: values["score-\(slug)"], state: state,
                    .inputmode("decimal"), .autocomplete("off"))
                html.textField(
                    "Tested by", name: "tester-\(slug)", value: values["tester-\(slug)"], state: state,
                    .list("testers"))
                html.textField(
                    "Tested on", name: "tested-\(slug)", value: values["tested-\(slug)"], state: state, .type("date"))
            }
            html.textArea(
                "Evidence", name: "evidence-\(slug)", value: values["evidence-\(slug)"], rows: 3,
                hint: "What was seen or measured. Readers can read it.", state: state, .spellcheck("true"))
        }
    }
}
