import Editorial
import HTTPSupport
import Kernel
import Markup

/// The articles of a section or topic, newest first.
struct ListPage {
    let name: String
    let description: String
    let route: Route
    /// The section that the navigation shows as the current one.
    let section: Slug?
    let articles: [ArticleSummary]
    /// The cursor of the page that follows, if there is one.
    let older: String?
    /// Whether this is a page further down the list.
    let isContinued: Bool
    let shell: any PageShell

    var page: Page {
        var head = PageHead(
            title: isContinued ? "\(name), earlier articles" : name, description: description, route: route)
        head.layout = .withRail
        head.section = section
        if case .topic(let topic) = route { head.subject = PageSubject(topics: [topic]) }
        // Pages further down change with every article; the articles themselves are what should be found.
        head.isListed = !isContinued
        return shell.page(head) { html in
            html.element(.div) { html in
                html.element(.h1, text: name)
                html.element(.p, .class("intro"), text: description)
                if articles.isEmpty {
                    html.element(.p, text: "Nothing has been published here yet.")
                } else {
                    html.teasers(articles)
                }
                html.pages(of: route, isContinued: isContinued, older: older)
            }
            html.element(.div, .class("rail")) { $0.slot(.rail) }
        }
    }
}

extension HTMLWriter {
    /// Links to the other pages of a long list.
    mutating func pages(of route: Route, isContinued: Bool, older: String?) {
        guard isContinued || older != nil else { return }
        element(.nav, .ariaLabel("Pages")) { html in
            html.element(.p, .class("pages")) { html in
                if isContinued { html.element(.a, .rel("first"), .href(route.path), text: "Newest") }
                if isContinued, older != nil { html.text(" · ") }
                if let older {
                    html.element(.a, .rel("next"), .href("\(route.path)?before=\(older)"), text: "Older")
                }
            }
        }
    }
}
