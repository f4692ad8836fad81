import Commerce
import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// What happened to something, the newest first.
    mutating func history(_ events: [CommerceEvent], namesSubjects: Bool = false) {
        guard !events.isEmpty else { return element(.p, .class("empty"), text: "Nothing has been changed yet.") }
        element(.ul, .class("lines")) { html in
            for event in events {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.element(
                            .time, .datetime(event.at.rfc3339),
                            text: Zone.current.reading(of: event.at).written)
                        html.text(" · \(event.name) \(event.action.phrase)")
                        if namesSubjects {
                            html.text(" the \(event.kind.word) ")
                            if let route = event.route {
                                html.element(.a, .href(route.path), text: event.title)
                            } else {
                                html.text(event.title)
                            }
                        } else {
                            html.text(" it")
                        }
                    }
                    if !namesSubjects, !event.detail.isEmpty {
                        html.element(.p, .class("quoted"), text: event.detail)
                    }
                }
            }
        }
    }

    /// The published pages where something applies.
    mutating func uses(_ uses: LinkCensus.Uses) {
        guard !uses.pages.isEmpty else {
            return element(.p, .class("empty"), text: "No published article has such a link at present.")
        }
        element(.p, text: "\(uses.summary).")
        element(.ul, .class("lines")) { html in
            for page in uses.pages.prefix(100) {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { $0.element(.a, .href(page.path), text: page.title) }
                }
            }
        }
    }

    /// What stands in the place of a form for something that belongs to a programme, while there is none.
    mutating func programmeIsMissing(for thing: String) {
        element(.p) { html in
            html.text("\(thing) belongs to a programme, and there is none. ")
            html.element(.a, .href(OfficeRoute.newProgramme.path), text: "Add the programme first")
        }
    }

    /// Where something applies, or else when it ended, after what else stands in its line.
    mutating func state(_ uses: LinkCensus.Uses, ended: Timestamp?) {
        guard let ended else { return text(" · \(uses.summary)") }
        text(" · ended on ")
        time(ended)
    }

    /// When something ended, and what follows of that.
    mutating func ending(_ ended: Timestamp, _ consequence: String) {
        element(.p) { html in
            html.text("It ended on ")
            html.time(ended)
            html.text(". \(consequence)")
        }
    }

    /// A list with a heading; nothing when it is empty.
    mutating func lines<Item>(_ title: String, _ items: [Item], line: (Item, inout HTMLWriter) -> Void) {
        guard !items.isEmpty else { return }
        element(.h2, text: title)
        element(.ul, .class("lines")) { html in
            for item in items { html.element(.li) { line(item, &$0) } }
        }
    }

    /// A form that is folded away until it is wanted, or has faults.
    mutating func folded(_ summary: String, isOpen: Bool, content: (inout HTMLWriter) -> Void) {
        element(.details, .class("folded"), isOpen ? .open : nil) { html in
            html.element(.summary, text: summary)
            content(&html)
        }
    }
}

extension LinkCensus.Uses {
    /// “3 links in 2 articles”.
    var summary: String {
        guard links > 0 else { return "in no article at present" }
        let words = links == 1 ? "one link" : "\(links) links"
        return "\(words) in \(pages.count == 1 ? "one article" : "\(pages.count) articles")"
    }
}
