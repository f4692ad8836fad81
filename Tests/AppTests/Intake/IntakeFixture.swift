import Audience
import Database
import Kernel
import Mail
import MailIntake
import Secrets
import TestSupport
import Testing

@testable import App

/// An edition that was sent, and the room in which mail that comes back is opened.
struct IntakeFixture {
    let database: any Database
    let key: AudienceKey
    let clock = SettableClock()
    let keys: SealingKeys
    let room: MailRoom
    let bounces: BounceStore
    let unread: UnreadMailStore
    let subscribers: SubscriberStore

    static let host = "bounces.quarto.example"

    static func with(_ engine: TestEngine, _ body: (IntakeFixture) async throws -> Void) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            try await body(IntakeFixture(database))
        }
    }

    init(_ database: any Database) throws {
        self.database = database
        key = try #require(AudienceKey(Array(0..<32)))
        keys = try #require(SealingKeys(current: 1, secret: Array(0..<32)))
        bounces = BounceStore(database: database)
        unread = UnreadMailStore(database: database)
        subscribers = SubscriberStore(database: database, key: key)
        room = try #require(
            MailRoom(
                host: Self.host, keys: keys, bounces: bounces, unread: unread, subscribers: subscribers, key: key,
                clock: clock))
    }

    /// Somebody who has confirmed.
    func subscriber(_ text: String) async throws -> Subscriber {
        let signUps = SignUps(database: database, key: key)
        let address = try #require(EmailAddress(text))
        let reply = try await signUps.take(
            SignUp(address: address, rhythm: .daily, topics: [], page: "/moon"), from: AddressPrefix("192.0.2.1"),
            at: clock.now())
        guard case .confirm(let id) = reply else { throw Fault() }
        clock.advance(by: .seconds(1))
        let token = SubscriptionToken(.confirm, of: id, made: clock.now())
        let subscriber = try #require(try await signUps.confirm(token, at: clock.now()))
        clock.advance(by: .seconds(1))
        return subscriber
    }

    /// Sends today’s edition to everybody, as far as the ledger knows.
    func sent() async throws -> [Subscriber.ID: Delivery.ID] {
        let now = clock.now()
        let id = Edition.ID(day: now.day, rhythm: .daily)
        let item = EditionItem(
            .published, path: "/moon", title: "The moon", summary: "It is far.", kind: "answer", topics: [],
            bylines: [], at: now)
        try await EditionStore(database: database).compose(
            id, items: [item], since: now.advanced(by: .seconds(-86_400)), until: now, goes: now,
            needsApproval: false)
        let ledger = DeliveryLedger(database: database, key: key)
        _ = try await ledger.begin(id, at: now)
        let batch = try await ledger.take(id, for: "one", most: 200, at: now)
        try await ledger.settle(
            Dictionary(uniqueKeysWithValues: batch.map { ($0.id, .sent) }), of: id, by: "one", at: now)
        return Dictionary(uniqueKeysWithValues: batch.map { ($0.subscriber, $0.id) })
    }

    func path(_ delivery: Delivery.ID, for purpose: ReturnPaths.Purpose = .bounces) throws -> String {
        try #require(ReturnPaths(host: Self.host, keys: keys, for: purpose)).address(for: delivery).text
    }

    func state(_ subscriber: Subscriber) async throws -> Subscriber.State? {
        try await subscribers.subscriber(subscriber.id)?.state
    }

    func returned() async throws -> [ReturnedMail] {
        try await ReturnedMailStore(database: database, key: key).latest(nil, most: 100)
    }

    func suppression(_ address: EmailAddress) async throws -> Suppression.Reason? {
        try await SuppressionStore(database: database, key: key).standing(of: address).suppression?.reason
    }

    func take(_ text: String, to recipients: String...) async throws {
        try await room.take(TakenMail(recipients: recipients, bytes: Array(text.utf8)))
    }

    struct Fault: Error {}

    // MARK: Mails

    /// A report by RFC 3464.
    static func report(_ people: [(address: String, status: String)], action: String = "failed") -> String {
        let groups = people.map { address, status in
            "Final-Recipient: rfc822; \(address)\nAction: \(action)\nStatus: \(status)\nDiagnostic-Code: smtp; 550 \(status) no\n"
        }
        return """
            From: MAILER-DAEMON@mx.example
            Subject: Undelivered
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            Sorry.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            \(groups.joined(separator: "\n"))
            --b--

            """
    }

    /// A complaint by RFC 5965.
    static func complaint(of path: String) -> String {
        """
        From: feedback@mx.example
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        Version: 1
        --b
        Content-Type: message/rfc822

        Return-Path: <\(path)>
        Subject: The edition

        Words.
        --b--

        """
    }
}
