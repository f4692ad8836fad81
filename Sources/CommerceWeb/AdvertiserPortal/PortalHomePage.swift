import Commerce
import HTTPSupport
import Kernel
import Markup

/// What an advertiser has booked, campaign by campaign, and how it stands.
struct PortalHomePage {
    let flights: [FlightStanding]
    let now: Timestamp

    private var campaigns: [(campaign: Campaign, flights: [FlightStanding])] {
        Dictionary(grouping: flights, by: \.campaign).map { ($0.key, $0.value) }
            .sorted { $1.0.id < $0.0.id }
    }

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "Your campaigns")
        guard !flights.isEmpty else {
            return html.element(
                .p, .class("empty"), text: "Nothing is booked yet. What is will stand here, with what was delivered.")
        }
        for (campaign, flights) in campaigns {
            html.element(.h2, .dir("auto"), text: campaign.name)
            html.element(
                .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Flights of \(campaign.name)")
            ) {
                html in
                html.element(.table, .class("clicks delivery booked")) { html in
                    html.element(.thead) { html in
                        html.element(.tr) { html in
                            // What is looked for first stands first, where a telephone shows it.
                            for name in [
                                "Flight", "State", "Views", "Clicks", "Click rate", "Comes to", "Booked", "Days",
                            ] { html.element(.th, .scope("col"), text: name) }
                        }
                    }
                    html.element(.tbody) { html in
                        for standing in flights { write(standing, into: &html) }
                    }
                }
            }
        }
        html.element(.p, .class("hint")) { html in
            html.text("As counted by ")
            html.element(.time, .datetime(now.rfc3339), text: now.localReading.written)
            html.text(
                ". A view is counted once half of an advertisement was on the screen for a second; programs, repetitions and what comes beyond a budget are not."
            )
        }
        html.element(.p, .class("pages")) { html in
            html.element(.a, .href(PortalRoute.deliveryFile.path), text: "Save as CSV")
        }
    }

    private func write(_ standing: FlightStanding, into html: inout HTMLWriter) {
        let flight = standing.flight
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .dir("auto")) { html in
                html.element(.a, .href(PortalRoute.flight(flight.id.description).path), text: flight.name)
            }
            for text in [
                standing.state.heading, standing.counts.views.written, standing.counts.clicks.written,
                standing.counts.clickRate, standing.earned.written,
                flight.goal.map { "\($0.written) \(flight.pricing.counts.words)" } ?? "no end",
                "\(flight.first.short) – \(flight.last.short)",
            ] { html.element(.td, text: text) }
        }
    }
}
