import Editorial
import HTTPSupport
import Kernel
import Markup

/// An article as readers see it.
struct ArticlePage {
    let article: PublishedArticle
    /// The day against which facts are stale or not.
    let day: CalendarDay
    let shell: any PageShell

    private var summary: ArticleSummary { article.summary }

    var page: Page {
        var head = PageHead(
            title: summary.title, description: summary.description, route: .article(summary.slug))
        head.layout = .withRail
        head.section = summary.section.slug
        head.openGraphType = "article"
        head.openGraph = [
            ("article:published_time", summary.published.rfc3339), ("article:modified_time", summary.updated.rfc3339),
            ("article:section", summary.section.name),
        ]
        head.openGraph += article.topics.map { ("article:tag", $0.name) }
        head.structuredData = [ArticleData(article: article, shell: shell).json]
        return shell.page(head) { html in
            html.element(.article, .class("article")) { html in
                html.element(.header) { writeHeader(into: &$0) }
                html.slot(.top)
                html.element(.div, .class("answer")) { $0.pieces(article.answer.pieces) }
                html.element(.div, .class("body")) { $0.pieces(article.body.pieces) }
                html.slot(.end)
                writeFacts(into: &html)
                writeSources(into: &html)
                writeCorrections(into: &html)
            }
            html.element(.div, .class("rail")) { html in
                writeContents(into: &html)
                html.slot(.rail)
                writeRelated(into: &html)
            }
            html.element(.section, .class("discussion"), .ariaLabelledby("discussion")) { html in
                html.element(.h2, .id("discussion"), text: "Discussion")
                html.region(.discussion(of: summary.id))
            }
        }
    }

    private func writeHeader(into html: inout HTMLWriter) {
        html.element(.p, .class("kicker")) { html in
            html.element(.a, .href(Route.section(summary.section.slug).path), text: summary.section.name)
        }
        html.element(.h1, text: summary.title)
        html.element(.p, .class("byline")) { html in
            var isFirst = true
            func separate(_ html: inout HTMLWriter) {
                if !isFirst { html.text("\u{A0}· ") }
                isFirst = false
            }
            for (label, people) in [("Written by ", article.authors), ("Reviewed by ", article.reviewers)]
            where !people.isEmpty {
                separate(&html)
                html.text(label)
                for (index, person) in people.enumerated() {
                    if index > 0 { html.text(index == people.count - 1 ? " and " : ", ") }
                    html.element(
                        .a, label == "Written by " ? .rel("author") : nil, .href(Route.person(person.slug).path),
                        text: person.name)
                }
            }
            separate(&html)
            html.text("Published ")
            html.time(summary.published)
            if summary.updated.day != summary.published.day {
                html.text("\u{A0}· Updated ")
                html.time(summary.updated)
            }
            if let reviewed = article.reviewed {
                html.text("\u{A0}· Reviewed ")
                html.time(reviewed)
            }
        }
    }

    private func writeFacts(into html: inout HTMLWriter) {
        guard !article.facts.isEmpty else { return }
        html.element(.section, .class("facts"), .ariaLabelledby("more-about")) { html in
            html.element(.h2, .id("more-about"), text: "More about \(article.about)")
            html.element(.dl) { html in
                for listed in article.facts { write(listed, into: &html) }
            }
        }
    }

    private func write(_ listed: PublishedArticle.ListedFact, into html: inout HTMLWriter) {
        let fact = listed.fact
        html.element(.div) { html in
            html.element(.dt, text: fact.label)
            html.element(.dd) { html in
                html.element(.data, .class("fact"), .value(fact.value), text: fact.displayValue)
                html.text(" ")
                html.element(.span, .class("as-of"), text: "as of \(fact.asOf.written)")
                html.element(.sup, .class("cite")) { html in
                    html.element(
                        .a, .href("#source-\(listed.sourceNumber)"), .ariaLabel("Source \(listed.sourceNumber)"),
                        text: String(listed.sourceNumber))
                }
                if fact.isStale(on: day) {
                    html.text(" ")
                    html.element(.span, .class("stale")) { html in
                        html.text("due for review since ")
                        html.time(fact.reviewDue)
                    }
                }
                if let note = fact.note {
                    html.element(.div, .class("note"), text: note)
                }
            }
        }
    }

    private func writeSources(into html: inout HTMLWriter) {
        guard !article.sources.isEmpty else { return }
        html.element(.section, .class("sources"), .ariaLabelledby("sources")) { html in
            html.element(.h2, .id("sources"), text: "Sources")
            html.element(.ol) { html in
                for (index, source) in article.sources.enumerated() {
                    html.element(.li, .id("source-\(index + 1)")) { SourceView(source: source).write(into: &$0) }
                }
            }
        }
    }

    private func writeCorrections(into html: inout HTMLWriter) {
        guard !article.corrections.isEmpty else { return }
        html.element(.section, .class("corrections"), .ariaLabelledby("corrections")) { html in
            html.element(.h2, .id("corrections"), text: "Corrections")
            html.element(.ul) { html in
                for correction in article.corrections {
                    html.element(.li) { html in
                        html.time(correction.date)
                        html.element(.p, text: correction.text)
                    }
                }
            }
        }
    }

    private func writeContents(into html: inout HTMLWriter) {
        html.element(.nav, .class("contents"), .ariaLabelledby("contents")) { html in
            html.element(.h2, .id("contents"), text: "In this article")
            html.element(.ol) { html in
                var entries = article.body.headings.filter { $0.level == 2 }.map { ($0.anchor, $0.text) }
                if !article.facts.isEmpty { entries.append(("more-about", "More about \(article.about)")) }
                if !article.sources.isEmpty { entries.append(("sources", "Sources")) }
                if !article.corrections.isEmpty { entries.append(("corrections", "Corrections")) }
                entries.append(("discussion", "Discussion"))
                for (anchor, text) in entries {
                    html.element(.li) { $0.element(.a, .href("#\(anchor)"), text: text) }
                }
            }
        }
    }

    private func writeRelated(into html: inout HTMLWriter) {
        guard !article.related.isEmpty else { return }
        html.element(.section, .class("related"), .ariaLabelledby("related")) { html in
            html.element(.h2, .id("related"), text: "Related articles")
            html.element(.ul) { html in
                for related in article.related {
                    html.element(.li) {
                        $0.element(.a, .href(Route.article(related.slug).path), text: related.title)
                    }
                }
            }
        }
    }
}
