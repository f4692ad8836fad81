import Commerce
import HTTPSupport
import Kernel
import Markup

/// The links made by hand, and a form for a new one.
struct LinkListPage {
    let links: [HandMadeLink]
    let category: String
    let programmes: [(value: String, name: String)]
    let census: LinkCensus
    let values: FormBody
    let token: String
    let problem: Problem?

    private var categories: [String] { Set(links.flatMap(\.categories)).sorted() }

    var page: OfficePage {
        OfficePage(title: "Links", area: .business, place: .affiliateLinks) { html in
            html.element(.h1, text: "Links made by hand")
            html.element(
                .p, .class("hint"),
                text: "For one exact address that no rule can make, or that should earn by another way than its rule.")
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(OfficeRoute.affiliateLinkImport.path), text: "Import")
                html.element(.a, .href(OfficeRoute.affiliateLinkFile.path), text: "Export")
            }
            if let problem { html.problem(problem) }
            html.folded("Add a link", isOpen: problem != nil) { html in
                if programmes.isEmpty {
                    html.programmeIsMissing(for: "A link")
                } else {
                    html.form(.newAffiliateLink, token: token) { html in
                        let state = FormState(errors: problem?.fieldErrors ?? [])
                        html.textField(
                            "Short name", name: "slug", value: values["slug"],
                            hint: "It can’t be changed later, such as pocket-atlas.", state: state, .required,
                            .spellcheck("false"), .maxlength(120))
                        LinkForm.write(values, programmes, state, into: &html)
                        html.submit("Add the link")
                    }
                }
            }
            if !categories.isEmpty {
                html.element(.form, .class("filter"), .action(OfficeRoute.affiliateLinks.path)) { html in
                    html.choice(
                        "Category", name: "category", value: category,
                        options: [("", "All")] + categories.map { ($0, $0) }, state: FormState())
                    html.element(.button, text: "Show")
                }
            }
            let shown = links.filter { category.isEmpty || $0.categories.contains(category) }
            if shown.isEmpty { html.element(.p, .class("empty"), text: "There is none.") }
            html.element(.ul, .class("lines")) { html in
                for link in shown { html.element(.li) { write(link, into: &$0) } }
            }
        }
    }

    private func write(_ link: HandMadeLink, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.affiliateLink(link.slug.description).path), text: link.name)
        }
        html.element(.p, .class("hint")) { html in
            html.element(.code, text: link.destination)
            html.state(census.uses(of: .link(link.slug)), ended: link.ended)
        }
    }
}
