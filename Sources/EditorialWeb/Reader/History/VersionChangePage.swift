import Editorial
import HTTPSupport
import Kernel
import Markup

/// What changed from one version of an article to the next, word by word.
struct VersionChangePage {
    let change: VersionChange
    let shell: any PageShell

    var page: Page {
        var head = PageHead(
            title: "What changed in version \(change.later): \(change.title)",
            description: "What changed in this article on \(change.laterWritten.localDay.written), word by word.",
            route: .articleChange(change.slug, change.earlier))
        head.section = change.section
        head.isListed = false
        head.canonical = .article(change.slug)
        return shell.page(head) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.article(change.slug).path), text: change.title)
            }
            html.element(.h1, text: "What changed in version \(change.later)")
            html.element(.p, .class("intro"), text: change.note)
            html.element(.p, .class("version-links")) { html in
                write(change.earlier, change.earlierWritten, .articleVersion(change.slug, change.earlier), into: &html)
                write(
                    change.later, change.laterWritten,
                    change.isPresent ? .article(change.slug) : .articleVersion(change.slug, change.later), into: &html)
                html.element(.a, .href(Route.articleHistory(change.slug).path), text: "All versions")
            }
            if change.parts.isEmpty {
                html.element(
                    .p,
                    text:
                        "No word that readers see is another. What changed is a link, a topic, a form, or where it is listed."
                )
            } else {
                html.element(.p, .class("note")) { html in
                    html.element(.del, text: "Struck through")
                    html.text(" is what was taken out, ")
                    html.element(.ins, text: "underlined")
                    html.text(" what was put in.")
                }
            }
            for part in change.parts {
                html.element(.section) { html in
                    html.element(.h2, text: part.name.title)
                    html.element(.div, .class("diff")) { DiffView(diff: part.change).write(into: &$0) }
                }
            }
        }
    }

    private func write(_ number: Int, _ written: Timestamp, _ route: Route, into html: inout HTMLWriter) {
        html.element(.a, .href(route.path)) { html in
            html.text("Version \(number), ")
            html.time(written)
        }
    }
}

extension VersionChange.Part.Name {
    /// As a heading.
    fileprivate var title: String {
        switch self {
        case .address: "Address"
        case .title: "Title"
        case .answer: "Short answer"
        case .text: "Text"
        case .facts: "List of facts"
        case .authors: "Written by"
        case .reviewers: "Reviewed by"
        case .sources: "Sources"
        }
    }
}
