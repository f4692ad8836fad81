import Commerce
import HTTPSupport
import Kernel
import Markup

/// One advertiser with its campaigns.
struct AdvertiserPage {
    let advertiser: Advertiser
    let campaigns: [Campaign]
    let flights: [BookedFlight]
    let events: [CommerceEvent]
    let values: FormBody
    let campaignValues: FormBody
    /// Whether the problem is one of the new campaign.
    let isOfCampaign: Bool
    let day: CalendarDay
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: advertiser.name, area: .business, place: .advertising) { html in
            html.trail([(.advertising, "Advertising"), (.advertisers, "Advertisers")])
            html.element(.h1, text: advertiser.name)
            if let problem { html.problem(problem) }
            let route = OfficeRoute.advertiser(advertiser.partner.description)
            html.element(.h2, text: "Campaigns")
            writeCampaigns(into: &html)
            html.folded("Add a campaign", isOpen: isOfCampaign || campaigns.isEmpty) { html in
                html.form(.newCampaign(advertiser: advertiser.partner.description), token: token) { html in
                    html.void(.input, .type("hidden"), .name("id"), .value(campaignValues["id"]))
                    let errors = isOfCampaign ? problem?.fieldErrors ?? [] : []
                    CampaignForm.write(
                        campaignValues, FormState(errors: errors), prefix: "campaign-", into: &html)
                    html.submit("Add the campaign")
                }
            }
            html.element(.h2, text: "The advertiser")
            html.element(.p) { html in
                html.text("It is the partner ")
                html.element(
                    .a, .href(OfficeRoute.partner(advertiser.partner.description).path),
                    text: advertiser.partner.description)
                html.text(", as readers find it in the list of partners.")
            }
            html.element(.p) { html in
                html.element(
                    .a, .href(OfficeRoute.advertiserContacts(advertiser.partner.description).path), text: "Contacts")
                html.text(", who see what was delivered and billed, and hand in creatives")
            }
            html.form(route, token: token) { html in
                let state = FormState(errors: isOfCampaign ? [] : problem?.fieldErrors ?? [])
                AdvertiserForm.write(values, state, into: &html)
                html.textField(
                    "Last day", name: "ended", value: values["ended"],
                    hint: "Nothing of it runs after that. Empty while it goes on.", state: state, .type("date"))
                html.submit("Save")
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }

    private func writeCampaigns(into html: inout HTMLWriter) {
        guard !campaigns.isEmpty else {
            return html.element(
                .p, .class("empty"), text: "There is none yet. A campaign is what is booked and billed together.")
        }
        html.element(.ul, .class("lines")) { html in
            for campaign in campaigns {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(
                            .a, .href(OfficeRoute.campaign(campaign.id.description).path), text: campaign.name)
                    }
                    html.element(.p, .class("hint")) { html in
                        let own = flights.filter { $0.campaign.id == campaign.id }
                        let running = own.count { $0.condition(on: day) == .running }
                        html.text(own.count == 1 ? "One flight" : "\(own.count) flights")
                        if !own.isEmpty { html.text(", \(running == 0 ? "none" : String(running)) running today") }
                        html.text(" · in \(campaign.currency)")
                        if let ended = campaign.ended {
                            html.text(" · last day ")
                            html.time(ended)
                        }
                    }
                }
            }
        }
    }
}
