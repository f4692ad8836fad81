import Audience
import Bounces
import Kernel
import Mail
import MailIntake
import Secrets

/// Opens the mail that comes back: reports of bounces and complaints, wishes to leave, and what only a person understands.
///
/// An address that this site didn’t close is none of its own, so that nobody can tell anything of other people’s deliveries.
struct MailRoom: Sendable {
    /// What an address of this site is for.
    private enum Place {
        case report(Delivery.ID)
        case departure(Delivery.ID)
        case reply(Delivery.ID)
        /// The addresses that each host has (RFC 2142).
        case office
    }

    private let host: String
    private let paths: ReturnPaths
    private let departures: ReturnPaths
    private let replies: ReturnPaths
    private let reader: BounceReader
    private let bounces: BounceStore
    private let unread: UnreadMailStore
    private let subscribers: SubscriberStore
    private let key: AudienceKey
    private let clock: any WallClock

    static let source = "mail"
    private static let offices = ["postmaster", "abuse"]

    /// - Parameter host: The domain of the return paths; nil is returned where that is none.
    init?(
        host: String, keys: SealingKeys, bounces: BounceStore, unread: UnreadMailStore, subscribers: SubscriberStore,
        key: AudienceKey, clock: any WallClock
    ) {
        guard let paths = ReturnPaths(host: host, keys: keys),
            let departures = ReturnPaths(host: host, keys: keys, for: .departures),
            let replies = ReturnPaths(host: host, keys: keys, for: .replies)
        else { return nil }
        self.host = host.lowercased()
        self.paths = paths
        self.departures = departures
        self.replies = replies
        reader = BounceReader(paths: paths)
        self.bounces = bounces
        self.unread = unread
        self.subscribers = subscribers
        self.key = key
        self.clock = clock
    }

    /// Whether an address is one of this site’s.
    func accepts(_ address: String) -> Bool { place(of: address) != nil }

    private func place(of address: String) -> Place? {
        if let delivery = paths.delivery(at: address, of: Delivery.self) { return .report(delivery) }
        if let delivery = departures.delivery(at: address, of: Delivery.self) { return .departure(delivery) }
        if let delivery = replies.delivery(at: address, of: Delivery.self) { return .reply(delivery) }
        let parts = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1] == host && Self.offices.contains(String(parts[0])) ? .office : nil
    }

    /// Does what a mail asks for; when it throws, nothing was lost and the mail may come again.
    func take(_ mail: TakenMail) async throws {
        var seen: Set<String> = []
        for recipient in mail.recipients where seen.insert(recipient.lowercased()).inserted {
            switch place(of: recipient) {
            case .report, .office: try await takeReport(mail.bytes, to: recipient)
            case .departure(let delivery): try await takeReply(mail.bytes, to: recipient, delivery, isAsked: true)
            case .reply(let delivery): try await takeReply(mail.bytes, to: recipient, delivery, isAsked: false)
            case nil: continue
            }
        }
    }

    /// Does what a mail out of a mailbox asks for, which has lost its envelope: its header tells to whom it came.
    ///
    /// What names none of this site’s addresses is read as what comes to the office is.
    func takeFetched(_ mail: TakenMail) async throws {
        let recipients = MailAddressees.of(mail.bytes).filter(accepts)
        let office = "\(Self.offices[0])@\(host)"
        try await take(TakenMail(recipients: recipients.isEmpty ? [office] : recipients, bytes: mail.bytes))
    }

    // MARK: Reports

    private func takeReport(_ bytes: [UInt8], to recipient: String) async throws {
        let named = paths.delivery(at: recipient, of: Delivery.self)
        switch reader.read(bytes, recipients: [recipient]) {
        case .autoReply, .nothing: return
        case .unparsed: try await keep(bytes, recipient, .words, named)
        case .events(let events):
            guard let message = events.first?.message else {
                return try await keep(bytes, recipient, .words, named)
            }
            let delivery = Delivery.ID(high: message.high, low: message.low)
            guard let known = try await bounces.recipient(of: delivery) else {
                return try await keep(bytes, recipient, .delivery, delivery)
            }
            // Of somebody who was erased nothing is noted.
            guard let digest = known.digest else { return }
            guard let told = believed(events, of: digest) else {
                return try await keep(bytes, recipient, .address, delivery)
            }
            for event in told {
                try await bounces.take(event.event(of: delivery), at: clock.now())
            }
        }
    }

    private struct Believed {
        let kind: BounceEvent.Kind
        let event: MailEvent

        func event(of delivery: Delivery.ID) -> BounceEvent {
            BounceEvent(kind, of: delivery, event, source: MailRoom.source)
        }
    }

    /// What of a report counts for the one delivery that it came back of, one of each kind; `nil` when that takes a person.
    private func believed(_ events: [MailEvent], of digest: [UInt8]) -> [Believed]? {
        let own = events.filter { $0.address.map { key.digest(of: $0) } == digest }
        if !own.isEmpty { return Self.distinct(own) }
        let kinds = Self.distinct(events)
        if events.allSatisfy({ $0.source == .words }) {
            // Words that name somebody else are not of this delivery; those that name nobody say no more than “not now”.
            guard events.allSatisfy({ $0.address == nil }) else { return nil }
            return kinds.map { Believed(kind: $0.kind == .hard ? .soft : $0.kind, event: $0.event) }
        }
        // A standard’s report may have the address to which the mail went on. Of several people it doesn’t say who is ours.
        return kinds.count > 1 || Set(events.map { $0.address?.folded }).count > 1 ? nil : kinds
    }

    private static func distinct(_ events: [MailEvent]) -> [Believed] {
        var seen: Set<BounceEvent.Kind> = []
        return events.compactMap { event in
            guard let kind = BounceEvent.Kind(event.kind), seen.insert(kind).inserted else { return nil }
            return Believed(kind: kind, event: event)
        }
    }

    // MARK: Replies

    private func takeReply(
        _ bytes: [UInt8], to recipient: String, _ delivery: Delivery.ID, isAsked: Bool
    ) async throws {
        switch ReplyMeaning(bytes, isAsked: isAsked) {
        case .automatic: return
        case .letter: try await keep(bytes, recipient, .letter, delivery)
        case .leaves:
            guard let known = try await bounces.recipient(of: delivery) else {
                return try await keep(bytes, recipient, .delivery, delivery)
            }
            try await subscribers.leave(known.subscriber, by: .reply, in: known.edition, at: clock.now())
        }
    }

    private func keep(
        _ bytes: [UInt8], _ recipient: String, _ reason: UnreadMail.Reason, _ delivery: Delivery.ID?
    ) async throws {
        try await unread.keep(
            UnreadMail(bytes, to: recipient, because: reason, delivery: delivery, at: clock.now()))
    }
}
