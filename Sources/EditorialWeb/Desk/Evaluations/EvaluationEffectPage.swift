import Editorial
import HTTPSupport
import Kernel
import Markup

/// What an edit would do to the order, before it is saved: the order now and after beside each other.
struct EvaluationEffectPage {
    let effect: EvaluationEffect
    let form: FormBody
    let token: String

    private var slug: String { effect.before.evaluation.slug.description }

    var page: OfficePage {
        OfficePage(title: "What the change does", area: .desk, place: .evaluations) { html in
            html.element(.h1, text: "What the change does")
            html.element(.p, text: "\(summary) Nothing was saved yet.")
            writeOrders(into: &html)
            html.element(.h2, text: "What differs")
            html.changeLines(effect.lines)
            html.element(.h2, text: "Articles that change with it")
            if effect.articles.isEmpty {
                html.element(.p, .class("empty"), text: "No published article shows it yet.")
            } else {
                html.articles(effect.articles)
            }
            html.form(.evaluation(slug), token: token) { html in
                for field in form.fields where field.name != "token" && field.name != "reason" {
                    html.void(.input, .type("hidden"), .name(field.name), .value(field.value))
                }
                html.textField(
                    "Why", name: "reason", value: form["reason"],
                    hint: "It stands in the history, and in that of the articles.", state: FormState())
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Save the change")
                    html.element(.a, .class("button"), .href(OfficeRoute.evaluation(slug).path), text: "Leave it")
                }
            }
        }
    }

    private var summary: String {
        let before = effect.before.ranking.places.map { [$0.product.description, String($0.rank)] }
        let after = effect.after.ranking.places.map { [$0.product.description, String($0.rank)] }
        if before == after { return "The order stays as it is." }
        guard let first = effect.after.ranking.places.first, let name = effect.after.products[first.product]?.name
        else { return "Nothing is ranked after it." }
        let led = effect.before.ranking.places.first?.product == first.product
        return led ? "The order changes; “\(name)” still leads." : "The order changes; “\(name)” leads after it."
    }

    private func writeOrders(into html: inout HTMLWriter) {
        let gone = effect.before.rows.filter { effect.after.products[$0.slug] == nil }
        let rows = effect.after.rows + gone
        guard !rows.isEmpty else {
            return html.element(.p, .class("empty"), text: "There are no products yet.")
        }
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("The order now and after the change")
        ) { html in
            html.element(.table, .class("orders")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in ["Product", "Rank now", "Rank after", "Moves", "Total now", "Total after"] {
                            html.element(
                                .th, .scope("col"), name.hasPrefix("Total") ? .class("num") : nil, text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for product in rows { write(product, into: &html) }
                }
            }
        }
    }

    private func write(_ product: Product, into html: inout HTMLWriter) {
        let before = effect.before.ranking.place(of: product.slug)
        let after = effect.after.ranking.place(of: product.slug)
        let move = move(of: product, from: before?.rank, to: after?.rank)
        let direction: String? = move.hasPrefix("up") ? "up" : move.hasPrefix("down") ? "down" : nil
        html.element(.tr, direction.map { .class($0) }) { html in
            html.element(.th, .scope("row"), text: product.name)
            html.element(.td, text: before.map { String($0.rank) } ?? "–")
            html.element(.td, text: after.map { String($0.rank) } ?? "–")
            html.element(.td, text: move)
            html.element(.td, .class("num"), text: before?.total.description ?? "–")
            html.element(.td, .class("num"), text: after?.total.description ?? "–")
        }
    }

    private func move(of product: Product, from before: Int?, to after: Int?) -> String {
        if effect.after.products[product.slug] == nil { return "is taken out" }
        if effect.before.products[product.slug] == nil { return "is added" }
        switch (before, after) {
        case (let before?, let after?) where after < before: return "up by \(before - after)"
        case (let before?, let after?) where after > before: return "down by \(after - before)"
        case (nil, .some): return "is ranked"
        case (.some, nil): return "is ranked no more"
        default: return "stays"
        }
    }
}
