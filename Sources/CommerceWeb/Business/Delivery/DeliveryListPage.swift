import Commerce
import HTTPSupport
import Kernel
import Markup

/// All flights: what they were booked for, what was delivered of it, and what it earned.
struct DeliveryListPage {
    let standings: [FlightStanding]
    /// Hits that belong to no flight.
    let strays: [Hit.Outcome: Int]
    let differences: [DeliveryReports.Difference]
    let now: Timestamp
    let token: String
    let filter: FlightFilter<FlightStanding.State>

    var page: OfficePage {
        OfficePage(title: "Delivery", area: .business, place: .delivery, isWide: true) { html in
            html.element(.h1, text: "Delivery")
            html.deliveryPlaces(.delivery)
            html.element(.p, .class("hint")) { html in
                html.text("As of ")
                html.element(.time, .datetime(now.rfc3339), text: now.localReading.written)
                html.text(
                    """
                    , from the ledger alone. The pace is what was counted in per cent of what the plan wants \
                    by now.
                    """)
            }
            if standings.isEmpty {
                html.element(
                    .p, .class("empty"),
                    text: "No flight is booked. Here stands what was delivered of each, as soon as there is one.")
            }
            filter.write(
                on: .delivery, advertisers: standings.map(\.advertiser), count: standings.count, title: \.heading,
                into: &html)
            let meant = standings.filter {
                filter.fits($0.state) && filter.fits($0.flight, $0.campaign, $0.advertiser)
            }
            if filter.isOn, meant.isEmpty { filter.writeNothing(on: .delivery, into: &html) }
            for state in FlightStanding.State.allCases {
                let standings = meant.filter { $0.state == state }
                guard !standings.isEmpty else { continue }
                html.element(.h2, text: state.heading)
                html.standings(standings, called: state.heading)
            }
            html.differences(differences, of: standings, token: token)
            writeStrays(into: &html)
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(OfficeRoute.deliveryFile.path), text: "Save all as CSV, by flight")
            }
        }
    }

    private func writeStrays(into html: inout HTMLWriter) {
        guard !strays.isEmpty else { return }
        html.element(.h2, text: "What belongs to no flight")
        html.element(.dl, .class("facts")) { html in
            for (outcome, count) in strays.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
                html.element(.dt, text: outcome.heading)
                html.element(.dd, text: count.written)
            }
        }
    }
}

extension HTMLWriter {
    fileprivate mutating func standings(_ standings: [FlightStanding], called label: String) {
        element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel(label)) { html in
            html.element(.table, .class("clicks delivery")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        // What is looked for first stands first, where a telephone shows it.
                        for name in ["Flight", "Pace", "Counted", "Plan by now", "Booked", "Left", "Earned", "Days"] {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for standing in standings { html.element(.tr) { $0.row(standing) } }
                }
            }
        }
    }

    private mutating func row(_ standing: FlightStanding) {
        let flight = standing.flight
        element(.th, .scope("row")) { html in
            html.element(
                .a, .href(OfficeRoute.flightDelivery(flight.id.description).path), .dir("auto"), text: flight.name)
            html.element(
                .p, .class("hint"), .dir("auto"), text: "\(standing.advertiser.name) · \(standing.campaign.name)")
        }
        element(.td) { html in
            guard let pace = standing.pace else { return html.text("–") }
            html.element(.span, .class(standing.isLate ? "late" : "pace"), text: "\(pace)\u{A0}%")
        }
        element(.td, text: standing.counted.written)
        element(.td, text: standing.planned?.written ?? "–")
        element(.td, text: flight.goal.map { "\($0.written) \(flight.pricing.counts.words)" } ?? "no end")
        element(.td, text: standing.left?.written ?? "–")
        element(.td, text: standing.earned.written)
        element(.td, text: "\(flight.first.short) – \(flight.last.short)")
    }

    /// Where the tally that is kept beside the ledger says something else, with a way to mend it.
    mutating func differences(
        _ differences: [DeliveryReports.Difference], of standings: [FlightStanding], token: String
    ) {
        let names = Dictionary(standings.map { ($0.flight.id, $0.flight.name) }) { first, _ in first }
        element(.h2, text: "Ledger and tally")
        guard !differences.isEmpty else {
            element(.p, text: "The tally by which flights are paced says what the ledger says.")
            return countAnew(token)
        }
        element(
            .p,
            text: """
                The tally by which flights are paced differs from the ledger. Reports and invoices are not touched by \
                that, but pacing is.
                """)
        element(.ul, .class("lines")) { html in
            for difference in differences.prefix(50) {
                html.element(
                    .li,
                    text: """
                        \(names[difference.flight] ?? difference.flight.description), \(difference.event.words), server \
                        \(difference.node.value): \(difference.inLedger.written) in the ledger, \
                        \(difference.inTally.written) in the tally
                        """)
            }
        }
        countAnew(token)
    }

    private mutating func countAnew(_ token: String) {
        element(
            .p, .class("hint"),
            text: """
                Days that are over are summed once from the rows of the ledger. To count every row again and compare takes some \
                seconds for each million.
                """)
        form(.tallies, token: token) { html in
            html.element(.p, .class("actions")) { $0.element(.button, text: "Count the ledger anew") }
        }
    }
}

extension FlightStanding {
    /// More than a twentieth behind its plan.
    var isLate: Bool { pace.map { $0 < 95 } ?? false }
}

extension FlightStanding.State {
    var heading: String {
        switch self {
        case .running: "Running"
        case .paused: "Paused"
        case .ahead: "To come"
        case .over: "Over"
        }
    }
}
