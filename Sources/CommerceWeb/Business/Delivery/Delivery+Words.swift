import Commerce
import Kernel

extension Int {
    /// With its digits in threes, such as `12,345`.
    var written: String {
        var digits = Array(String(magnitude))
        for position in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: position) }
        return (self < 0 ? "−" : "") + String(digits)
    }
}

extension CalendarDay {
    /// `6 Jul 2015`, for tables.
    var short: String { "\(day)\u{A0}\(monthName.prefix(3))\u{A0}\(year)" }
}

extension DeliveryCounts {
    /// Clicks in per cent of views, with two decimals; nothing where nothing was seen.
    var clickRate: String {
        guard views > 0 else { return "–" }
        let hundredths = (clicks * 20_000 + views) / (views * 2)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)\u{A0}%"
    }
}

extension Hit.Outcome {
    /// What happened, as a heading.
    var heading: String {
        switch self {
        case .counted: "Counted"
        case .beyondBudget: "Beyond the budget: shown, and not billed"
        case .repeated: "Counted before"
        case .expired: "Too late after the offer"
        case .early: "Before the offer was made"
        case .forged: "Not an offer of this site"
        case .swapped: "An offer of another creative"
        case .unknown: "No such creative"
        case .notOurs: "A click in a frame of a third party"
        case .head: "Only the header was asked for"
        case .prefetch: "Fetched ahead by a browser"
        case .crawler: "A crawler"
        case .unfurler: "A preview of a link"
        case .noAgent: "A program that doesn’t say what it is"
        case .tooMany: "Too many from one network"
        }
    }
}

extension Slot.Place {
    /// In words.
    var heading: String {
        switch self {
        case .top: "At the top"
        case .rail: "In the rail"
        case .end: "At the end"
        case .newsletter: "In the newsletter"
        }
    }
}
