import Editorial
import HTTPSupport
import Kernel
import Markdown
import Markup
import Pictures

/// An article as readers see it.
struct ArticlePage {
    let article: PublishedArticle
    /// The day against which facts are stale or not.
    let day: CalendarDay
    let shell: any PageShell

    private var summary: ArticleSummary { article.summary }
    /// Whether it ever read otherwise.
    private var hasHistory: Bool { article.revision > 1 }

    var page: Page {
        var head = PageHead(
            title: summary.title, description: summary.description, route: .article(summary.slug))
        head.layout = .withRail
        head.article = Route.article(summary.slug).path
        head.section = summary.section.slug
        head.subject = PageSubject(
            section: summary.section.slug, topics: article.topics.map(\.slug),
            kind: Slug(validating: summary.kind.rawValue))
        head.openGraphType = "article"
        head.openGraph = [
            ("article:published_time", summary.published.rfc3339), ("article:modified_time", summary.updated.rfc3339),
            ("article:section", summary.section.name),
        ]
        head.openGraph += article.topics.map { ("article:tag", $0.name) }
        head.picture = article.leadImage.flatMap(Self.picture)
        head.structuredData = [ArticleData(article: article, shell: shell).json]
        return shell.page(head) { html in
            html.element(.article, .class("article")) { html in
                html.element(.header) { writeHeader(into: &$0) }
                html.slot(.top)
                html.element(.div, .class("answer")) { $0.pieces(article.answer.pieces) }
                html.element(.div, .class("body")) { $0.pieces(article.body.pieces) }
                html.slot(.end)
                FactList(about: article.about, facts: article.facts, day: day).write(into: &html)
                SourceList(sources: article.sources).write(into: &html)
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

    private static func picture(of image: Image) -> PageHead.Picture? {
        image.card.map { card in
            PageHead.Picture(
                route: .media(card.name.description), width: card.width, height: card.height,
                alternative: image.alternative)
        }
    }

    private func writeHeader(into html: inout HTMLWriter) {
        html.element(.p, .class("kicker")) { html in
            html.element(.a, .href(Route.section(summary.section.slug).path), text: summary.section.name)
        }
        html.element(.h1) { html in
            html.label(of: .article(summary.slug))
            html.text(summary.title)
        }
        html.element(.p, .class("byline")) { html in
            var isFirst = true
            func separate(_ html: inout HTMLWriter) {
                if !isFirst { html.text("\u{A0}· ") }
                isFirst = false
            }
            for (part, people) in [(BylineRole.wrote, article.authors), (.reviewed, article.reviewers)]
            where !people.isEmpty {
                separate(&html)
                html.byline(part, people)
            }
            separate(&html)
            html.text("Published ")
            html.time(summary.published)
            if summary.updated.localDay != summary.published.localDay {
                html.text("\u{A0}· Updated ")
                html.time(summary.updated)
            }
            if let reviewed = article.reviewed {
                html.text("\u{A0}· Reviewed ")
                html.time(reviewed)
            }
            if hasHistory {
                html.text("\u{A0}· ")
                writeHistoryLink(into: &html)
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
            if hasHistory {
                html.element(.p, .class("meta")) { writeHistoryLink(into: &$0) }
            }
        }
    }

    private func writeHistoryLink(into html: inout HTMLWriter) {
        html.element(.a, .href(Route.articleHistory(summary.slug).path), text: "Earlier versions")
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
                    html.element(.li) { html in
                        html.label(of: .article(related.slug))
                        html.element(.a, .href(Route.article(related.slug).path), text: related.title)
                    }
                }
            }
        }
    }
}
