import Editorial
import HTTPSupport
import Kernel
import Markup

/// One product: what is said of it, where it is shown, and what was said before.
struct ProductPage {
    let product: Product
    let history: [RecordedChange]
    let uses: ProductUses
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: product.name, area: .desk, place: .products) { html in
            html.element(.h1, text: product.name)
            html.element(.p) { html in
                html.text("\(product.maker) · ")
                html.element(.code, text: ":product[\(product.slug)]")
            }
            if let problem { html.problem(problem) }
            html.element(.h2, text: "Change it")
            html.element(
                .p, .class("hint"),
                text: uses.articles.isEmpty
                    ? "No published article shows it yet."
                    : uses.articles.count == 1
                        ? "One article shows it, and changes with it."
                        : "\(uses.articles.count) articles show it, and change with it.")
            html.form(.product(product.slug.description), token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                ProductForm.write(values, state, into: &html)
                html.textField(
                    "Why", name: "reason", value: values["reason"],
                    hint: "It stands in the history, and in that of the articles.", state: state)
                html.submit("Save")
            }
            writeUses(into: &html)
            ChangeList(changes: history).write(into: &html)
        }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it is shown")
        if uses.evaluations.isEmpty, uses.articles.isEmpty {
            return html.element(.p, .class("empty"), text: "No evaluation compares it, and no article names it.")
        }
        html.element(.ul, .class("lines")) { html in
            for evaluation in uses.evaluations {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(
                            .a, .href(OfficeRoute.evaluation(evaluation.slug.description).path),
                            text: evaluation.title)
                    }
                    html.element(.p, .class("hint"), text: "Evaluation")
                }
            }
        }
        html.articles(uses.articles)
    }
}
