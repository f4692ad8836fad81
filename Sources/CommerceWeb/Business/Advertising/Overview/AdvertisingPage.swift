import Commerce
import HTTPSupport
import Kernel
import Markup

/// What is booked, by how it stands: first what somebody has to do.
struct AdvertisingPage {
    /// How a flight stands, in the order in which somebody has to know.
    enum Standing: String, CaseIterable, Sendable {
        case empty, running, coming, paused, blocked, exhausted, over
    }

    let flights: [BookedFlight]
    let waiting: [(reviewed: ReviewedCreative, booked: BookedFlight)]
    let hasAdvertisers: Bool
    let day: CalendarDay
    let filter: FlightFilter<Standing>

    var page: OfficePage {
        OfficePage(title: "Advertising", area: .business, place: .advertising) { html in
            html.element(.h1, text: "Advertising")
            html.advertisingPlaces(.advertising)
            if flights.isEmpty, waiting.isEmpty { writeBeginning(into: &html) }
            filter.write(
                on: .advertising, advertisers: flights.map(\.advertiser), count: flights.count, title: \.title,
                into: &html)
            writeLists(into: &html)
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

    private func writeLists(into html: inout HTMLWriter) {
        let waiting = filter.state == nil ? waiting.filter { isMeant($0.booked) } : []
        let flights = Dictionary(grouping: flights.filter(isMeant)) { $0.condition(on: day).standing }
            .filter { filter.fits($0.key) }
        if filter.isOn, waiting.isEmpty, flights.isEmpty { filter.writeNothing(on: .advertising, into: &html) }
        html.lines("Waits for approval", waiting, line: write)
        for standing in Standing.allCases {
            html.lines(standing.title, flights[standing] ?? []) { booked, html in
                html.line(of: booked, on: day, namesOwner: true)
            }
        }
    }

    private func isMeant(_ booked: BookedFlight) -> Bool {
        filter.fits(booked.flight, booked.campaign, booked.advertiser)
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

extension AdvertisingPage.Standing {
    var title: String {
        switch self {
        case .empty: "Has nothing to show"
        case .running: "Runs now"
        case .coming: "Begins later"
        case .paused: "Paused"
        case .blocked: "Blocked"
        case .exhausted: "Used up"
        case .over: "Over since a short time"
        }
    }
}

extension FlightCondition {
    var standing: AdvertisingPage.Standing {
        switch self {
        case .empty: .empty
        case .running: .running
        case .coming: .coming
        case .paused: .paused
        case .blocked: .blocked
        case .exhausted: .exhausted
        case .over: .over
        }
    }
}
