import Editorial
import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// Published articles, each with a link to its page.
    mutating func articles(_ articles: [ArticleSummary]) {
        element(.ul, .class("lines")) { html in
            for article in articles {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) {
                        $0.element(.a, .href(Route.article(article.slug).path), text: article.title)
                    }
                }
            }
        }
    }
}
