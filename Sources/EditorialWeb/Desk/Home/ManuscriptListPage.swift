import Editorial
import HTTPSupport
import Kernel
import Markup

/// Every manuscript, those that were changed last first.
struct ManuscriptListPage {
    static let length = 40

    let manuscripts: [ManuscriptSummary]
    /// Published articles that fit what was looked for; some have no manuscript yet.
    let published: [ArticleSummary]
    let state: ManuscriptState?
    let text: String
    let number: Int
    let hasMore: Bool
    let newID: Manuscript.ID
    let token: String

    var page: OfficePage {
        OfficePage(title: "Articles", area: .desk, place: .manuscripts) { html in
            html.element(.h1, text: "Articles")
            NewManuscriptForm(id: newID, token: token).write(into: &html)
            html.element(.form, .class("filter"), .action(OfficeRoute.manuscripts.path)) { html in
                html.textField("In the title", name: "text", value: text, state: FormState(), .type("search"))
                html.choice(
                    "State", name: "state", value: state?.rawValue ?? "",
                    options: [("", "All but discarded")]
                        + ManuscriptState.allCases.map { ($0.rawValue, $0.name) }, state: FormState())
                html.element(.button, text: "Show")
            }
            if manuscripts.isEmpty {
                html.element(.p, .class("empty"), text: emptiness)
            } else {
                ManuscriptLines(manuscripts: manuscripts).write(into: &html)
            }
            writePages(into: &html)
            writePublished(into: &html)
        }
    }

    private var emptiness: String {
        text.isEmpty && state == nil
            ? "Articles on the desk stand here. Begin one above, or look for a published one to change it."
            : "No article on the desk fits."
    }

    private func writePages(into html: inout HTMLWriter) {
        guard number > 1 || hasMore else { return }
        html.element(.p, .class("pages")) { html in
            if number > 1 { html.element(.a, .href(address(number - 1)), text: "Newer") }
            if hasMore { html.element(.a, .href(address(number + 1)), text: "Older") }
        }
    }

    private func address(_ number: Int) -> String {
        "\(OfficeRoute.manuscripts.path)?page=\(number)&state=\(state?.rawValue ?? "")&text=\(PercentEncoding.encode(text))"
    }

    private func writePublished(into html: inout HTMLWriter) {
        guard !published.isEmpty else { return }
        html.element(.h2, text: "Published articles that fit")
        html.element(.ul, .class("lines")) { html in
            for article in published {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(.a, .href(Route.article(article.slug).path), text: article.title)
                    }
                    html.form(.revise(article.slug.description), token: token) { html in
                        html.element(.button, .class("quiet")) { html in
                            html.text("Open on the desk")
                            html.element(.span, .class("visually-hidden"), text: ": \(article.title)")
                        }
                    }
                }
            }
        }
    }
}
