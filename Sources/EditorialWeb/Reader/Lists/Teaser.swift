import Editorial
import HTTPSupport
import Kernel
import Markup

/// An article in a list of articles.
struct Teaser {
    let article: ArticleSummary
    /// The element of the title: it depends on what stands above the list.
    var heading = Tag.h2
    var showsSection = false
    var isLead = false
    var showsDescription = true

    func write(into html: inout HTMLWriter) {
        write(into: &html) { $0.text(article.description) }
    }

    /// Writes the teaser with a text of its own, such as an excerpt.
    func write(into html: inout HTMLWriter, text: (inout HTMLWriter) -> Void) {
        html.element(.article, .class(isLead ? "teaser lead" : "teaser")) { html in
            if showsSection {
                html.element(.p, .class("kicker")) { html in
                    html.element(.a, .href(Route.section(article.section.slug).path), text: article.section.name)
                }
            }
            html.element(heading) { html in
                html.label(of: .article(article.slug))
                html.element(.a, .href(Route.article(article.slug).path), text: article.title)
            }
            guard showsDescription else { return }
            html.element(.p, .class("dek"), content: text)
            html.element(.p, .class("meta")) { html in
                html.text(article.kind == .answer ? "Answer · " : "Guide · ")
                html.time(article.updated)
                html.region(.notice(.comments(under: article.id, at: Route.article(article.slug).path)))
            }
        }
    }
}

extension HTMLWriter {
    /// A list of teasers.
    mutating func teasers(_ articles: [ArticleSummary], heading: Tag = .h2, showsSection: Bool = false) {
        element(.ul, .class("teasers")) { html in
            for article in articles {
                html.element(.li) {
                    Teaser(article: article, heading: heading, showsSection: showsSection).write(into: &$0)
                }
            }
        }
    }
}
