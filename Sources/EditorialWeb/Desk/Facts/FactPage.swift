import Editorial
import HTTPSupport
import Kernel
import Markup

/// One fact: its value, where it is used, what it was before, and how to change it.
struct FactPage {
    let fact: Fact
    let history: [FactRevision]
    let uses: [ArticleSummary]
    let sources: [Source]
    /// What was typed into the form of the value; `nil` for what it is now.
    let value: FormBody?
    /// What was typed into the form of the description; `nil` for what it is now.
    let description: FormBody?
    let today: CalendarDay
    let token: String
    let problem: Problem?

    private var slug: String { fact.slug.description }

    var page: OfficePage {
        OfficePage(title: fact.label, area: .desk, place: .facts, scripts: ["library.js"]) { html in
            html.element(.h1, text: fact.label)
            html.element(.p) { html in
                html.element(.strong, text: fact.displayValue)
                html.text(", as of \(fact.asOf.written) · ")
                html.element(.code, text: ":fact[\(slug)]")
                html.text(" · ")
                html.element(.a, .href(OfficeRoute.source(fact.source.description).path), text: sourceTitle)
            }
            if let note = fact.note { html.element(.p, .class("hint"), text: note) }
            if let problem { html.problem(problem) }
            writeReview(into: &html)
            html.element(.h2, text: "Change its value")
            html.form(.factPreview(slug), token: token) { html in
                let values = value ?? FactForm.values(fact)
                let state = FormState(errors: value == nil ? [] : problem?.fieldErrors ?? [])
                FactForm.write(values, sources, state, into: &html)
                html.textField(
                    "Why", name: "reason", value: values["reason"],
                    hint: "It stands in the history, and in that of the articles.", state: state)
                html.submit("See what it changes")
            }
            writeDescription(into: &html)
            writeUses(into: &html)
            writeHistory(into: &html)
        }
    }

    private var sourceTitle: String { sources.first { $0.slug == fact.source }?.title ?? fact.source.description }

    private func writeDescription(into html: inout HTMLWriter) {
        html.element(.details, description == nil ? nil : .open) { html in
            html.element(.summary, text: "Change how it is described")
            html.form(.factDescription(slug), token: token) { html in
                let values = description ?? FactForm.values(fact)
                let state = FormState(errors: description == nil ? [] : problem?.fieldErrors ?? [])
                FactForm.writeLabel(values, state, into: &html)
                FactForm.writeDescription(values, state, into: &html)
                FactForm.writeSource(values, state, id: "field-described-source", into: &html)
                html.textField(
                    "Why is it described anew", name: "why", value: values["why"], hint: "It stands in the history.",
                    state: state)
                html.element(.p, .class("actions")) { html in html.element(.button, text: "Save the description") }
            }
        }
    }

    private func writeReview(into html: inout HTMLWriter) {
        html.element(.h2, text: "Review")
        html.element(.p) { html in
            html.text(fact.isStale(on: today) ? "It is due for review since " : "It is to be reviewed on ")
            html.time(fact.reviewDue)
            html.text(", \(fact.reviewInterval) days after it was last known to be right.")
        }
        html.form(.factConfirm(slug), token: token) { html in
            html.element(.button, text: "I looked, and it is still right")
        }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it is used")
        guard !uses.isEmpty else {
            return html.element(.p, .class("empty"), text: "No published article shows it.")
        }
        html.element(.ul, .class("lines")) { html in
            for article in uses {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) {
                        $0.element(.a, .href(Route.article(article.slug).path), text: article.title)
                    }
                }
            }
        }
    }

    private func writeHistory(into html: inout HTMLWriter) {
        html.element(.h2, text: "What it was")
        html.element(.ul, .class("lines")) { html in
            for revision in history {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.text("\(revision.qualifier.map { "\($0.rawValue) " } ?? "")\(revision.value)")
                        html.text("\(revision.unit.map { " \($0)" } ?? ""), as of \(revision.asOf.written) · written ")
                        html.moment(revision.written)
                    }
                    if !revision.reason.isEmpty { html.element(.p, .class("quoted"), text: revision.reason) }
                }
            }
        }
    }
}
