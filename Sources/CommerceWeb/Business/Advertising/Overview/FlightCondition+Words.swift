import Commerce
import HTTPSupport
import Kernel
import Markup

extension FlightCondition {
    var word: String {
        switch self {
        case .running: "Runs"
        case .coming: "Begins later"
        case .empty: "Nothing to show"
        case .paused: "Paused"
        case .blocked: "Blocked"
        case .exhausted: "Used up"
        case .over: "Over"
        }
    }

    /// What it means for the flight; empty where the word says it.
    var explanation: String {
        switch self {
        case .running, .over, .coming: ""
        case .empty: "It has no creative that may be shown. Add one, or approve one that waits."
        case .paused: "It makes no offers until somebody lets it go on. Its days go by meanwhile."
        case .blocked(let category): "The site doesn’t advertise “\(category)” at present."
        case .exhausted: "All that was paid for is delivered. A larger budget lets it go on."
        }
    }
}

extension BookedFlight {
    /// Such as “12 of 10,000 views”.
    var progress: String {
        let words = flight.pricing.counts.words
        guard let goal = flight.goal else { return "\(views.written) views, \(clicks.written) clicks" }
        return "\(counted.written) of \(goal.written) \(words)"
    }
}

extension HTMLWriter {
    /// A line about a flight in a list.
    mutating func line(of booked: BookedFlight, on day: CalendarDay, namesOwner: Bool) {
        let flight = booked.flight
        let condition = booked.condition(on: day)
        element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.flight(flight.id.description).path), text: flight.name)
        }
        element(.p, .class("hint")) { html in
            html.state(condition.word, isGood: condition == .running)
            html.text(" ")
            html.time(booked.first)
            html.text(" to ")
            html.time(max(booked.first, booked.last))
            html.text(" · \(booked.progress) · \(flight.pricing.written)")
            if flight.pricing != .commission { html.text(" · budget \(flight.budget.written)") }
        }
        if namesOwner {
            element(.p, .class("hint")) { html in
                html.element(
                    .a, .href(OfficeRoute.advertiser(booked.advertiser.partner.description).path),
                    text: booked.advertiser.name)
                html.text(", ")
                html.element(
                    .a, .href(OfficeRoute.campaign(booked.campaign.id.description).path), text: booked.campaign.name)
            }
        }
        if booked.approved == 0, condition == .coming || condition == .paused {
            element(.p, .class("hint"), text: "It has nothing to show yet.")
        }
    }
}
