import Editorial
import HTTPSupport
import Kernel
import Markup

/// The list of facts below an article's body.
struct FactList {
    let about: String
    let facts: [PublishedArticle.ListedFact]
    /// The day against which facts are stale or not; without it none is.
    let day: CalendarDay?

    func write(into html: inout HTMLWriter) {
        guard !facts.isEmpty else { return }
        html.element(.section, .class("facts"), .ariaLabelledby("more-about")) { html in
            html.element(.h2, .id("more-about"), text: "More about \(about)")
            html.element(.dl) { html in
                for listed in facts { write(listed, into: &html) }
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
                if let day, fact.isStale(on: day) {
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
}
