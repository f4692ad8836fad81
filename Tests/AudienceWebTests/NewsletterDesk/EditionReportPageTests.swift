import Audience
import Database
import HTTPSupport
import Kernel
import TestSupport
import Testing

@testable import AudienceWeb

/// What became of an edition, beside those before it.
@Suite struct EditionReportPageTests {
    /// An edition that so many got.
    private func sent(_ office: NewsletterOffice, _ count: Int) async throws -> Edition.ID {
        let id = try await office.edition(needsApproval: false, goesIn: .zero)
        let now = office.clock.now()
        #expect(try await office.ledger.begin(id, at: now))
        try await office.database.write { connection in
            for _ in 0..<count {
                // Nobody opens its address.
                let subscriber = Subscriber.ID(at: now)
                let sealed = Array("\(subscriber)".utf8)
                try connection.execute(
                    """
                    INSERT INTO subscriber (id, digest, sealed, state, rhythm, interest, made, confirmed, changed)
                    VALUES (\(subscriber), \(sealed), \(sealed), 'active', 'daily', 0, \(now), \(now), \(now))
                    """)
                try connection.execute(
                    """
                    INSERT INTO delivery (edition, subscriber, id, state, due, attempts, changed, reason)
                    VALUES (\(id), \(subscriber), \(Delivery.id(of: id, for: subscriber)), 'sent', \(now), 0, \(now), '')
                    """)
            }
            try connection.execute(
                "INSERT INTO delivery_tally (edition, worker, slot, state, count) VALUES (\(id), '', 0, 'sent', \(count))"
            )
            try connection.execute("UPDATE edition SET is_reached = 1 WHERE id = \(id)")
        }
        #expect(try await office.ledger.finish(id, at: now))
        return id
    }

    @Test(arguments: TestEngine.allCases)
    func itTellsWhatBecameOfItAndNothingOfReaders(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let first = try await sent(office, 10)
            office.clock.advance(by: .seconds(86_400))
            let second = try await sent(office, 400)
            let bounces = BounceStore(database: office.database)
            let deliveries = try await office.database.read { connection in
                try connection.rows("SELECT id FROM delivery WHERE edition = \(second) ORDER BY id LIMIT 4")
                    .map { try $0.value("id", as: Delivery.ID.self) }
            }
            for (kind, delivery) in zip([BounceEvent.Kind.hard, .full, .complaint, .complaint], deliveries) {
                #expect(
                    try await bounces.take(
                        BounceEvent(kind, of: delivery, status: "", detail: "", source: "test"),
                        at: office.clock.now()))
            }
            try await EditionClicks(database: office.database).add([second: ["/a": 12, "/b": 3]])
            let page = try await office.ask(.editionReport(":id"), second).text
            for words in [
                "No such address", "Mailbox full", "0.50\u{A0}% called it spam", "Gmail refuses mail of senders",
                "no rate of opening", "About /a", ">12<", "/desk/newsletter/\(first)/report",
            ] { #expect(page.contains(words), "\(words)") }
            let alone = try await office.ask(.editionReport(":id"), first).text
            #expect(alone.contains("It is the first one that was sent.") && alone.contains("Clicks aren’t counted"))
            #expect(!alone.contains("called it spam"))
        }
    }

    @Test func whatWasNotSentHasNoReport() async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition()
            #expect(try await office.ask(.editionReport(":id"), id).location == "/desk/newsletter/\(id)")
        }
    }

    @Test(arguments: [
        (0.5, "50\u{A0}%"), (0.1, "10\u{A0}%"), (0.0512, "5.12\u{A0}%"), (0.003, "0.30\u{A0}%"),
        (0.00001, "under 0.01\u{A0}%"),
    ])
    func aPartIsWrittenWithWhatItNeeds(share: Double, words: String) {
        #expect(EditionReportPage.percent(share) == words)
    }
}
