import Editorial
import HTTPSupport
import Kernel
import Markup

/// The search form and what it found.
struct SearchPage {
    static let longestQuery = 200

    /// What the reader typed, trimmed; empty before the first search.
    let query: String
    let result: SearchResult?
    /// From 1.
    let number: Int
    let sections: [Section]
    let shell: any PageShell

    var page: Page {
        var head = PageHead(
            title: query.isEmpty ? "Search" : "Search: \(query)", description: "Search \(shell.site.name).",
            route: .search)
        head.isListed = false
        head.query = query
        return shell.page(head) { html in
            html.element(.h1, text: "Search")
            html.element(.form, .class("search"), .action(Route.search.path)) { html in
                html.element(.label, .class("visually-hidden"), .for("query"), text: "Search this site")
                html.void(
                    .input, .id("query"), .name("q"), .type("search"), .value(query), .maxlength(Self.longestQuery))
                html.element(.button, text: "Search")
            }
            guard let result else { return }
            if result.hits.isEmpty { writeNothing(into: &html) } else { write(result, into: &html) }
        }
    }

    private func write(_ result: SearchResult, into html: inout HTMLWriter) {
        if let corrected = result.correctedQuery {
            html.element(.p, .class("meta")) { html in
                html.text("Nothing for “\(query)”. These are for ")
                html.element(.strong, text: corrected)
                html.text(".")
            }
        } else {
            let page = number == 1 ? "" : ", page \(number)"
            html.element(.p, .class("meta"), text: "Articles for “\(query)”, best first\(page)")
        }
        html.element(.ol, .class("teasers")) { html in
            for hit in result.hits {
                html.element(.li) { html in
                    Teaser(article: hit.article, showsSection: true).write(into: &html) { html in
                        for run in hit.excerpt {
                            if run.isMatch {
                                html.element(.mark, text: run.text)
                            } else {
                                html.text(run.text)
                            }
                        }
                    }
                }
            }
        }
        guard number > 1 || result.hasMore else { return }
        html.element(.nav, .ariaLabel("Pages")) { html in
            html.element(.p, .class("pages")) { html in
                if number > 1 { html.element(.a, .rel("prev"), .href(address(of: number - 1)), text: "Better matches") }
                if number > 1, result.hasMore { html.text(" · ") }
                if result.hasMore { html.element(.a, .rel("next"), .href(address(of: number + 1)), text: "More") }
            }
        }
    }

    private func writeNothing(into html: inout HTMLWriter) {
        html.element(.p, .class("intro"), text: "No article for “\(query)”.")
        html.element(.div, .class("body")) { html in
            html.element(.p) { html in
                html.text("Try fewer words, or look through a section: ")
                for (index, section) in sections.enumerated() {
                    if index > 0 { html.text(", ") }
                    html.element(.a, .href(Route.section(section.slug).path), text: section.name)
                }
                html.text(".")
            }
        }
    }

    private func address(of number: Int) -> String {
        "\(Route.search.path)?q=\(PercentEncoding.encode(query))\(number > 1 ? "&page=\(number)" : "")"
    }
}
