import Editorial
import HTTPSupport
import Kernel
import Markup

/// The front page: the newest article large, then each section's own newest.
struct FrontPage {
    /// A section with its newest articles.
    struct SectionFront {
        let section: Section
        let articles: [ArticleSummary]
    }

    let lead: ArticleSummary?
    let sections: [SectionFront]
    /// The most recently published or updated, newest first.
    let latest: [ArticleSummary]
    let shell: any PageShell

    var page: Page {
        var head = PageHead(
            title: "\(shell.site.name): \(shell.site.tagline)", description: shell.site.description, route: .front)
        head.layout = lead == nil ? .single : .withRail
        head.structuredData = [
            .object([
                "@context": "https://schema.org", "@type": "WebSite", "@id": .string("\(shell.origin)/#site"),
                "name": .string(shell.site.name), "url": .string(shell.address(of: .front)),
                "description": .string(shell.site.description), "publisher": shell.organisation,
            ])
        ]
        return shell.page(head) { html in
            guard let lead else {
                html.element(.h1, text: shell.site.name)
                html.element(.p, .class("intro"), text: "Nothing has been published here yet.")
                return
            }
            html.element(.h1, .class("visually-hidden"), text: "\(shell.site.name): \(shell.site.tagline)")
            html.element(.div) { html in
                Teaser(article: lead, showsSection: true, isLead: true).write(into: &html)
                html.element(.div, .class("fronts")) { html in
                    for front in sections where !front.articles.isEmpty { write(front, into: &html) }
                }
                html.slot(.end)
            }
            html.element(.div, .class("rail")) { html in
                html.element(.section, .class("related"), .ariaLabelledby("latest")) { html in
                    html.element(.h2, .id("latest"), text: "Latest")
                    html.element(.ul) { html in
                        for article in latest {
                            html.element(.li) { html in
                                html.label(of: .article(article.slug))
                                html.element(.a, .href(Route.article(article.slug).path), text: article.title)
                            }
                        }
                    }
                }
                html.slot(.rail)
            }
        }
    }

    private func write(_ front: SectionFront, into html: inout HTMLWriter) {
        let id = "front-\(front.section.slug)"
        html.element(.section, .ariaLabelledby(id)) { html in
            html.element(.h2, .class("teasers-head"), .id(id)) { html in
                html.element(.a, .href(Route.section(front.section.slug).path), text: front.section.name)
            }
            for (index, article) in front.articles.enumerated() {
                Teaser(article: article, heading: .h3, showsDescription: index == 0).write(into: &html)
            }
        }
    }
}
