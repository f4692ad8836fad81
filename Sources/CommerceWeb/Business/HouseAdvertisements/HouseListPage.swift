import Commerce
import HTTPSupport
import Kernel
import Markup

/// What stands in slots that nobody has bought, and a form for more.
struct HouseListPage {
    let advertisements: [HouseAdvertisement]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "House ads", area: .business, place: .houseAdvertisements) { html in
            html.element(.h1, text: "House advertisements")
            html.element(
                .p, .class("hint"),
                text: "The site’s own words in slots that nobody has bought. Those of a slot take turns.")
            if let problem { html.problem(problem) }
            html.folded("Add a house advertisement", isOpen: problem != nil || advertisements.isEmpty) { html in
                html.form(.newHouseAdvertisement, token: token) { html in
                    let state = FormState(errors: problem?.fieldErrors ?? [])
                    html.textField(
                        "Short name", name: "slug", value: values["slug"],
                        hint: "It names the advertisement here and can’t be changed later, such as how-we-work.",
                        state: state, .required, .spellcheck("false"), .maxlength(120))
                    HouseForm.write(values, state, into: &html)
                    html.submit("Add it")
                }
            }
            if advertisements.isEmpty {
                html.element(
                    .p, .class("empty"), text: "There is none yet, so slots that nobody has bought stay empty.")
            }
            for place in Slot.Place.allCases {
                html.lines(
                    place.title, advertisements.filter { $0.place == place && $0.ended == nil }, line: write)
            }
            html.lines("Retired", advertisements.filter { $0.ended != nil }, line: write)
        }
    }

    private func write(_ advertisement: HouseAdvertisement, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(
                .a, .href(OfficeRoute.houseAdvertisement(advertisement.slug.description).path),
                text: advertisement.headline)
        }
        html.element(.p, .class("hint"), text: advertisement.text)
        html.element(.p, .class("hint")) { html in
            html.text("Leads to \(advertisement.path)")
            if let ended = advertisement.ended {
                html.text(" · retired on ")
                html.time(ended)
            }
        }
    }
}
