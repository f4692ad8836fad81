import Commerce
import HTTPSupport
import Kernel
import Markup

/// One sponsored article: its text, its state and what was done with it.
struct SponsoredArticleOfficePage {
    let article: SponsoredArticle
    /// Whether readers see it today.
    let isShown: Bool
    let events: [CommerceEvent]
    let values: FormBody
    let choices: SponsoredForm.Choices
    let day: CalendarDay
    let token: String
    let problem: Problem?

    private var id: String { article.id.description }

    var page: OfficePage {
        OfficePage(title: article.title, area: .business, place: .sponsoredArticles) { html in
            html.element(.h1, text: article.title)
            if let problem { html.problem(problem) }
            writeState(into: &html)
            html.form(.sponsoredArticle(id), token: token) { html in
                SponsoredForm.write(
                    values, choices, isFixed: article.published != nil, FormState(errors: problem?.fieldErrors ?? []),
                    into: &html)
                html.submit("Save")
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }

    private func writeState(into html: inout HTMLWriter) {
        html.element(.p) { html in
            switch article.state {
            case .draft: html.text("A draft. Readers don’t see it. ")
            case .published where isShown:
                html.text("Readers see it until ")
                html.time(article.lastDay)
                html.text(", at ")
                let route = Route.sponsored(article.slug)
                html.element(.a, .href(route.path), text: route.path)
                html.text(". What you save is shown at once. ")
            case .published where article.firstDay > day:
                html.text("Published. Readers see it from ")
                html.time(article.firstDay)
                html.text(". ")
            case .published where article.lastDay < day: html.text("Its days are over. Readers don’t see it any more. ")
            case .published:
                html.text("Published, and not shown: who pays, its campaign or what it leads to is ended or blocked. ")
            case .withdrawn:
                html.text("Withdrawn")
                if let withdrawn = article.withdrawn {
                    html.text(" on ")
                    html.time(withdrawn)
                }
                html.text(". Its address says that it is over. ")
            }
            html.element(.a, .href(OfficeRoute.sponsoredArticlePreview(id).path), text: "Preview")
        }
        switch article.state {
        case .draft, .withdrawn:
            html.form(.sponsoredArticlePublication(id), token: token) { html in
                html.element(.button, text: article.state == .draft ? "Publish" : "Publish it again")
            }
        case .published:
            html.form(.sponsoredArticleWithdrawal(id), token: token) { html in
                html.element(.button, text: "Withdraw it now")
            }
        }
    }
}
