import Commerce
import HTTPSupport
import Kernel
import Markup

/// One flight: when it was delivered, by what and where, and what was not counted.
struct FlightDeliveryPage {
    let standing: FlightStanding
    let delivery: FlightDelivery
    let creatives: [Creative]
    /// What it lacks at its end; `nil` while it isn’t over.
    let proposal: MakeGoodProposal?
    /// The flight that this one makes up for.
    let original: Flight?
    /// What was sent and could not be booked.
    let values: FormBody?
    let now: Timestamp
    let token: String
    let problem: Problem?

    /// The file has all of them.
    private static let mostDays = 62

    private var flight: Flight { standing.flight }
    private var event: OfferEvent { flight.pricing.counts }

    var page: OfficePage {
        OfficePage(title: "\(flight.name): delivery", area: .business, place: .delivery, isWide: true) { html in
            html.element(.p, .class("hint")) { $0.element(.a, .href(OfficeRoute.delivery.path), text: "Delivery") }
            html.element(.h1, .dir("auto"), text: flight.name)
            if let problem { html.problem(problem) }
            writeFacts(into: &html)
            writeMakeGood(into: &html)
            html.letterRuns(delivery.letters)
            if delivery.hours.isEmpty {
                html.element(.p, .class("empty"), text: "Nothing of it was seen yet, and nothing is due.")
            } else {
                writeDays(into: &html)
                writeHours(into: &html)
                writeParts(into: &html)
            }
            writeNotCounted(into: &html)
            html.differences(delivery.differences, of: [standing], token: token)
            html.element(.p, .class("pages")) { html in
                html.element(
                    .a, .href(OfficeRoute.flightDeliveryFile(flight.id.description).path),
                    text: "Save as CSV, by hour")
            }
        }
    }

    private func writeFacts(into html: inout HTMLWriter) {
        html.element(.dl, .class("facts")) { html in
            var rows = [
                ("Advertiser", "\(standing.advertiser.name) · \(standing.campaign.name)"),
                ("Runs", "\(flight.first.written) to \(flight.last.written), \(standing.state.heading.lowercased())"),
                ("Price", flight.pricing.written),
                ("Booked", flight.goal.map { "\($0.written) \(event.words)" } ?? "no end"),
                ("Counted", "\(standing.counts.views.written) views, \(standing.counts.clicks.written) clicks"),
            ]
            if let planned = standing.planned {
                let pace = standing.pace.map { ", of which \($0)\u{A0}% were delivered" } ?? ""
                rows.append(("Plan by now", "\(planned.written) \(event.words)\(pace)"))
            }
            if let left = standing.left { rows.append(("Left", "\(left.written) \(event.words)")) }
            rows.append(("Earned", standing.earned.written))
            for (name, text) in rows {
                html.element(.dt, text: name)
                html.element(.dd, .dir("auto"), text: text)
            }
        }
        html.element(.p, .class("hint")) { html in
            html.text("As of ")
            html.element(.time, .datetime(now.rfc3339), text: now.localReading.written)
            html.text(".")
        }
    }

    private func writeMakeGood(into html: inout HTMLWriter) {
        if let original {
            html.element(.p) { html in
                html.text("It makes up for \(event.words) that ")
                html.element(
                    .a, .href(OfficeRoute.flightDelivery(original.id.description).path), .dir("auto"),
                    text: original.name)
                html.text(" lacked, and costs nothing.")
            }
        }
        guard let proposal, proposal.missing > 0 || !proposal.booked.isEmpty else { return }
        html.element(.h2, text: "Make-good")
        for booked in proposal.booked {
            html.element(.p) { html in
                html.element(
                    .a, .href(OfficeRoute.flightDelivery(booked.description).path), text: "A make-good is booked")
            }
        }
        guard proposal.missing > 0 else { return }
        html.element(
            .p,
            text: """
                It ended \(proposal.missing.written) \(event.words) short, worth \(proposal.worth.written). A flight free of charge can \
                make up for them, where this one stood and with its advertisements.
                """)
        writeMakeGoodForm(into: &html)
    }

    private func writeMakeGoodForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        let today = now.localDay
        let length = min(30, flight.last.daysSince1970 - flight.first.daysSince1970 + 1)
        html.folded("Book a make-good", isOpen: problem != nil) { html in
            html.form(.makeGood(flight.id.description), token: token) { html in
                html.void(
                    .input, .type("hidden"), .name("id"), .value(values?["id"] ?? Flight.ID(at: now).description))
                html.element(.div, .class("pair")) { html in
                    html.textField(
                        "First day", name: "first",
                        value: values?["first"] ?? today.advanced(byDays: 1).description, state: state,
                        .type("date"), .required)
                    html.textField(
                        "Last day", name: "last",
                        value: values?["last"] ?? today.advanced(byDays: length).description, state: state,
                        .type("date"), .required)
                }
                html.submit("Book it")
            }
        }
    }

    private func writeDays(into html: inout HTMLWriter) {
        let all = delivery.days
        let days = Array(all.suffix(Self.mostDays).reversed())
        html.element(.h2, text: "By day")
        for shown in [event, event == .view ? .click : .view] {
            html.element(.h3, text: shown == .view ? "Views" : "Clicks")
            CountPlot(
                title: "\(shown == .view ? "Views" : "Clicks") by day",
                bars: days.map { day, sums in
                    .init(name: day.short, count: sums.counts[shown], planned: shown == event ? sums.planned : nil)
                }
            ).write(into: &html)
        }
        html.counts("Views and clicks by day", "Day", days.map { ($0.day.short, $0.sums) }, event)
        if all.count > days.count {
            html.element(
                .p, .class("hint"), text: "The last \(Self.mostDays) days of \(all.count); the file has all.")
        }
    }

    private func writeHours(into html: inout HTMLWriter) {
        let hours = delivery.hoursOfDay.enumerated().map { (Self.name(ofHour: $0.offset), $0.element) }
        html.element(.h2, text: "By hour of the day")
        CountPlot(
            title: "\(event == .view ? "Views" : "Clicks") by hour of the day",
            bars: hours.map { .init(name: $0.0, count: $0.1.counts[event], planned: $0.1.planned) }
        ).write(into: &html)
        html.counts("Views and clicks by hour of the day", "Hour", hours, event)
    }

    private static func name(ofHour hour: Int) -> String { "\(hour < 10 ? "0" : "")\(hour):00" }

    private func writeParts(into html: inout HTMLWriter) {
        let names = Dictionary(creatives.map { ($0.id.description, $0.name) }) { first, _ in first }
        html.element(.h2, text: "By creative")
        html.parts("Views and clicks by creative", "Creative", delivery.creatives) { names[$0] ?? $0 }
        html.element(.h2, text: "By place")
        html.parts("Views and clicks by place", "Place", delivery.places) { place in
            Slot.Place(rawValue: place)?.heading ?? place
        }
        html.element(.h2, text: "By page")
        html.parts("Views and clicks by page", "Page", delivery.pages) { $0 }
        if delivery.hasMorePages {
            html.element(
                .p, .class("hint"), text: "The \(DeliveryReports.mostPages) pages with the most views.")
        }
    }

    private func writeNotCounted(into html: inout HTMLWriter) {
        html.element(.h2, text: "What was not counted")
        guard !delivery.notCounted.isEmpty else {
            return html.element(.p, .class("empty"), text: "Nothing: each view and click that came in was counted.")
        }
        let reasons = Hit.Outcome.allCases.compactMap { outcome in
            delivery.notCounted[outcome].map { FlightDelivery.Part(subject: outcome.heading, counts: $0) }
        }
        html.parts("What was not counted, by reason", "Reason", reasons, hasRate: false) { $0 }
    }
}

extension HTMLWriter {
    /// A table of sums over time, with the plan beside what was counted.
    fileprivate mutating func counts(
        _ label: String, _ heading: String, _ rows: [(name: String, sums: FlightDelivery.Sums)], _ event: OfferEvent
    ) {
        let names = [heading, "Views", "Clicks", "Click rate", "Plan (\(event.words))", "Not counted"]
        figures(
            label, names,
            rows.map { name, sums in
                [
                    name, sums.counts.views.written, sums.counts.clicks.written, sums.counts.clickRate,
                    sums.planned.map { Int($0.rounded()).written } ?? "–", sums.notCounted.written,
                ]
            })
    }

    fileprivate mutating func parts(
        _ label: String, _ heading: String, _ parts: [FlightDelivery.Part], hasRate: Bool = true,
        name: (String) -> String
    ) {
        let names = [heading, "Views", "Clicks"] + (hasRate ? ["Click rate"] : [])
        figures(
            label, names,
            parts.map { part in
                [name(part.subject), part.counts.views.written, part.counts.clicks.written]
                    + (hasRate ? [part.counts.clickRate] : [])
            })
    }

    /// A table whose first column names and whose others count.
    mutating func figures(_ label: String, _ heading: [String], _ rows: [[String]]) {
        element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel(label)) { html in
            html.element(.table, .class("clicks")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in heading { html.element(.th, .scope("col"), text: name) }
                    }
                }
                html.element(.tbody) { html in
                    for row in rows {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row"), .dir("auto"), text: row.first ?? "")
                            for text in row.dropFirst() { html.element(.td, text: text) }
                        }
                    }
                }
            }
        }
    }
}
