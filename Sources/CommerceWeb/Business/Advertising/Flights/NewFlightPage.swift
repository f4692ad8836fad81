import Commerce
import HTTPSupport
import Kernel
import Markup

/// The form for a new flight.
struct NewFlightPage {
    let campaign: Campaign
    let advertiser: Advertiser
    let names: TargetNames
    let values: FormBody
    let preview: FlightPreview?
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Add a flight", area: .business, place: .advertising) { html in
            html.trail([
                (.advertising, "Advertising"),
                (.advertiser(advertiser.partner.description), advertiser.name),
                (.campaign(campaign.id.description), campaign.name),
            ])
            html.element(.h1, text: "Add a flight")
            if let problem { html.problem(problem) }
            html.form(.newFlight(campaign: campaign.id.description), token: token) { html in
                html.void(.input, .type("hidden"), .name("id"), .value(values["id"]))
                FlightForm.write(
                    values, campaign.currency, names, FormState(errors: problem?.fieldErrors ?? []), preview,
                    into: &html)
                FlightForm.writeActions(
                    save: "Add the flight", forecast: .newFlightForecast(campaign: campaign.id.description), into: &html
                )
            }
        }
    }
}
