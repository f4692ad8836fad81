import Editorial
import HTTPSupport
import Kernel
import Markup

/// The library of sources, by title.
struct SourceListPage {
    let listing: NameListing<ListedSource>
    let search: String
    let filter: SourceFilter

    private static let filters: [(SourceFilter, String)] = [
        (.all, "All"), (.dead, "Gone"), (.unreachable, "Out of reach"), (.unused, "Not used"),
    ]

    var page: OfficePage {
        OfficePage(title: "Sources", area: .desk, place: .sources) { html in
            html.element(.h1, text: "Sources")
            html.element(.p, .class("actions")) { html in
                html.element(.a, .class("button primary"), .href(OfficeRoute.newSource.path), text: "New source")
                html.element(.a, .class("button"), .href(OfficeRoute.sourceImport.path), text: "Import references")
            }
            html.element(.form, .class("filter"), .action(OfficeRoute.sources.path)) { html in
                html.textField(
                    "In any of its fields", name: "text", value: search, state: FormState(), .type("search"))
                html.choice(
                    "Show", name: "show", value: filter.rawValue,
                    options: Self.filters.map { ($0.0.rawValue, $0.1) }, state: FormState())
                html.element(.button, text: "Show")
            }
            html.element(
                .p, .class("hint"), text: listing.total == 1 ? "One source" : "\(listing.total) sources")
            if listing.items.isEmpty { html.element(.p, .class("empty"), text: emptiness) }
            html.element(.ul, .class("lines")) { html in
                for listed in listing.items { html.element(.li) { write(listed, into: &$0) } }
            }
            if let next = listing.next {
                let query = [
                    "text=\(PercentEncoding.encode(search))", "show=\(filter.rawValue)",
                    "after=\(PercentEncoding.encode(next.description))",
                ]
                html.element(.p, .class("pages")) { html in
                    html.element(
                        .a, .href("\(OfficeRoute.sources.path)?\(query.joined(separator: "&"))"), text: "More")
                }
            }
        }
    }

    private var emptiness: String {
        guard search.isEmpty else { return "No source fits." }
        return switch filter {
        case .all:
            "What facts and articles cite stands here. Add a source, or import references from BibTeX or CSL-JSON."
        case .dead: "No source is gone, as far as checks have shown."
        case .unreachable: "Every source that was checked could be got to."
        case .unused: "Everything in the library is used, or was once."
        }
    }

    private func write(_ listed: ListedSource, into html: inout HTMLWriter) {
        let source = listed.source
        let health = AddressHealthWords(listed.health)
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.source(source.slug.description).path), text: source.title)
        }
        let state = listed.health?.state ?? .unchecked
        let isTroubled = [.dead, .unreachable, .failing].contains(state)
        html.element(.p, .class("hint")) { html in
            if isTroubled {
                html.element(.span, .class("state state-\(state.rawValue)"), text: health.state)
                html.text(" ")
            }
            html.text("\(SourceWords.imprint(source)) · \(SourceWords.uses(listed.uses))")
            if !isTroubled { html.text(" · \(health.lineInSentence)") }
        }
        if isTroubled {
            html.element(.p, .class("hint"), text: health.line)
        }
    }
}
