import Editorial
import HTTPSupport
import Kernel
import Markdown
import Markup

/// An article as readers could read it once, marked as such.
///
/// It has no advertising, and its links earn nothing.
struct EarlierVersionPage {
    let version: ArticleVersion
    let shell: any PageShell

    var page: Page {
        let draft = version.draft
        var head = PageHead(
            title: "\(draft.title) (version of \(version.written.localDay.written))",
            description: "How this article read on \(version.written.localDay.written).",
            route: .articleVersion(version.slug, version.number))
        head.section = draft.section
        head.isListed = false
        head.canonical = .article(version.slug)
        return shell.page(head) { html in
            html.element(.aside, .class("version-note"), .ariaLabel("About this version")) { writeNote(into: &$0) }
            html.element(.article, .class("article")) { html in
                html.element(.header) { html in
                    html.element(.h1, text: draft.title)
                    html.element(.p, .class("byline")) { writeByline(into: &$0) }
                }
                html.element(.div, .class("answer")) { $0.plainPieces(version.answer.pieces) }
                html.element(.div, .class("body")) { $0.plainPieces(version.body.pieces) }
                FactList(about: draft.about, facts: version.facts, day: nil).write(into: &html)
                SourceList(sources: version.sources, isDecorated: false).write(into: &html)
            }
        }
    }

    private func writeNote(into html: inout HTMLWriter) {
        html.element(.p) { html in
            guard let replaced = version.replaced else {
                html.element(.strong, text: "This is the present version.")
                html.text(" Readers have seen it since ")
                html.time(version.written)
                return html.text(".")
            }
            html.element(.strong, text: "This is an earlier version.")
            if replaced.day == version.written.day {
                html.text(" Readers saw it on ")
            } else {
                html.text(" Readers saw it from ")
                html.time(version.written)
                html.text(" to ")
            }
            html.time(replaced)
            html.text("; what was wrong in it may have been corrected since.")
        }
        if !version.unrecorded.isEmpty {
            let labels = version.unrecorded.prefix(Self.mostLabels).map(\.label).joined(separator: "; ")
            let others = version.unrecorded.count - Self.mostLabels
            html.element(
                .p, .class("note"),
                text: """
                    What these figures were then is not on record; the earliest values that are stand in their \
                    place: \(labels)\(others > 0 ? "; and \(others) more" : "").
                    """)
        }
        html.element(.p, .class("version-links")) { html in
            html.element(
                .a, .href(Route.article(version.slug).path),
                text: version.replaced == nil ? "Read the article" : "Read the present version")
            if version.replaced != nil {
                html.element(
                    .a, .href(Route.articleChange(version.slug, version.number).path), text: "What changed after it")
            }
            html.element(.a, .href(Route.articleHistory(version.slug).path), text: "All versions")
        }
    }

    private static let mostLabels = 5

    private func writeByline(into html: inout HTMLWriter) {
        for (part, people) in [(BylineRole.wrote, version.authors), (.reviewed, version.reviewers)]
        where !people.isEmpty {
            html.byline(part, people)
            html.text("\u{A0}· ")
        }
        html.text("Version \(version.number), ")
        html.time(version.written)
    }
}
