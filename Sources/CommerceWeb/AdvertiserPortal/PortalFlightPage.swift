import Commerce
import HTTPSupport
import Kernel
import Markup

/// One flight for those who pay for it: what was delivered by day, by which creative and where.
struct PortalFlightPage {
    let standing: FlightStanding
    let delivery: FlightDelivery
    let creatives: [ReviewedCreative]
    let now: Timestamp

    /// The file has all of them.
    private static let mostDays = 62

    private var flight: Flight { standing.flight }
    private var event: OfferEvent { flight.pricing.counts }

    func write(into html: inout HTMLWriter) {
        html.element(.p, .class("back")) { $0.element(.a, .href(PortalRoute.home.path), text: "Your campaigns") }
        html.element(.h1, .dir("auto"), text: flight.name)
        html.element(.dl, .class("facts")) { html in
            for (name, text) in facts {
                html.element(.dt, text: name)
                html.element(.dd, .dir("auto"), text: text)
            }
        }
        html.element(.p, .class("hint")) { html in
            html.text("As counted by ")
            html.element(.time, .datetime(now.rfc3339), text: now.localReading.written)
            html.text(".")
        }
        writeCreatives(into: &html)
        html.letterRuns(delivery.letters)
        guard !delivery.hours.isEmpty else {
            html.element(.h2, text: "By day")
            return html.element(
                .p, .class("empty"), text: "Nothing of it was seen yet. Its views and clicks will stand here.")
        }
        writeDays(into: &html)
        let names = Dictionary(creatives.map { ($0.creative.id.description, $0.creative.name) }) { first, _ in first }
        html.element(.h2, text: "By creative")
        write("Creative", delivery.creatives, into: &html) { names[$0] ?? $0 }
        html.element(.h2, text: "By place")
        write("Place", delivery.places, into: &html) { Slot.Place(rawValue: $0)?.heading ?? $0 }
        html.element(.p, .class("pages")) { html in
            html.element(
                .a, .href(PortalRoute.flightFile(flight.id.description).path), text: "Save as CSV, by hour")
        }
    }

    private var facts: [(String, String)] {
        [
            ("Campaign", standing.campaign.name),
            ("Runs", "\(flight.first.written) to \(flight.last.written), \(standing.state.heading.lowercased())"),
            ("Price", flight.pricing.written),
            ("Booked", flight.goal.map { "\($0.written) \(event.words)" } ?? "no end"),
            ("Counted", "\(standing.counts.views.written) views, \(standing.counts.clicks.written) clicks"),
            ("Comes to", standing.earned.written),
        ]
    }

    private func writeCreatives(into html: inout HTMLWriter) {
        html.element(.h2, text: "Creatives")
        if creatives.isEmpty { html.element(.p, .class("empty"), text: "There is none yet.") }
        html.element(.ul, .class("lines")) { html in
            for reviewed in creatives {
                html.element(.li) { html in
                    html.element(.p, .class("line-title"), .dir("auto"), text: reviewed.creative.name)
                    html.element(.p, .class("hint")) { html in
                        html.text(
                            "\(reviewed.creative.place.heading) · \(reviewed.creative.content.form.word) · \(reviewed.stateWord)"
                        )
                    }
                    if reviewed.review.state == .refused, let reason = reviewed.review.refusal {
                        html.element(.p, .class("quoted"), .dir("auto"), text: reason)
                    }
                }
            }
        }
        guard standing.state != .over else { return }
        html.element(.p) { html in
            html.element(
                .a, .href(PortalRoute.newCreative(flight: flight.id.description).path), text: "Hand in a creative")
        }
    }

    private func writeDays(into html: inout HTMLWriter) {
        let all = delivery.days
        let days = Array(all.suffix(Self.mostDays).reversed())
        html.element(.h2, text: "By day")
        CountPlot(
            title: "\(event == .view ? "Views" : "Clicks") by day",
            bars: days.map { day, sums in .init(name: day.short, count: sums.counts[event]) }
        ).write(into: &html)
        html.figures(
            "Views and clicks by day", ["Day", "Views", "Clicks", "Click rate"],
            days.map { day, sums in
                [day.short, sums.counts.views.written, sums.counts.clicks.written, sums.counts.clickRate]
            })
        if all.count > days.count {
            html.element(.p, .class("hint"), text: "The last \(Self.mostDays) days of \(all.count); the file has all.")
        }
    }

    private func write(
        _ heading: String, _ parts: [FlightDelivery.Part], into html: inout HTMLWriter, name: (String) -> String
    ) {
        html.figures(
            "Views and clicks by \(heading.lowercased())", [heading, "Views", "Clicks", "Click rate"],
            parts.map { part in
                [name(part.subject), part.counts.views.written, part.counts.clicks.written, part.counts.clickRate]
            })
    }
}
