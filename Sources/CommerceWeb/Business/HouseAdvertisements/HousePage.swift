import Commerce
import HTTPSupport
import Kernel
import Markup

/// One house advertisement.
struct HousePage {
    let advertisement: HouseAdvertisement
    let events: [CommerceEvent]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: advertisement.headline, area: .business, place: .houseAdvertisements) { html in
            html.trail([(.houseAdvertisements, "House advertisements")])
            html.element(.h1, text: advertisement.headline)
            if let problem { html.problem(problem) }
            if let ended = advertisement.ended {
                html.element(.p) { html in
                    html.text("It was retired on ")
                    html.time(ended)
                    html.text(". Saving it brings it back.")
                }
            }
            html.form(.houseAdvertisement(advertisement.slug.description), token: token) { html in
                HouseForm.write(values, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Save")
            }
            if advertisement.ended == nil {
                html.form(.houseAdvertisementRetirement(advertisement.slug.description), token: token) { html in
                    html.element(.button, text: "Retire it now")
                }
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }
}
