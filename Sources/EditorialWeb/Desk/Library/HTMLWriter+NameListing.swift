import Editorial
import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// A page of a library that goes by name, with a search above it and the way to the next page below.
    ///
    /// - Parameters:
    ///   - searched: Where the search looks, such as “In the title”.
    ///   - empty: What is said when the whole library is empty.
    ///   - line: Writes one entry.
    mutating func nameListing<Item>(
        _ listing: NameListing<Item>, of route: OfficeRoute, search: String, searched: String,
        noun: (one: String, many: String), empty: String, line: (Item, inout HTMLWriter) -> Void
    ) {
        element(.form, .class("filter"), .action(route.path)) { html in
            html.textField(searched, name: "text", value: search, state: FormState(), .type("search"))
            html.element(.button, text: "Show")
        }
        element(
            .p, .class("hint"), text: listing.total == 1 ? "One \(noun.one)" : "\(listing.total) \(noun.many)")
        if listing.items.isEmpty {
            element(.p, .class("empty"), text: search.isEmpty ? empty : "No \(noun.one) fits.")
        }
        element(.ul, .class("lines")) { html in
            for item in listing.items { html.element(.li) { line(item, &$0) } }
        }
        guard let next = listing.next else { return }
        element(.p, .class("pages")) { html in
            let query = "text=\(PercentEncoding.encode(search))&after=\(PercentEncoding.encode(next.description))"
            html.element(.a, .href("\(route.path)?\(query)"), text: "More")
        }
    }

    /// The field for the slug of a new entry of a library.
    mutating func slugField(madeFrom source: String, value: String, state: FormState) {
        textField(
            "Name for programs", name: "slug", value: value,
            hint: "Lower-case letters, digits and hyphens; made from the \(source) when empty.", state: state,
            .spellcheck("false"), .autocapitalize("none"))
    }
}
