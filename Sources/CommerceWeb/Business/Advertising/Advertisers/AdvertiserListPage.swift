import Commerce
import HTTPSupport
import Kernel
import Markup

/// Everybody who buys space, and a form for a new one.
struct AdvertiserListPage {
    let advertisers: [Advertiser]
    /// Those that are none yet.
    let partners: [Partner]
    let values: FormBody
    let day: CalendarDay
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Advertisers", area: .business, place: .advertising) { html in
            html.element(.h1, text: "Advertisers")
            html.advertisingPlaces(.advertisers)
            html.element(
                .p, .class("hint"),
                text: "An advertiser is a partner that buys space. It has campaigns, and each campaign has flights.")
            if let problem { html.problem(problem) }
            let isOpen = problem != nil || advertisers.isEmpty || !values["partner"].isEmpty
            html.folded("Add an advertiser", isOpen: isOpen) { html in
                html.form(.newAdvertiser, token: token) { html in
                    let state = FormState(errors: problem?.fieldErrors ?? [])
                    if !partners.isEmpty || !values["partner"].isEmpty {
                        html.choice(
                            "Partner", name: "partner", value: values["partner"],
                            options: [("", "A new one, as below")]
                                + partners.map { ($0.slug.description, $0.name) },
                            hint: "Partners that pay for advertising.", state: state)
                    }
                    AdvertiserForm.write(values, state, into: &html)
                    AdvertiserForm.writePartner(values, state, into: &html)
                    html.submit("Add the advertiser")
                }
            }
            html.lines("With an agreement today", advertisers.filter { !$0.isOver(on: day) }, line: write)
            html.lines("Ended", advertisers.filter { $0.isOver(on: day) }, line: write)
        }
    }

    private func write(_ advertiser: Advertiser, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(
                .a, .href(OfficeRoute.advertiser(advertiser.partner.description).path), text: advertiser.name)
        }
        html.element(.p, .class("hint")) { html in
            html.text(advertiser.categories.sorted().map(\.description).joined(separator: ", "))
            if let ended = advertiser.ended {
                html.text(" · last day ")
                html.time(ended)
            }
        }
    }
}

extension Advertiser {
    func isOver(on day: CalendarDay) -> Bool { ended.map { $0 < day } ?? false }
}
