import Audience
import HTTPSupport
import Kernel
import Markup

extension Edition {
    /// As a heading of its pages.
    var title: String {
        switch id.rhythm {
        case .daily: "Edition of \(id.day.written)"
        case .weekly: "Weekly edition of \(id.day.written)"
        }
    }

    /// Whether an editor may still change it.
    var isOpen: Bool { state == .draft || state == .scheduled }

    /// What becomes of it if nobody does anything.
    func outlook(at now: Timestamp) -> String {
        let moment = goes.localReading.written
        return switch state {
        case .draft where goes > now:
            "It goes on \(moment) if somebody approves it by then; approved later, it goes at once."
        case .draft: "It was to go on \(moment), and waits. Once it is approved it goes at once."
        case .scheduled where goes > now: "It goes by itself on \(moment)."
        case .scheduled: "It goes within the next minutes."
        case .sending: "It is being sent since \(started?.localReading.written ?? moment)."
        case .paused: "Sending has stopped. What was sent stays sent; the rest waits."
        case .sent: "It was sent on \((started ?? goes).localReading.written)."
        case .cancelled where started == nil: "It was cancelled, and went to nobody."
        case .cancelled: "It was cancelled while it was sent. What was sent stays sent."
        case .nothing: "There was nothing new, so nothing was sent."
        }
    }
}

extension Edition.State {
    /// In a frame beside its name.
    var name: String {
        switch self {
        case .draft: "Waits for approval"
        case .scheduled: "Scheduled"
        case .sending: "Being sent"
        case .paused: "Paused"
        case .sent: "Sent"
        case .cancelled: "Cancelled"
        case .nothing: "Nothing new"
        }
    }

    /// The class of that frame.
    var style: String {
        switch self {
        case .scheduled, .sending, .sent: "state state-well"
        case .draft, .paused: "state state-dead"
        case .cancelled, .nothing: "state"
        }
    }
}

extension HTMLWriter {
    mutating func state(of edition: Edition) {
        element(.span, .class(edition.state.style), text: edition.state.name)
    }
}

extension Rhythm {
    /// Before “edition”.
    var adjective: String {
        switch self {
        case .daily: "daily"
        case .weekly: "weekly"
        }
    }
}

extension Int {
    /// With a noun, such as “1 subscriber” or “1,204 subscribers”.
    func of(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
