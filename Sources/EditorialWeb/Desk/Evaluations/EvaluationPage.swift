import Editorial
import HTTPSupport
import Kernel
import Markup

/// One evaluation: the order as it is, and forms for each part that can be changed.
struct EvaluationPage {
    let stored: StoredEvaluation
    let history: [RecordedChange]
    let uses: [ArticleSummary]
    /// Products to choose from.
    let known: [Product]
    /// What was typed into the form that came back; empty when none did.
    let typed: FormBody
    let token: String
    let problem: Problem?

    private var sheet: EvaluationSheet { stored.sheet }
    private var evaluation: Evaluation { sheet.evaluation }
    private var slug: String { evaluation.slug.description }
    private var state: FormState { FormState(errors: problem?.fieldErrors ?? []) }

    var page: OfficePage {
        OfficePage(title: evaluation.title, area: .desk, place: .evaluations) { html in
            html.element(.h1, text: evaluation.title)
            html.element(.p) { $0.element(.code, text: ":evaluation[\(slug)]") }
            if let problem { html.problem(problem) }
            if let obstacle = evaluation.obstacle, uses.isEmpty {
                html.element(.p, .class("hint"), text: "Readers can’t be shown it yet. \(obstacle)")
            }
            writeOrder(into: &html)
            writeCriteria(into: &html)
            writeProducts(into: &html)
            writeDescription(into: &html)
            writeUses(into: &html)
            ChangeList(changes: history).write(into: &html)
        }
    }

    private func typed(in kind: EvaluationForm.Kind) -> FormBody? {
        typed["edit"] == kind.rawValue && problem != nil ? typed : nil
    }

    private func form(
        _ kind: EvaluationForm.Kind, into html: inout HTMLWriter, content: (inout HTMLWriter) -> Void
    ) {
        html.form(.evaluationPreview(slug), token: token) { html in
            html.void(.input, .type("hidden"), .name("edit"), .value(kind.rawValue))
            html.void(.input, .type("hidden"), .name("base"), .value(String(stored.revision)))
            content(&html)
            html.submit("See what it changes")
        }
    }

    private func writeOrder(into html: inout HTMLWriter) {
        html.element(.h2, text: "The order now")
        guard !evaluation.products.isEmpty else {
            return html.element(
                .p, .class("empty"), text: "The order follows from criteria, weights and scores. Add products below.")
        }
        html.element(
            .p, .class("hint"), text: "It follows from the weights and scores alone. Choose a product to score it.")
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("The order now")
        ) { html in
            html.element(.table) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        html.element(.th, .scope("col"), text: "Rank")
                        html.element(.th, .scope("col"), text: "Product")
                        html.element(.th, .scope("col"), .class("num"), text: "Total")
                        for (criterion, share) in zip(evaluation.criteria, sheet.shares) {
                            html.element(.th, .scope("col"), .class("num")) { html in
                                html.text("\(criterion.name) ")
                                html.element(.span, .class("hint"), text: WeightShares.text(share))
                            }
                        }
                    }
                }
                html.element(.tbody) { html in
                    for product in sheet.rows { writeRow(of: product, into: &html) }
                }
            }
        }
    }

    private func writeRow(of product: Product, into html: inout HTMLWriter) {
        let place = sheet.ranking.place(of: product.slug)
        html.element(.tr) { html in
            html.element(.td, text: place.map { String($0.rank) } ?? "–")
            html.element(.th, .scope("row")) { html in
                let route = OfficeRoute.evaluationScores(slug, product: product.slug.description)
                html.element(.a, .href(route.path), text: product.name)
            }
            html.element(.td, .class("num"), text: place?.total.description ?? "not yet tested")
            for criterion in evaluation.criteria {
                let score = evaluation.score(of: product.slug, by: criterion.slug)
                html.element(.td, .class("num"), text: score?.value.description ?? "–")
            }
        }
    }

    private func writeCriteria(into html: inout HTMLWriter) {
        html.element(.h2, text: "Criteria and weights")
        html.element(
            .p, .class("hint"),
            text: "A weight is a whole number from 0 to 1000; what counts is its share of all weights together.")
        let values = typed(in: .criteria) ?? EvaluationForm.criteriaValues(evaluation)
        form(.criteria, into: &html) { html in
            var row = 0
            while values.has("name-\(row)") {
                writeCriterion(row, values, into: &html)
                row += 1
            }
        }
    }

    private func writeCriterion(_ row: Int, _ values: FormBody, into html: inout HTMLWriter) {
        let known = values["criterion-\(row)"]
        html.element(.fieldset, .class("criterion weighting")) { html in
            html.element(.legend, text: known.isEmpty ? "Another criterion" : values["name-\(row)"])
            html.void(.input, .type("hidden"), .name("criterion-\(row)"), .value(known))
            html.element(.div, .class("pair")) { html in
                html.textField("Name", name: "name-\(row)", value: values["name-\(row)"], state: state)
                html.textField(
                    "Weight", name: "weight-\(row)", value: values["weight-\(row)"], state: state,
                    .inputmode("numeric"))
                html.textField(
                    "Scale", name: "scale-\(row)", value: values["scale-\(row)"],
                    hint: "What 0 and 10 stand for.", state: state)
                html.textField(
                    "What good means", name: "good-\(row)", value: values["good-\(row)"],
                    hint: "For readers, in a sentence.", state: state)
            }
            guard !known.isEmpty else { return }
            html.box(
                "Take it out, with its scores", name: "remove-\(row)", value: "yes",
                isTicked: values.has("remove-\(row)"), id: "remove-\(row)")
        }
    }

    private func writeProducts(into html: inout HTMLWriter) {
        html.element(.h2, text: "Products")
        let values = typed(in: .products) ?? FormBody()
        form(.products, into: &html) { html in
            html.textField(
                "Add", name: "add", value: values["add"],
                hint: "Products by their names for programs, with spaces between; begin to type one.", state: state,
                .list("products"), .spellcheck("false"), .autocapitalize("none"))
            html.raw("<datalist id=\"products\">")
            for product in known where !evaluation.products.contains(product.slug) {
                html.element(.option, .value(product.slug.description), text: "\(product.name), \(product.maker)")
            }
            html.raw("</datalist>")
            html.element(.p, .class("hint")) { html in
                html.text("What isn’t there yet is added at ")
                html.element(.a, .href(OfficeRoute.products.path), text: "Products")
                html.text(".")
            }
            guard !evaluation.products.isEmpty else { return }
            html.element(.fieldset, .class("choices")) { html in
                html.element(.legend, text: "Take out, with its scores")
                let ticked = Set(values.all("take-out"))
                for product in sheet.rows {
                    let slug = product.slug.description
                    html.box(
                        product.name, name: "take-out", value: slug, isTicked: ticked.contains(slug),
                        id: "take-out-\(slug)")
                }
            }
        }
    }

    private func writeDescription(into html: inout HTMLWriter) {
        html.element(.h2, text: "Title and method")
        let values = typed(in: .description)
        form(.description, into: &html) { html in
            html.textField(
                "Title", name: "title", value: values?["title"] ?? evaluation.title, state: state, .required)
            html.textArea(
                "Method", name: "method", value: values?["method"] ?? evaluation.method, rows: 10,
                hint: "How it was tested, and by whom, for readers. Markdown, without directives and footnotes.",
                state: state, .spellcheck("true"))
        }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it is shown")
        guard !uses.isEmpty else {
            return html.element(.p, .class("empty"), text: "No published article shows it.")
        }
        html.articles(uses)
    }
}
