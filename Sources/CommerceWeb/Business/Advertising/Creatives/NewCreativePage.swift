import Commerce
import HTTPSupport
import Kernel
import Markup

/// The form for a new creative.
struct NewCreativePage {
    let booked: BookedFlight
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Add a creative", area: .business, place: .advertising) { html in
            html.creativeTrail(booked)
            html.element(.h1, text: "Add a creative")
            if let problem { html.problem(problem) }
            html.form(
                .newCreative(flight: booked.flight.id.description), token: token, .enctype("multipart/form-data")
            ) { html in
                html.void(.input, .type("hidden"), .name("id"), .value(values["id"]))
                CreativeForm.write(values, nil, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Add the creative")
            }
        }
    }
}

extension HTMLWriter {
    /// Where the creatives of a flight belong.
    mutating func creativeTrail(_ booked: BookedFlight) {
        trail([
            (.advertising, "Advertising"),
            (.advertiser(booked.advertiser.partner.description), booked.advertiser.name),
            (.campaign(booked.campaign.id.description), booked.campaign.name),
            (.flight(booked.flight.id.description), booked.flight.name),
        ])
    }
}
