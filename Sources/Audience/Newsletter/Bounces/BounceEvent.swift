import Database
import Kernel

/// What was heard of a mail after it was handed over.
package struct BounceEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// There is no such address (5.1.x).
        case hard
        /// It can’t be delivered for now.
        case soft
        /// The mailbox is full.
        case full
        /// The sender was refused, not the reader (5.7.x).
        case policy
        /// The reader called it spam.
        case complaint
    }

    package let kind: Kind
    package let delivery: Delivery.ID
    /// The code of RFC 3463, such as `5.1.1`; empty when there was none.
    package let status: String
    package let detail: String
    /// How it was heard of.
    package let source: String

    package init(_ kind: Kind, of delivery: Delivery.ID, status: String, detail: String, source: String) {
        self.kind = kind
        self.delivery = delivery
        self.status = status
        self.detail = detail
        self.source = source
    }
}

/// What follows from a bounce.
enum BounceRules {
    /// So many editions that didn’t get through within this time end a subscription.
    static let patience = (times: 5, within: Duration.seconds(30 * 86_400))

    /// Notes a bounce once, and does what follows; one of the same kind for the same delivery again changes nothing.
    static func apply(
        _ kind: BounceEvent.Kind, to subscriber: Subscriber.ID, in edition: Edition.ID, status: String,
        detail: String, source: String, at now: Timestamp, _ connection: any Connection
    ) throws {
        let known = try connection.value(
            Int.self,
            """
            SELECT 1 FROM bounce WHERE subscriber = \(subscriber) AND edition = \(edition) AND kind = \(kind)
            """)
        guard known == nil else { return }
        let row = try SubscriberRow.find(subscriber, connection)
        // Whoever was erased has to stay so.
        guard row != nil || kind == .policy else { return }
        try connection.execute(
            """
            INSERT INTO bounce (id, at, edition, subscriber, kind, status, detail, source)
            VALUES (\(Identifier<BounceEvent>(at: now)), \(now), \(edition), \(subscriber), \(kind),
                \(String(status.prefix(20))), \(String(detail.prefix(300))), \(String(source.prefix(60))))
            """)
        switch kind {
        case .policy:
            // Once: what was on its way already says no more than what somebody has looked at.
            let reason = detail.isEmpty ? "Mail is refused because of who sends it (\(status))." : detail
            try EditionHalt.once(edition, for: "report \(status)", because: reason, at: now, connection)
        case .hard: try stop(row, .bounced, source, at: now, connection)
        case .complaint: try stop(row, .complained, source, at: now, connection)
        case .soft, .full:
            let count = try connection.value(
                Int.self,
                """
                SELECT count(DISTINCT edition) FROM bounce
                WHERE subscriber = \(subscriber) AND kind IN ('soft', 'full') AND forgiven IS NULL
                    AND at > \(now.advanced(by: .zero - patience.within))
                """)
            if count ?? 0 >= patience.times { try stop(row, .bounced, source, at: now, connection) }
        }
    }

    private static func stop(
        _ row: SubscriberRow?, _ reason: Suppression.Reason, _ source: String, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        guard let row else { return }
        try SubscriberChange.stop(row, reason, by: .bounce, source: source, at: now, connection)
    }
}
