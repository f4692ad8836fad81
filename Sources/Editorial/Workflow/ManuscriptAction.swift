import Database

/// What somebody does with a manuscript as a whole.
package enum ManuscriptAction: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    /// Hands it in.
    case submit
    /// Gives it back to its writer, with a reason.
    case sendBack = "send-back"
    /// Stands for what it states.
    case checkFacts = "check-facts"
    /// Takes an approved text back to change it; it has to be approved again.
    case takeBack = "take-back"
    case schedule
    /// Takes it off the schedule.
    case unschedule
    case publish
    /// Begins to change an article that is out.
    case revise
    /// Takes a published article back from readers, with a reason.
    case withdraw
    /// Gives up what was never published.
    case discard
    /// Takes a discarded manuscript up again.
    case restore

    /// As a button says it.
    package var name: String {
        switch self {
        case .submit: "Hand in for review"
        case .sendBack: "Send back"
        case .checkFacts: "Facts are right"
        case .takeBack: "Take back to change it"
        case .schedule: "Schedule"
        case .unschedule: "Take off the schedule"
        case .publish: "Publish now"
        case .revise: "Change this article"
        case .withdraw: "Withdraw"
        case .discard: "Discard"
        case .restore: "Take up again"
        }
    }

    /// As the history says it.
    package var past: String {
        switch self {
        case .submit: "handed it in"
        case .sendBack: "sent it back"
        case .checkFacts: "checked the facts"
        case .takeBack: "took it back to change it"
        case .schedule: "scheduled it"
        case .unschedule: "took it off the schedule"
        case .publish: "published it"
        case .revise: "began to change it"
        case .withdraw: "withdrew it"
        case .discard: "discarded it"
        case .restore: "took it up again"
        }
    }

    /// Whether it needs a reason.
    package var needsNote: Bool { self == .sendBack || self == .withdraw }
}
