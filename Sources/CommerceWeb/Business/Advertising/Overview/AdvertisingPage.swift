import Commerce
import HTTPSupport
import Kernel
import Markup

/// What is booked, by how it stands: first what somebody has to do.
struct AdvertisingPage {
    let flights: [BookedFlight]
    let waiting: [(reviewed: ReviewedCreative, booked: BookedFlight)]
    let hasAdvertisers: Bool
    let day: CalendarDay

    var page: OfficePage {
        OfficePage(title: "Advertising", area: .business, place: .advertising) { html in
            html.element(.h1, text: "Advertising")
            html.advertisingPlaces(.advertising)
            if flights.isEmpty, waiting.isEmpty { writeBeginning(into: &html) }
            html.lines("Waits for approval", waiting, line: write)
            list("Has nothing to show", into: &html) { $0 == .empty }
            list("Runs now", into: &html) { $0 == .running }
            list("Begins later", into: &html) { $0 == .coming }
            list("Paused", into: &html) { $0 == .paused }
            list("Blocked", into: &html) { if case .blocked = $0 { true } else { false } }
            list("Used up", into: &html) { $0 == .exhausted }
            list("Over since a short time", into: &html) { $0 == .over }
            html.element(.h2, text: "Who goes first")
            html.element(
                .p, .class("hint"),
                text: """
                    A slot goes to a flight that is paid for, else to one by commission, else to a house advertisement. \
                    Among paid flights chance decides, weighted by what is still to be earned in the time that is left, \
                    and by priority. Two advertisers that share a category never stand on the \
                    same page.
                    """)
        }
    }

    private func list(_ title: String, into html: inout HTMLWriter, where isMeant: (FlightCondition) -> Bool) {
        html.lines(title, flights.filter { isMeant($0.condition(on: day)) }) { booked, html in
            html.line(of: booked, on: day, namesOwner: true)
        }
    }

    private func write(
        _ waiting: (reviewed: ReviewedCreative, booked: BookedFlight), _ html: inout HTMLWriter
    ) {
        let creative = waiting.reviewed.creative
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.creative(creative.id.description).path), text: creative.name)
        }
        html.element(.p, .class("hint")) { html in
            html.text("\(creative.content.word), \(creative.place.title.lowercased()) · ")
            html.text("\(waiting.booked.advertiser.name), ")
            html.element(
                .a, .href(OfficeRoute.flight(waiting.booked.flight.id.description).path),
                text: waiting.booked.flight.name)
        }
    }

    private func writeBeginning(into html: inout HTMLWriter) {
        html.element(
            .p, .class("empty"),
            text: """
                Nothing is booked yet. What runs, what begins later and what waits for you will be here. Until then the \
                house advertisements stand in the slots.
                """)
        html.element(.p) { html in
            if hasAdvertisers {
                html.text("To sell space, open an ")
                html.element(.a, .href(OfficeRoute.advertisers.path), text: "advertiser")
                html.text(", add a campaign, a flight with its days and budget, and a creative.")
            } else {
                html.text("To sell space, ")
                html.element(.a, .href(OfficeRoute.advertisers.path), text: "add the first advertiser")
                html.text(".")
            }
        }
    }
}
