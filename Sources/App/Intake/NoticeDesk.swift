import Audience
import Bounces
import Kernel
import Mail

/// Does what services tell that hand the site’s mail on.
struct NoticeDesk: Sendable {
    let bounces: BounceStore
    let suppressions: SuppressionStore
    /// `nil` where mails have no return paths of their own.
    let paths: ReturnPaths?
    let key: AudienceKey
    let clock: any WallClock

    /// Takes an event in, of the delivery that it names, or of the latest one to its address; the same one again changes nothing.
    ///
    /// - Parameters:
    ///   - service: The name of whoever tells it.
    ///   - isLastWord: Whether it has given up what it calls delayed.
    func take(_ event: MailEvent, from service: String, isLastWord: Bool) async throws {
        guard let kind = BounceEvent.Kind(event.kind, isLastWord: isLastWord) else { return }
        let digest = event.address.map { key.digest(of: $0) }
        if let delivery = try await delivery(of: event, to: digest) {
            try await bounces.take(BounceEvent(kind, of: delivery, event, source: service), at: clock.now())
        } else if let digest, let reason = kind.endsSubscription {
            // A mail that asks for a confirmation is no delivery, and whoever called it spam shall get no other.
            _ = try await suppressions.stop(digest, because: reason, source: service, at: clock.now())
        }
    }

    private func delivery(of event: MailEvent, to digest: [UInt8]?) async throws -> Delivery.ID? {
        if let sender = event.sender, let named = paths?.delivery(at: sender, of: Delivery.self),
            let known = try await bounces.recipient(of: named), digest == nil || known.digest == digest
        {
            return named
        }
        guard let digest else { return nil }
        return try await bounces.latestDelivery(to: digest)
    }
}

extension BounceEvent.Kind {
    /// Why it ends a subscription by itself.
    fileprivate var endsSubscription: Suppression.Reason? {
        switch self {
        case .hard: .bounced
        case .complaint: .complained
        case .soft, .full, .policy: nil
        }
    }
}
