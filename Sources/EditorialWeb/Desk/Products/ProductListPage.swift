import Editorial
import HTTPSupport
import Kernel
import Markup

/// The products, by name, and a form to add one.
struct ProductListPage {
    let listing: NameListing<ListedProduct>
    let search: String
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Products", area: .desk, place: .products) { html in
            html.element(.h1, text: "Products")
            if let problem { html.problem(problem) }
            html.nameListing(
                listing, of: .products, search: search, searched: "In the name, maker or note",
                noun: ("product", "products"), empty: "What evaluations compare stands here. Add it below.",
                line: write)
            html.element(.h2, text: "Add one")
            html.form(.products, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                ProductForm.write(values, state, into: &html)
                html.slugField(madeFrom: "name", value: values["slug"], state: state)
                html.submit("Add")
            }
        }
    }

    private func write(_ listed: ListedProduct, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(
                .a, .href(OfficeRoute.product(listed.product.slug.description).path), text: listed.product.name)
        }
        html.element(.p, .class("hint")) { html in
            html.text("\(listed.product.maker) · ")
            html.text(
                listed.evaluations == 1 ? "in one evaluation" : "in \(listed.evaluations) evaluations")
        }
    }
}
