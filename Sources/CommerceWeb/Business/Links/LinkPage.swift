import Commerce
import HTTPSupport
import Kernel
import Markup

/// One link made by hand.
struct LinkPage {
    let link: HandMadeLink
    let programmes: [(value: String, name: String)]
    let uses: LinkCensus.Uses
    let events: [CommerceEvent]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: link.name, area: .business, place: .affiliateLinks) { html in
            html.element(.h1, text: link.name)
            if let problem { html.problem(problem) }
            if let ended = link.ended { html.ending(ended, "Saving it makes it live again.") }
            html.form(.affiliateLink(link.slug.description), token: token) { html in
                LinkForm.write(values, programmes, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Save")
            }
            if link.ended == nil {
                html.form(.affiliateLinkEnd(link.slug.description), token: token) { html in
                    html.element(.button, text: "End the link now")
                }
            }
            html.element(.h2, text: "Where it applies")
            html.uses(uses)
            html.element(.h2, text: "History")
            html.history(events)
        }
    }
}
