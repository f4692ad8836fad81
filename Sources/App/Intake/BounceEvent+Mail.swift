import Audience
import Bounces
import Mail

extension BounceEvent.Kind {
    /// What a subscription’s rules know of what was heard of a mail.
    ///
    /// - Parameter isLastWord: Whether a delay is the end of it, as with providers that tell only when they have given up.
    /// - Returns: `nil` while some server still tries.
    init?(_ kind: MailEvent.Kind, isLastWord: Bool = false) {
        switch kind {
        case .complained: self = .complaint
        case .failed(let failure): self.init(failure)
        case .delayed(let failure) where isLastWord:
            // What was put off is never more than that.
            self = failure == .full ? .full : .soft
        case .delayed: return nil
        }
    }

    private init(_ failure: FailureKind) {
        switch failure {
        case .deadAddress: self = .hard
        case .full: self = .full
        case .policy: self = .policy
        case .system, .temporary, .other: self = .soft
        }
    }
}

extension BounceEvent {
    init(_ kind: Kind, of delivery: Delivery.ID, _ event: MailEvent, source: String) {
        self.init(
            kind, of: delivery, status: event.status?.description ?? "", detail: event.reason, source: source)
    }
}
