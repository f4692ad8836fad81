import Audience
import HTTPSupport
import Kernel
import Markup

/// What all pages of one edition begin with: what it is, how it stands, and the way to the others.
struct EditionHead {
    enum Tab: Hashable {
        case content, preview, sending, report
    }

    let edition: Edition
    let current: Tab
    let now: Timestamp

    func write(into html: inout HTMLWriter) {
        html.element(.nav, .class("trail"), .ariaLabel("Where this belongs")) { html in
            html.element(.ol) { html in
                html.element(.li) { $0.element(.a, .href(OfficeRoute.newsletterDesk.path), text: "Newsletter") }
            }
        }
        html.element(.h1, text: edition.title)
        html.element(.p, .class("edition-standing")) { html in
            html.state(of: edition)
            html.text(" \(edition.outlook(at: now))")
        }
        html.element(.nav, .class("subplaces"), .ariaLabel("This edition")) { html in
            html.element(.ul) { html in
                for (tab, route, name) in tabs {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(route.path), tab == current ? .ariaCurrent("page") : nil, text: name)
                    }
                }
            }
        }
    }

    private var tabs: [(Tab, OfficeRoute, String)] {
        let id = edition.id.description
        var tabs: [(Tab, OfficeRoute, String)] = [
            (.content, .deskEdition(id), "Content"), (.preview, .editionPreview(id), "Preview"),
        ]
        if edition.started != nil {
            tabs += [(.sending, .editionSending(id), "Sending"), (.report, .editionReport(id), "Report")]
        }
        return tabs
    }
}
