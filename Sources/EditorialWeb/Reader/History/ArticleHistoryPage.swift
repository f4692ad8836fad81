import Editorial
import HTTPSupport
import Kernel
import Markup

/// Every text that an article has had, and the corrections between them.
struct ArticleHistoryPage {
    let history: ArticleHistory
    /// Whether this is a page further down the list.
    let isContinued: Bool
    let shell: any PageShell

    private var route: Route { .articleHistory(history.slug) }

    var page: Page {
        var head = PageHead(
            title: "Earlier versions: \(history.title)",
            description: "Every text that this article has had since it was published, and what changed.",
            route: route)
        head.section = history.section
        head.isListed = false
        head.canonical = .article(history.slug)
        return shell.page(head) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.article(history.slug).path), text: history.title)
            }
            html.element(.h1, text: "Earlier versions")
            html.element(.p, .class("intro")) { html in
                html.text("Every text that this article has had since it was published on ")
                html.time(history.published)
                html.text(", newest first. No version is ever changed or deleted.")
            }
            html.element(.ul, .class("teasers versions")) { html in
                for entry in history.entries { html.element(.li, .class("teaser")) { write(entry, into: &$0) } }
            }
            html.pages(of: route, isContinued: isContinued, older: history.next.map(String.init))
        }
    }

    private func write(_ entry: ArticleHistory.Entry, into html: inout HTMLWriter) {
        switch entry {
        case .version(let version): write(version, into: &html)
        case .correction(let correction):
            html.element(.p, .class("meta")) { $0.time(correction.date) }
            html.element(.h2, text: "Correction")
            html.element(.p, .class("dek"), text: correction.text)
        }
    }

    private func write(_ version: ArticleHistory.Version, into html: inout HTMLWriter) {
        let isPresent = version.number == history.present
        let name = "Version \(version.number)"
        html.element(.p, .class("meta")) { html in
            html.time(version.written)
            if isPresent { html.text(" · what readers see now") }
        }
        html.element(.h2) { html in
            if version.isWithheld {
                html.text(name)
            } else {
                let route: Route =
                    isPresent ? .article(history.slug) : .articleVersion(history.slug, version.number)
                html.element(.a, .href(route.path), text: name)
            }
        }
        let note = version.note.isEmpty && version.number == 1 ? "First published." : version.note
        html.element(.p, .class("dek"), text: note)
        if version.isWithheld {
            html.element(
                .p, .class("note"), text: "The article was withdrawn after this version; its text is not shown.")
        } else if version.isComparable {
            html.element(.p, .class("meta")) { html in
                html.element(
                    .a, .href(Route.articleChange(history.slug, version.number - 1).path),
                    .ariaLabel("What changed in version \(version.number)"), text: "What changed")
            }
        }
    }
}
