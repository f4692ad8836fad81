import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct DeliveryOutcomeTests {
    /// One delivery that a worker has begun.
    private func taken(_ site: NewsletterFixture) async throws -> (Edition.ID, Delivery) {
        _ = try await site.addSubscribers(1)
        let edition = try await site.edition()
        #expect(try await site.ledger.begin(edition, at: site.clock.now()))
        let batch = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
        let delivery = try #require(batch.first)
        _ = try await site.ledger.begin([delivery.id], of: edition, by: "one", at: site.clock.now())
        return (edition, delivery)
    }

    private func settle(
        _ site: NewsletterFixture, _ edition: Edition.ID, _ delivery: Delivery, _ outcome: Delivery.Outcome
    ) async throws {
        try await site.ledger.settle([delivery.id: outcome], of: edition, by: "one", at: site.clock.now())
    }

    @Test(arguments: TestEngine.allCases)
    func aWorkerThatAsksForTimeIsNotTakenForDead(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            for _ in 0..<4 {
                site.clock.advance(by: DeliveryLedger.lease - .seconds(1))
                try await site.ledger.renew([delivery.id], of: edition, by: "one", at: site.clock.now())
                // Nobody else can ask for it.
                try await site.ledger.renew([delivery.id], of: edition, by: "two", at: .init(milliseconds: 0))
                #expect(try await site.ledger.giveUpDead(at: site.clock.now()) == 0)
            }
            site.clock.advance(by: DeliveryLedger.lease + .seconds(1))
            #expect(try await site.ledger.giveUpDead(at: site.clock.now()) == 1)
        }
    }

    /// What was given up and turns out not to have been sent is sent after all, also when the edition had ended by then.
    @Test(arguments: TestEngine.allCases)
    func anEditionThatEndedTooEarlyGoesOn(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            site.clock.advance(by: DeliveryLedger.lease + .seconds(1))
            #expect(try await site.ledger.giveUpDead(at: site.clock.now()) == 1)
            #expect(try await site.ledger.take(edition, for: "two", most: 10, at: site.clock.now()).isEmpty)
            #expect(try await site.ledger.finish(edition, at: site.clock.now()))
            try await settle(site, edition, delivery, .untried("stopped"))
            #expect(try await site.ledger.progress(of: edition)?.state == .sending)
            site.clock.advance(by: .seconds(60))
            let again = try await site.ledger.take(edition, for: "two", most: 10, at: site.clock.now())
            #expect(again.map(\.id) == [delivery.id])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsHeldComesWhenItsTimeIsOver(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            try await settle(site, edition, delivery, .held("resting", for: .seconds(1000)))
            site.clock.advance(by: .seconds(999))
            #expect(try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now()).isEmpty)
            site.clock.advance(by: .seconds(1))
            #expect(try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now()).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aRefusalThatSaysNothingOfTheAddressEndsThisMailAlone(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            try await settle(site, edition, delivery, .refused("554 5.6.0 no such mail here"))
            #expect(try await site.states(of: edition) == [delivery.subscriber: .failed])
            let state = try await site.subscribers.subscriber(delivery.subscriber)?.state
            #expect(state == .active)
            #expect(try await site.ledger.finish(edition, at: site.clock.now()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverWantsOtherTopicsByNowIsPassedOver(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            try await settle(site, edition, delivery, .unwanted("nothing for them"))
            #expect(try await site.states(of: edition) == [delivery.subscriber: .skipped])
        }
    }

    /// Mails that alone are refused can’t keep an edition from ever ending.
    @Test(arguments: TestEngine.allCases)
    func stoppingEverythingHasAnEnd(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            for _ in 0..<EditionHalt.most {
                try await settle(site, edition, delivery, .halted("550 5.7.1 go away", cause: "5.7.1 a.example"))
                let progress = try #require(try await site.ledger.progress(of: edition))
                #expect(progress.state == .paused && progress.halt == "550 5.7.1 go away")
                try await site.ledger.resume(edition, at: site.clock.now())
                site.clock.advance(by: .seconds(301))
                _ = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
            }
            var tries = 0
            while try await site.states(of: edition) != [delivery.subscriber: .failed], tries < 20 {
                tries += 1
                try await settle(site, edition, delivery, .halted("550 5.7.1 go away", cause: "5.7.1 a.example"))
                #expect(try await site.ledger.progress(of: edition)?.state == .sending)
                site.clock.advance(by: .seconds(86_400))
                _ = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
            }
            #expect(tries == DeliveryLedger.waits.count + 1)
            #expect(try await site.ledger.finish(edition, at: site.clock.now()))
            #expect(try await site.subscribers.subscriber(delivery.subscriber)?.state == .active)
        }
    }

    /// Once somebody has looked and others get theirs, those whose server goes on refusing wait, and keep nobody else waiting.
    @Test(arguments: TestEngine.allCases)
    func whatConcernsSomeStopsTheOthersOnce(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let all = try await site.addSubscribers(5)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let batch = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
            let refused = Delivery.Outcome.halted("550 5.7.1 go away", cause: "5.7.1 a.example")
            // Two of one wave are one stop.
            for delivery in batch.prefix(2) { try await settle(site, edition, delivery, refused) }
            #expect(try await site.ledger.progress(of: edition)?.state == .paused)
            try await site.ledger.resume(edition, at: site.clock.now())
            try await settle(site, edition, batch[2], .sent)
            try await settle(site, edition, batch[3], refused)
            #expect(try await site.ledger.progress(of: edition)?.state == .sending)
            #expect(try await site.states(of: edition)[batch[3].subscriber] == .pending)
            // Another cause is another matter.
            let other = Delivery.Outcome.halted("550 5.7.1 go away", cause: "5.7.1 b.example")
            try await settle(site, edition, batch[4], other)
            #expect(try await site.ledger.progress(of: edition)?.state == .paused)
            #expect(try await site.states(of: edition).keys.count == all.count)
        }
    }

    /// While the sender as a whole is refused, nobody’s mail fails, however often somebody goes on in vain.
    @Test(arguments: TestEngine.allCases)
    func whatConcernsEverybodyStopsEachTime(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let (edition, delivery) = try await taken(site)
            for _ in 0..<(EditionHalt.most * 2) {
                try await settle(site, edition, delivery, .halted("550 5.7.1 who are you"))
                #expect(try await site.ledger.progress(of: edition)?.state == .paused)
                #expect(try await site.states(of: edition) == [delivery.subscriber: .pending])
                try await site.ledger.resume(edition, at: site.clock.now())
                let again = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
                #expect(again.count == 1)
            }
            try await settle(site, edition, delivery, .sent)
            #expect(try await site.ledger.finish(edition, at: site.clock.now()))
        }
    }

    /// Nothing that a worker took is left in doubt because it was told to stop.
    @Test(arguments: TestEngine.allCases)
    func aStuckPassStopsAfterItsFirstBatches(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.addSubscribers(1500)
            let edition = try await site.edition()
            #expect(try await site.ledger.begin(edition, at: site.clock.now()))
            let sending = EditionSending(
                ledger: site.ledger, transport: ClosedTransport(), clock: site.clock, worker: "one")
            #expect(try await sending.pass(edition, lanes: 2) == .stuck)
            #expect(try await site.ledger.progress(of: edition)?.counts == [.pending: 2 * EditionSending.batch])
        }
    }
}

/// Nobody answers.
private struct ClosedTransport: MessageTransport {
    func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async {
        record.end(Dictionary(uniqueKeysWithValues: batch.map { ($0.id, .untried("nobody answers")) }))
    }
}
