import Editorial
import HTTPSupport
import Kernel
import Markup

/// The library of facts, by label.
struct FactListPage {
    let listing: NameListing<ListedFact>
    let search: String
    let today: CalendarDay

    var page: OfficePage {
        OfficePage(title: "Facts", area: .desk, place: .facts) { html in
            html.element(.h1, text: "Facts")
            html.element(.p, .class("actions")) { html in
                html.element(.a, .class("button primary"), .href(OfficeRoute.newFact.path), text: "New fact")
            }
            Self.writeFilter(search: search, isDue: false, into: &html)
            html.element(.p, .class("hint"), text: listing.total == 1 ? "One fact" : "\(listing.total) facts")
            if listing.items.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: search.isEmpty ? "Values that articles refer to stand here." : "No fact fits.")
            }
            html.element(.ul, .class("lines")) { html in
                for listed in listing.items { html.element(.li) { write(listed, into: &$0) } }
            }
            if let next = listing.next {
                html.element(.p, .class("pages")) { html in
                    let query =
                        "text=\(PercentEncoding.encode(search))&after=\(PercentEncoding.encode(next.description))"
                    html.element(.a, .href("\(OfficeRoute.facts.path)?\(query)"), text: "More")
                }
            }
        }
    }

    /// What both lists of facts are narrowed by.
    static func writeFilter(search: String, isDue: Bool, into html: inout HTMLWriter) {
        html.element(.form, .class("filter"), .action(OfficeRoute.facts.path)) { html in
            html.textField(
                "In the label, value or note", name: "text", value: search, state: FormState(), .type("search"))
            html.choice(
                "Show", name: "show", value: isDue ? "due" : "",
                options: [("", "All"), ("due", "Due for review")], state: FormState())
            html.element(.button, text: "Show")
        }
    }

    private func write(_ listed: ListedFact, into html: inout HTMLWriter) {
        let fact = listed.fact
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.fact(fact.slug.description).path), text: fact.label)
        }
        html.element(.p, .class("hint")) { html in
            html.text("\(fact.displayValue), as of \(fact.asOf.written) · ")
            html.text(listed.articles == 1 ? "in one article" : "in \(listed.articles) articles")
            html.text(fact.isStale(on: today) ? " · due for review since " : " · to be reviewed on ")
            html.time(fact.reviewDue)
        }
    }
}
