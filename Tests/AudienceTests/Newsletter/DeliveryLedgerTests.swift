import Database
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Audience

/// Answers as it is told, and remembers to whom it sent.
private final class FakeTransport: MessageTransport {
    private let seen = Mutex<[Subscriber.ID: Int]>([:])
    private let outcome: @Sendable (Delivery, Int) -> Delivery.Outcome?

    init(_ outcome: @escaping @Sendable (Delivery, _ before: Int) -> Delivery.Outcome? = { _, _ in .sent }) {
        self.outcome = outcome
    }

    /// How often something went over the wire to each.
    var sent: [Subscriber.ID: Int] { seen.withLock { $0 } }

    func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async {
        guard let begun = try? await record.begin(batch.map(\.id)) else { return }
        var outcomes: [Delivery.ID: Delivery.Outcome] = [:]
        for delivery in batch where begun.contains(delivery.id) {
            let before = seen.withLock { $0[delivery.subscriber] ?? 0 }
            let outcome = outcome(delivery, before)
            switch outcome {
            case .sent, .unknown, nil: seen.withLock { $0[delivery.subscriber, default: 0] += 1 }
            case .untried, .held, .unwanted, .soft, .full, .hard, .refused, .halted: break
            }
            outcomes[delivery.id] = outcome
        }
        record.end(outcomes)
    }
}

@Suite struct DeliveryLedgerTests {
    private func sending(
        _ site: NewsletterFixture, _ transport: FakeTransport, worker: String = "one"
    ) -> EditionSending {
        EditionSending(ledger: site.ledger, transport: transport, clock: site.clock, worker: worker)
    }

    @Test(arguments: TestEngine.allCases)
    func everybodyGetsAnEditionOnce(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let daily = try await site.addSubscribers(450)
            _ = try await site.addSubscribers(3, .weekly)
            let edition = try await site.edition()
            #expect(try await site.ledger.audience(of: edition, at: site.clock.now()) == 450)
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let transport = FakeTransport()
            #expect(try await sending(site, transport).run(edition))
            #expect(transport.sent == Dictionary(uniqueKeysWithValues: daily.map { ($0, 1) }))
            let progress = try #require(try await site.ledger.progress(of: edition))
            #expect(progress.state == .sent && progress.audience == 450 && progress.counts == [.sent: 450])
            // Nothing begins again.
            #expect(try await site.ledger.begin(edition, at: site.clock.now()) == false)
            #expect(try await sending(site, transport).run(edition))
            #expect(transport.sent.values.allSatisfy { $0 == 1 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func itIsForWhoeverWantsItsNews(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let everything = try await site.subscriber("all@mail.example")
            let sky = try await site.subscriber("sky@mail.example", topics: ["sky", "history"])
            _ = try await site.subscriber("maps@mail.example", topics: ["maps"])
            _ = try await site.subscriber("weekly@mail.example", .weekly)
            let paused = try await site.subscriber("paused@mail.example")
            _ = try await site.subscribers.pause(paused.id, days: 14, at: site.clock.now())
            let left = try await site.subscriber("left@mail.example")
            try await site.subscribers.leave(left.id, by: .link, at: site.clock.now())
            let edition = try await site.edition(items: [
                site.item(.published, "/moon", topics: ["sky"]), site.item(.archive, "/atlas", topics: ["maps"]),
            ])
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            // Whoever confirms later isn’t in the audience, and whoever leaves meanwhile isn’t any more.
            site.clock.advance(by: .seconds(1))
            _ = try await site.subscriber("late@mail.example")
            let transport = FakeTransport()
            #expect(try await sending(site, transport).run(edition))
            #expect(Set(transport.sent.keys) == [everything.id, sky.id])
            let composed = try #require(try await site.editions.edition(edition))
            #expect(composed.items(for: sky.topics).map(\.path) == ["/moon"])
            #expect(composed.items(for: []).map(\.path) == ["/moon", "/atlas"])
            #expect(composed.items(for: [try Slug("maps")]).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverLeavesMeanwhileGetsNothing(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(4)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            // One batch has gone; then one leaves whose turn has not come, and one whose mail was put off.
            let first = try await site.ledger.take(edition, for: "one", most: 2, at: site.clock.now())
            let taken = first.map(\.subscriber)
            try await site.ledger.settle(
                Dictionary(uniqueKeysWithValues: first.map { ($0.id, .soft("later")) }), of: edition, by: "one",
                at: site.clock.now())
            let next = try #require(all.first { !taken.contains($0) })
            for id in [taken[0], next] { try await site.subscribers.leave(id, by: .link, at: site.clock.now()) }
            site.clock.advance(by: .seconds(301))
            let transport = FakeTransport()
            #expect(try await sending(site, transport).run(edition))
            #expect(Set(transport.sent.keys) == Set(all).subtracting([taken[0], next]))
            #expect(try await site.states(of: edition)[taken[0]] == .skipped)
            #expect(try await site.states(of: edition)[next] == nil)
        }
    }

    /// Servers say “later” five times in a row, and then yes; those who never do fail after a day, and are told.
    @Test(arguments: TestEngine.allCases)
    func whatIsPutOffIsTriedAgain(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(2)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let tries = Mutex<[Subscriber.ID: Int]>([:])
            let transport = FakeTransport { delivery, _ in
                let count = tries.withLock { tries in
                    tries[delivery.subscriber, default: 0] += 1
                    return tries[delivery.subscriber] ?? 0
                }
                return delivery.subscriber == all[0] && count > 5 ? .sent : .soft("4.2.0 come back later")
            }
            var isDone = false
            var rounds = 0
            while !isDone, rounds < 2000 {
                isDone = try await sending(site, transport).run(edition)
                rounds += 1
                site.clock.advance(by: .seconds(60))
            }
            #expect(isDone)
            let states = try await site.states(of: edition)
            #expect(states[all[0]] == .sent && states[all[1]] == .failed)
            #expect(tries.withLock { $0[all[1]] } == DeliveryLedger.waits.count + 1)
            #expect(try await site.ledger.progress(of: edition)?.reasons.first?.text == "4.2.0 come back later")
            // One edition that didn’t get through is no reason to give somebody up.
            #expect(try await site.subscribers.subscriber(all[1])?.state == .active)
        }
    }

    /// However many deliveries an edition has, a wave finds its own by their identifiers, and doesn’t look through what waits or is on its
    /// way.
    @Test(arguments: TestEngine.allCases)
    func aWaveDoesNotLookThroughItsEdition(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(3)
            let edition = try await site.edition()
            let ids = all.map { Delivery.id(of: edition, for: $0) }
            let entry = DeliveryLedger.Entry(
                edition: edition, worker: "one", process: "one",
                outcomes: Dictionary(uniqueKeysWithValues: ids.map { ($0, .sent) }), beginning: ids)
            let now = site.clock.now()
            let statements = [
                DeliveryLedger.beginning(entry, until: now, at: now), DeliveryLedger.held(entry),
                DeliveryLedger.sent(ids, by: ["one", "two"], at: now),
            ]
            for statement in statements {
                let plan = try await site.database.write { connection in
                    try connection.avoidWholeTables()
                    let explain: SQL = connection.dialect == .postgres ? "EXPLAIN" : "EXPLAIN QUERY PLAN"
                    return try connection.rows("\(explain) \(statement)").map { "\($0.values)" }.joined()
                }
                switch engine {
                case .sqlite:
                    #expect(plan.contains("sqlite_autoindex_delivery_1 (id=?)"), "\(plan)")
                    #expect(!plan.contains("delivery USING PRIMARY KEY"), "\(plan)")
                case .postgres:
                    #expect(plan.contains("delivery_id_key"), "\(plan)")
                    #expect(!plan.contains("Seq Scan on delivery"), "\(plan)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aRefusedSenderPausesAndSuppressesNobody(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(300)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let isMended = Mutex(false)
            let transport = FakeTransport { _, _ in
                isMended.withLock { $0 } ? .sent : .halted("550 5.7.26 not authenticated")
            }
            #expect(try await sending(site, transport).run(edition) == false)
            let progress = try #require(try await site.ledger.progress(of: edition))
            #expect(progress.state == .paused && progress.halt == "550 5.7.26 not authenticated")
            #expect(progress.counts[.failed] == nil && progress.counts[.uncertain] == nil)
            #expect(try await site.count("suppression") == 0)
            #expect(try await site.subscribers.counts() == [.active: 300])
            isMended.withLock { $0 = true }
            try await site.ledger.resume(edition, at: site.clock.now())
            // What another lane had taken and not begun waits for a moment.
            site.clock.advance(by: DeliveryLedger.pause)
            #expect(try await sending(site, transport).run(edition))
            #expect(transport.sent == Dictionary(uniqueKeysWithValues: all.map { ($0, 1) }))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDeadAddressIsSuppressedAndAnUnknownEndIsUncertain(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let dead = try await site.subscriber("dead@mail.example")
            let lost = try await site.subscriber("lost@mail.example")
            let silent = try await site.subscriber("silent@mail.example")
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let transport = FakeTransport { delivery, _ in
                delivery.subscriber == dead.id
                    ? .hard("550 5.1.1 no\r\n such user") : delivery.subscriber == lost.id ? .unknown("cut off") : nil
            }
            #expect(try await sending(site, transport).run(edition))
            #expect(
                try await site.states(of: edition) == [dead.id: .failed, lost.id: .uncertain, silent.id: .uncertain])
            #expect(try await site.suppression(of: "dead@mail.example")?.reason == .bounced)
            #expect(try await site.subscribers.subscriber(dead.id)?.state == .stopped)
            #expect(try await site.subscribers.subscriber(lost.id)?.state == .active)
            #expect(
                try await site.ledger.progress(of: edition)?.reasons.map(\.text).sorted()
                    == ["550 5.1.1 no such user", "The mail system said nothing of it.", "cut off"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anEditionCanBePausedAndCancelled(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(10)
            let edition = try await site.edition()
            let now = site.clock.now()
            await #expect(throws: Problem.self) { try await site.ledger.resume(edition, at: now) }
            #expect(try await site.ledger.begin(edition, at: now))
            try await site.ledger.pause(edition, because: "by Ann", at: now)
            #expect(try await site.ledger.take(edition, for: "one", most: 5, at: now).isEmpty)
            try await site.ledger.resume(edition, at: now)
            #expect(try await site.ledger.take(edition, for: "one", most: 5, at: now).count == 5)
            try await site.ledger.cancel(edition, at: now)
            #expect(try await site.ledger.take(edition, for: "one", most: 5, at: now).isEmpty)
            await #expect(throws: Problem.self) { try await site.ledger.resume(edition, at: now) }
            await #expect(throws: Problem.self) { try await site.ledger.cancel(edition, at: now) }
            let unknown = try #require(Edition.ID("2000-01-01"))
            #expect(try await !site.ledger.begin(unknown, at: now))
            #expect(try await site.ledger.progress(of: unknown) == nil)
        }
    }

    /// Each edition has its own counts, and the rate is that of the last minute, whatever there was before.
    @Test(arguments: TestEngine.allCases)
    func itIsCountedPerEditionAndByTheMinute(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(400)
            _ = try await site.addSubscribers(7, .weekly)
            let daily = try await site.edition()
            let weekly = try await site.edition(.weekly)
            for edition in [daily, weekly] { #expect(try await site.ledger.begin(edition, at: site.clock.now())) }
            #expect(try await sending(site, FakeTransport()).run(weekly))
            let first = try await site.ledger.take(daily, for: "one", most: 200, at: site.clock.now())
            try await site.ledger.settle(
                Dictionary(uniqueKeysWithValues: first.map { ($0.id, .sent) }), of: daily, by: "one",
                at: site.clock.now())
            #expect(try await site.ledger.counts(of: [daily, weekly]) == [daily: [.sent: 200], weekly: [.sent: 7]])
            #expect(try await site.ledger.counts(of: []).isEmpty)
            site.clock.advance(by: .seconds(36_000))
            let night = try #require(try await site.ledger.progress(of: daily, at: site.clock.now()))
            #expect(night.recent == 0 && night.rate(at: site.clock.now()) == nil)
            #expect(night.remaining(at: site.clock.now()) == nil)
            let batch = try await site.ledger.take(daily, for: "two", most: 30, at: site.clock.now())
            try await site.ledger.settle(
                Dictionary(uniqueKeysWithValues: batch.map { ($0.id, .sent) }), of: daily, by: "two",
                at: site.clock.now())
            site.clock.advance(by: .seconds(15))
            let now = site.clock.now()
            let progress = try #require(try await site.ledger.progress(of: daily, at: now))
            #expect(progress.recent == 30 && progress.rate(at: now) == 0.5)
            #expect(progress.remaining(at: now) == .seconds(340))
            // Over the whole time, when nobody asks for a moment.
            #expect(try await site.ledger.progress(of: daily)?.recent == nil)
        }
    }

    @Test func aDeliveryIsNamedByItsEditionAndSubscriber() throws {
        let now = SettableClock().now()
        let subscriber = Subscriber.ID(at: now)
        let daily = try #require(Edition.ID("2026-11-26"))
        let weekly = try #require(Edition.ID("2026-11-26-week"))
        #expect(Delivery.id(of: daily, for: subscriber) == Delivery.id(of: daily, for: subscriber))
        #expect(Delivery.id(of: daily, for: subscriber) != Delivery.id(of: weekly, for: subscriber))
        #expect(Delivery.id(of: daily, for: subscriber) != Delivery.id(of: daily, for: Subscriber.ID(at: now)))
        #expect(Delivery.ID(Delivery.id(of: daily, for: subscriber).description) != nil)
        // Rows of one edition lie together, in the order in which they are sent.
        let later = Subscriber.ID(at: now.advanced(by: .seconds(1)))
        let tomorrow = try #require(Edition.ID("2026-11-27"))
        #expect(Delivery.id(of: daily, for: subscriber) < Delivery.id(of: daily, for: later))
        #expect(Delivery.id(of: daily, for: later) < Delivery.id(of: tomorrow, for: subscriber))
    }
}
