import Editorial
import HTTPSupport
import Kernel
import Markup

/// One source: where it is used, whether it can still be read, and how it is described.
struct SourcePage {
    let source: Source
    let uses: SourceUses
    let health: AddressHealth?
    let values: FormBody
    let token: String
    let problem: Problem?

    private var slug: String { source.slug.description }

    var page: OfficePage {
        OfficePage(title: source.title, area: .desk, place: .sources) { html in
            html.element(.h1, text: source.title)
            html.element(.p) { html in
                html.text("\(SourceWords.imprint(source)) · ")
                html.element(.code, text: ":cite[\(slug)]")
            }
            html.element(.p) { html in
                html.element(.a, .href(source.address), .rel("noreferrer"), text: source.address)
            }
            if let problem { html.problem(problem) }
            writeHealth(into: &html)
            writeUses(into: &html)
            html.element(.h2, text: "How it is described")
            html.form(.source(slug), token: token) { html in
                SourceForm.write(values, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Save")
            }
            if uses.count.isUnused {
                html.element(.h2, text: "Delete it")
                html.element(.p, .class("hint"), text: "Nothing uses it, and nothing ever did.")
                html.form(.sourceDelete(slug), token: token) { html in
                    html.element(.button, text: "Delete this source")
                }
            }
        }
    }

    private func writeHealth(into html: inout HTMLWriter) {
        let words = AddressHealthWords(health)
        html.element(.h2, text: "Can it still be read?")
        html.element(.p, .id("health")) { html in
            html.element(
                .span, .class("state state-\((health?.state ?? .unchecked).rawValue)"), text: words.state)
            if health?.checked != nil { html.text(" \(words.line).") }
        }
        if let moved = health?.finalAddress, moved != source.address {
            html.element(.p, .class("hint")) { html in
                html.text("Its address leads on to ")
                html.element(.code, text: moved)
            }
        }
        if let advice = words.advice { html.element(.p, .class("hint"), text: advice) }
        if let health, let checked = health.checked {
            html.element(.p, .class("hint")) { html in
                html.text("Last checked ")
                html.moment(checked)
                html.text(" · again from ")
                html.moment(health.nextCheck)
            }
        }
        html.form(.sourceCheck(slug), token: token) { html in html.element(.button, text: "Check now") }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it is used")
        guard !uses.facts.isEmpty || !uses.citing.isEmpty || !uses.showing.isEmpty else {
            return html.element(.p, .class("empty"), text: "No fact and no published article uses it.")
        }
        if !uses.facts.isEmpty {
            html.element(.h3, text: "Facts")
            html.element(.ul, .class("lines")) { html in
                for fact in uses.facts {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) {
                            $0.element(.a, .href(OfficeRoute.fact(fact.slug.description).path), text: fact.label)
                        }
                        html.element(
                            .p, .class("hint"), text: "\(fact.displayValue), as of \(fact.asOf.written)")
                    }
                }
            }
        }
        write("Articles that cite it", uses.citing, into: &html)
        write("Articles that show one of these facts", uses.showing, into: &html)
    }

    private func write(_ title: String, _ articles: [ArticleSummary], into html: inout HTMLWriter) {
        guard !articles.isEmpty else { return }
        html.element(.h3, text: title)
        html.element(.ul, .class("lines")) { html in
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
