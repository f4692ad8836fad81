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
            html.element(.form, .class("filter"), .action(OfficeRoute.products.path)) { html in
                html.textField(
                    "In the name, maker or note", name: "text", value: search, state: FormState(), .type("search"))
                html.element(.button, text: "Show")
            }
            html.element(.p, .class("hint"), text: listing.total == 1 ? "One product" : "\(listing.total) products")
            if listing.items.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: search.isEmpty ? "What evaluations compare stands here. Add it below." : "No product fits.")
            }
            html.element(.ul, .class("lines")) { html in
                for listed in listing.items { html.element(.li) { write(listed, into: &$0) } }
            }
            html.nextPage(of: .products, search: search, listing.next)
            html.element(.h2, text: "Add one")
            html.form(.products, token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                ProductForm.write(values, state, into: &html)
                html.textField(
                    "Name for programs", name: "slug", value: values["slug"],
                    hint: "Lower-case letters, digits and hyphens; made from the name when empty.", state: state,
                    .spellcheck("false"), .autocapitalize("none"))
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Add")
                }
            }
        }
    }

    private func write(_ listed: ListedProduct, into html: inout HTMLWriter) {
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
