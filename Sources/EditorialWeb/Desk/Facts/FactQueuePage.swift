import Editorial
import HTTPSupport
import Kernel
import Markup

/// The facts that are due for review, the longest overdue first.
struct FactQueuePage {
    let facts: [ListedFact]
    let total: Int
    let search: String
    let today: CalendarDay
    let token: String

    var page: OfficePage {
        OfficePage(title: "Facts due for review", area: .desk, place: .facts) { html in
            html.element(.h1, text: "Facts due for review")
            FactListPage.writeFilter(search: search, isDue: true, into: &html)
            html.element(.p, .class("hint"), text: count)
            if facts.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: search.isEmpty
                        ? "Facts whose day for review has come stand here. None has." : "No fact that is due fits.")
            }
            html.element(.ul, .class("lines")) { html in
                for listed in facts { html.element(.li, .class("due")) { write(listed, into: &$0) } }
            }
        }
    }

    private var count: String {
        let words = total == 1 ? "One fact is due" : "\(total) facts are due"
        return facts.count < total ? "\(words); these are the \(facts.count) longest overdue" : words
    }

    private func write(_ listed: ListedFact, into html: inout HTMLWriter) {
        let fact = listed.fact
        html.element(.div) { html in
            html.element(.p, .class("line-title")) { html in
                html.element(.a, .href(OfficeRoute.fact(fact.slug.description).path), text: fact.label)
            }
            html.element(.p, .class("hint")) { html in
                html.text("\(fact.displayValue), as of \(fact.asOf.written) · ")
                html.text(listed.articles == 1 ? "in one article" : "in \(listed.articles) articles")
                html.text(" · due since ")
                html.time(fact.reviewDue)
                html.text(" (\(overdue(fact)))")
            }
        }
        html.form(.factConfirm(fact.slug.description), token: token) { html in
            html.void(.input, .type("hidden"), .name("from"), .value("due"))
            html.element(.button) { html in
                html.text("Still right")
                html.element(.span, .class("visually-hidden"), text: ": \(fact.label)")
            }
        }
    }

    private func overdue(_ fact: Fact) -> String {
        let days = today.daysSince1970 - fact.reviewDue.daysSince1970
        return days == 0 ? "today" : days == 1 ? "one day" : "\(days) days"
    }
}
