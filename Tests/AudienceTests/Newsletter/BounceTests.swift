import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct BounceTests {
    private func sent(_ site: NewsletterFixture, to subscriber: Subscriber) async throws -> Delivery.ID {
        let edition = try await site.edition()
        _ = try await site.ledger.begin(edition, at: site.clock.now())
        let batch = try await site.ledger.take(edition, for: "one", most: 100, at: site.clock.now())
        let delivery = try #require(batch.first { $0.subscriber == subscriber.id })
        try await site.ledger.settle(
            Dictionary(uniqueKeysWithValues: batch.map { ($0.id, .sent) }), of: edition, by: "one",
            at: site.clock.now())
        return delivery.id
    }

    private func event(_ kind: BounceEvent.Kind, _ delivery: Delivery.ID) -> BounceEvent {
        BounceEvent(kind, of: delivery, status: "5.0.0", detail: "as the server says", source: "mail")
    }

    @Test(arguments: TestEngine.allCases, [BounceEvent.Kind.hard, .complaint])
    func aDeadAddressAndAComplaintEndIt(engine: TestEngine, kind: BounceEvent.Kind) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let delivery = try await sent(site, to: ann)
            for _ in 0..<2 { #expect(try await site.bounces.take(event(kind, delivery), at: site.clock.now())) }
            #expect(try await site.count("bounce") == 1)
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .stopped)
            #expect(
                try await site.suppression(of: "ann@mail.example")?.reason == (kind == .hard ? .bounced : .complained))
            #expect(try await site.signUp("ann@mail.example") == .nothing)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func softOnesEndItWhenTheyGoOn(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            for number in 1...BounceRules.patience.times {
                let delivery = try await sent(site, to: ann)
                let kind: BounceEvent.Kind = number % 2 == 0 ? .full : .soft
                for _ in 0..<3 { try await site.bounces.take(event(kind, delivery), at: site.clock.now()) }
                let isOver = number == BounceRules.patience.times
                #expect(try await site.subscribers.subscriber(ann.id)?.state == (isOver ? .stopped : .active))
                site.clock.advance(by: .seconds(86_400))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func softOnesFarApartDoNot(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            for _ in 0..<BounceRules.patience.times * 2 {
                try await site.bounces.take(event(.soft, sent(site, to: ann)), at: site.clock.now())
                site.clock.advance(by: .seconds(8 * 86_400))
            }
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aPolicyPausesWhatIsBeingSentAndSuppressesNobody(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let delivery = try await sent(site, to: ann)
            try await site.bounces.take(event(.policy, delivery), at: site.clock.now())
            let edition = Edition.ID(day: site.clock.now().day, rhythm: .daily)
            #expect(try await site.ledger.progress(of: edition)?.state == .paused)
            #expect(try await site.ledger.progress(of: edition)?.halt == "as the server says")
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .active)
            #expect(try await site.count("suppression") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aBounceOfNobodyIsNone(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let delivery = try await sent(site, to: ann)
            #expect(
                try await !site.bounces.take(event(.hard, Delivery.ID(at: site.clock.now())), at: site.clock.now()))
            try await site.subscribers.erase(ann.id, at: site.clock.now())
            for kind in [BounceEvent.Kind.hard, .soft, .full, .complaint] {
                try await site.bounces.take(event(kind, delivery), at: site.clock.now())
            }
            #expect(try await site.count("bounce") == 0)
            #expect(try await site.suppression(of: "ann@mail.example")?.reason == .erased)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aPolicyPausesOnceForEachCause(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            for name in ["ann", "bob", "cid"] { try await site.subscriber("\(name)@mail.example") }
            let edition = try await site.edition()
            _ = try await site.ledger.begin(edition, at: site.clock.now())
            let batch = try await site.ledger.take(edition, for: "one", most: 100, at: site.clock.now())
            func state() async throws -> Edition.State? { try await site.ledger.progress(of: edition)?.state }
            try await site.bounces.take(event(.policy, batch[0].id), at: site.clock.now())
            #expect(try await state() == .paused)
            try await site.ledger.resume(edition, at: site.clock.now())
            // The next one says what somebody has just looked at.
            try await site.bounces.take(event(.policy, batch[1].id), at: site.clock.now())
            #expect(try await state() == .sending)
            site.clock.advance(by: .seconds(86_400))
            try await site.bounces.take(event(.policy, batch[0].id), at: site.clock.now())
            #expect(try await state() == .sending)
            let other = BounceEvent(.policy, of: batch[2].id, status: "5.7.26", detail: "", source: "mail")
            try await site.bounces.take(other, at: site.clock.now())
            #expect(try await state() == .paused)
            #expect(try await site.count("bounce") == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDeliveryIsFoundByItsNameAndByItsAddress(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let first = try await sent(site, to: ann)
            site.clock.advance(by: .seconds(86_400))
            let second = try await sent(site, to: ann)
            let own = site.key.digest(of: try site.address("ANN@mail.example"))
            let recipient = try #require(try await site.bounces.recipient(of: first))
            #expect(recipient.subscriber == ann.id && recipient.digest == own)
            #expect(try await site.bounces.latestDelivery(to: own) == second)
            let stranger = site.key.digest(of: try site.address("bob@mail.example"))
            #expect(try await site.bounces.latestDelivery(to: stranger) == nil)
            #expect(try await site.bounces.recipient(of: Delivery.ID(at: site.clock.now())) == nil)
            try await site.subscribers.erase(ann.id, at: site.clock.now())
            #expect(try await site.bounces.recipient(of: first)?.digest == nil)
            #expect(try await site.bounces.recipient(of: first)?.subscriber == ann.id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasForgivenCanBeSaidAgainToNoEffect(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let delivery = try await sent(site, to: ann)
            try await site.bounces.take(event(.hard, delivery), at: site.clock.now())
            let store = SuppressionStore(database: site.database, key: site.key)
            #expect(
                try await store.allow(ann.address, because: "She wrote to us.", by: "Pat", at: site.clock.now()))
            try await site.bounces.take(event(.hard, delivery), at: site.clock.now())
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .active)
            let list = ReturnedMailStore(database: site.database, key: site.key)
            #expect(try await list.latest(nil, most: 10).map(\.isForgiven) == [true])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCameBackIsListed(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let delivery = try await sent(site, to: ann)
            for kind in [BounceEvent.Kind.soft, .full, .complaint] {
                try await site.bounces.take(event(kind, delivery), at: site.clock.now())
                site.clock.advance(by: .seconds(60))
            }
            let list = ReturnedMailStore(database: site.database, key: site.key)
            let all = try await list.latest(nil, most: 2)
            #expect(all.map(\.kind) == [.complaint, .full])
            #expect(all.first?.address == ann.address && all.first?.detail == "as the server says")
            let rest = try await list.latest(nil, most: 2, before: all.last?.id)
            #expect(rest.map(\.kind) == [.soft])
            let full = try await list.latest(.full, most: 2)
            #expect(full.map(\.kind) == [.full])
            let since = site.clock.now().advanced(by: .seconds(-130))
            #expect(try await list.counts(since: since) == [.full: 1, .complaint: 1])
            try await site.subscribers.erase(ann.id, at: site.clock.now())
            #expect(try await list.latest(nil, most: 2).isEmpty)
        }
    }

    /// What a server says of a mail mostly names the address.
    @Test(arguments: TestEngine.allCases, [true, false])
    func whoeverIsForgottenIsForgottenInWhatCameBack(engine: TestEngine, isErased: Bool) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let bob = try await site.subscriber("bob@mail.example")
            let edition = try await site.edition()
            _ = try await site.ledger.begin(edition, at: site.clock.now())
            let batch = try await site.ledger.take(edition, for: "one", most: 100, at: site.clock.now())
            let words = "550 5.0.0 <ann@mail.example>: no"
            try await site.ledger.settle(
                Dictionary(uniqueKeysWithValues: batch.map { ($0.id, .refused(words)) }), of: edition, by: "one",
                at: site.clock.now())
            let own = try #require(batch.first { $0.subscriber == ann.id })
            let unread = UnreadMailStore(database: site.database)
            try await unread.keep(
                UnreadMail(
                    Array(words.utf8), to: "bounce@site.example", because: .words, delivery: own.id,
                    at: site.clock.now()))
            if isErased {
                try await site.subscribers.erase(ann.id, at: site.clock.now())
            } else {
                try await site.subscribers.leave(ann.id, by: .link, at: site.clock.now())
                site.clock.advance(by: SubscriberStore.keptAfterLeaving)
                try await site.subscribers.keepInOrder(at: site.clock.now())
            }
            #expect(try await unread.count() == 0)
            let left = try await site.database.read { connection in
                (
                    try connection.rows("SELECT subscriber FROM bounce").map {
                        try $0.value("subscriber", as: Subscriber.ID.self)
                    },
                    try connection.rows("SELECT subscriber FROM delivery WHERE reason <> ''").map {
                        try $0.value("subscriber", as: Subscriber.ID.self)
                    }
                )
            }
            #expect(left.0 == [bob.id])
            #expect(left.1 == [bob.id])
            // What was done stays counted.
            #expect(try await site.ledger.counts(of: [edition])[edition]?[.failed] == 2)
        }
    }
}
