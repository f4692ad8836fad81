import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct SubscriberStoreTests {
    @Test(arguments: TestEngine.allCases)
    func whatSomebodyGetsCanBeChanged(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let now = site.clock.now()
            #expect(
                try await site.subscribers.change(ann.id, topics: [Slug("maps")], rhythm: .weekly, at: now))
            let changed = try #require(try await site.subscribers.subscriber(ann.id))
            #expect(changed.topics == [try Slug("maps")] && changed.rhythm == .weekly)
            #expect(try await site.subscribers.change(ann.id, topics: [Slug("maps")], rhythm: .weekly, at: now))
            #expect(
                try await site.subscribers.file(of: ann.id)?.consents.map(\.act) == [.asked, .confirmed, .changed])
            #expect(try await !site.subscribers.change(Subscriber.ID(at: now), topics: [], rhythm: .daily, at: now))
            try await site.subscribers.leave(ann.id, by: .form, at: now)
            #expect(try await !site.subscribers.change(ann.id, topics: [], rhythm: .daily, at: now))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aPauseEndsOnItsDay(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            #expect(try await site.subscribers.pause(ann.id, days: 14, at: site.clock.now()))
            site.clock.advance(by: .seconds(14 * 86_400 - 1))
            try await site.subscribers.keepInOrder(at: site.clock.now())
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .paused)
            site.clock.advance(by: .seconds(1))
            try await site.subscribers.keepInOrder(at: site.clock.now())
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .active)
            #expect(try await site.subscribers.pause(ann.id, days: 14, at: site.clock.now()))
            #expect(try await site.subscribers.resume(ann.id, at: site.clock.now()))
            #expect(try await site.subscribers.subscriber(ann.id)?.resumes == nil)
            #expect(try await !site.subscribers.resume(ann.id, at: site.clock.now()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func leavingIsForGoodAndCanBeDoneTwice(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            for _ in 0..<2 { try await site.subscribers.leave(ann.id, by: .oneClick, at: site.clock.now()) }
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .left)
            #expect(try await site.suppression(of: "ANN@mail.example")?.reason == .left)
            #expect(
                try await site.subscribers.file(of: ann.id)?.consents.map(\.means) == [.form, .link, .oneClick])
            // They may change their mind for a month, and are forgotten then.
            #expect(try await site.subscribers.resume(ann.id, at: site.clock.now()))
            #expect(try await site.suppression(of: "ann@mail.example") == nil)
            try await site.subscribers.leave(ann.id, by: .link, at: site.clock.now())
            site.clock.advance(by: SubscriberStore.keptAfterLeaving - .seconds(1))
            try await site.subscribers.keepInOrder(at: site.clock.now())
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .left)
            site.clock.advance(by: .seconds(1))
            try await site.subscribers.keepInOrder(at: site.clock.now())
            #expect(try await site.subscribers.subscriber(ann.id) == nil)
            #expect(try await site.count("consent") == 0)
            #expect(try await site.suppression(of: "ann@mail.example")?.reason == .left)
            // Nobody is there to leave, and nothing happens.
            try await site.subscribers.leave(ann.id, by: .link, at: site.clock.now())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverNeverConfirmedIsForgotten(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            _ = try await site.signUp("ann@mail.example")
            site.clock.advance(by: SubscriptionToken.confirmation - .seconds(1))
            try await site.subscribers.keepInOrder(at: site.clock.now())
            #expect(try await site.subscribers.counts() == [.awaiting: 1])
            site.clock.advance(by: .seconds(1))
            try await site.subscribers.keepInOrder(at: site.clock.now())
            #expect(try await site.subscribers.counts() == [:])
            #expect(try await site.suppression(of: "ann@mail.example") == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func erasingLeavesADigestAlone(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            for _ in 0..<2 { try await site.subscribers.erase(ann.id, at: site.clock.now()) }
            #expect(try await site.subscribers.file(of: ann.id) == nil)
            #expect(try await site.count("subscriber") == 0)
            #expect(try await site.count("consent") == 0)
            #expect(try await site.suppression(of: "ann@mail.example")?.reason == .erased)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasStoppedStaysStopped(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let now = site.clock.now()
            try await site.database.write { connection in
                let row = try #require(try SubscriberRow.find(ann.id, connection))
                try SubscriberChange.stop(row, .complained, by: .bounce, source: "test", at: now, connection)
            }
            try await site.subscribers.leave(ann.id, by: .link, at: now)
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .stopped)
            #expect(try await site.suppression(of: "ann@mail.example")?.reason == .complained)
            #expect(try await !site.subscribers.resume(ann.id, at: now))
            #expect(try await site.signUp("ann@mail.example") == .nothing)
            // Erasing doesn’t make it possible to write to them again.
            try await site.subscribers.erase(ann.id, at: now)
            #expect(try await site.suppression(of: "ann@mail.example")?.reason == .complained)
            #expect(try await site.signUp("ann@mail.example") == .nothing)
        }
    }
}
