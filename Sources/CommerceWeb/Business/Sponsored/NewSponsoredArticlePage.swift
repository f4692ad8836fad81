import HTTPSupport
import Kernel
import Markup

/// The form for a new sponsored article.
struct NewSponsoredArticlePage {
    let values: FormBody
    let choices: SponsoredForm.Choices
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Write a sponsored article", area: .business, place: .sponsoredArticles) { html in
            html.element(.h1, text: "Write a sponsored article")
            if let problem { html.problem(problem) }
            guard !choices.advertisers.isEmpty else {
                return html.element(.p) { html in
                    html.text("An advertiser pays for it, and there is none. ")
                    html.element(.a, .href(OfficeRoute.partners.path), text: "Begin with the partner that it is")
                }
            }
            html.form(.newSponsoredArticle, token: token) { html in
                SponsoredForm.write(
                    values, choices, isFixed: false, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Save as a draft")
            }
        }
    }
}
