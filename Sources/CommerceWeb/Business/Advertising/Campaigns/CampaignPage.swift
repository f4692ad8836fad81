import Commerce
import HTTPSupport
import Kernel
import Markup

/// One campaign with its flights.
struct CampaignPage {
    let campaign: Campaign
    let advertiser: Advertiser
    let flights: [BookedFlight]
    let events: [CommerceEvent]
    let values: FormBody
    let day: CalendarDay
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: campaign.name, area: .business, place: .advertising) { html in
            html.trail([
                (.advertising, "Advertising"),
                (.advertiser(advertiser.partner.description), advertiser.name),
            ])
            html.element(.h1, text: campaign.name)
            if let problem { html.problem(problem) }
            html.element(.h2, text: "Flights")
            if flights.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: "There is none yet. A flight runs between two days for a budget, and shows its creatives.")
            }
            html.element(.ul, .class("lines")) { html in
                for booked in flights {
                    html.element(.li) { $0.line(of: booked, on: day, namesOwner: false) }
                }
            }
            html.element(.p, .class("actions")) { html in
                html.element(
                    .a, .class("button"), .href(OfficeRoute.newFlight(campaign: campaign.id.description).path),
                    text: "Add a flight")
            }
            html.element(.h2, text: "The campaign")
            html.form(.campaign(campaign.id.description), token: token) { html in
                CampaignForm.write(values, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Save")
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }
}
