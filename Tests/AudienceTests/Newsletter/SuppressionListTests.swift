import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct SuppressionListTests {
    @Test(arguments: TestEngine.allCases)
    func theListGoesOnWhereItEndedAndShowsOnlyWhatIsKept(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = SuppressionStore(database: site.database, key: site.key)
            let ann = try await site.subscriber("ann@mail.example")
            let bob = try await site.subscriber("bob@mail.example")
            try await store.suppress(ann.address, at: site.clock.now())
            // At the same moment, so that only the digest tells them apart.
            for number in 0..<4 {
                try await store.suppress(site.address("x\(number)@mail.example"), at: site.clock.now())
            }
            try await site.subscribers.leave(bob.id, by: .link, at: site.clock.now())
            #expect(try await store.counts() == [.staff: 5, .left: 1])
            var found: [ListedSuppression] = []
            while true {
                let page = try await store.list(
                    [.staff], most: 2, after: found.last.map { ($0.suppression.made, $0.digest) })
                found += page
                if page.count < 2 { break }
            }
            #expect(found.count == 5 && Set(found.map(\.digest)).count == 5)
            #expect(found.compactMap(\.address) == [ann.address])
            let left = try await store.list([.left, .erased], most: 2)
            #expect(left.map(\.address) == [bob.address])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverAllowsAnAddressSaysWhy(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = SuppressionStore(database: site.database, key: site.key)
            let address = try site.address("ann@mail.example")
            try await store.suppress(address, at: site.clock.now())
            let digest = site.key.digest(of: address)
            for reason in ["", " \n\t ", String(repeating: "a", count: SuppressionStore.longestReason + 1)] {
                await #expect(throws: Problem.self) {
                    try await store.allow(digest, because: reason, by: "Pat", at: site.clock.now())
                }
            }
            #expect(try await store.standing(of: address).suppression != nil)
            #expect(try await store.allow(digest, because: "She\nwrote  to us.", by: "Pat", at: site.clock.now()))
            #expect(try await !store.allow(digest, because: "Again.", by: "Pat", at: site.clock.now()))
            let ended = try await store.ended(most: 10)
            #expect(ended.map(\.why) == ["She wrote to us."] && ended.map(\.who) == ["Pat"])
            #expect(ended.first?.digest == digest && ended.first?.suppression.reason == .staff)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverComplainsOfTheFirstMailGetsNoOther(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = SuppressionStore(database: site.database, key: site.key)
            let address = try site.address("ann@mail.example")
            let digest = site.key.digest(of: address)
            func stop() async throws -> Bool {
                try await store.stop(digest, because: .complained, source: "notice", at: site.clock.now())
            }
            #expect(try await !stop())
            _ = try await site.signUp("ann@mail.example")
            #expect(try await stop())
            #expect(try await store.standing(of: address).suppression?.reason == .complained)
            #expect(try await site.signUp("ann@mail.example") == .nothing)
        }
    }

    /// Somebody who left and whose mail came back as well, in whichever order.
    @Test(arguments: TestEngine.allCases, [true, false])
    func allowingAnAddressBringsNobodyBackWhoLeft(engine: TestEngine, leavesFirst: Bool) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = SuppressionStore(database: site.database, key: site.key)
            let ann = try await site.subscriber("ann@mail.example")
            func step(_ body: () async throws -> Void) async throws {
                try await body()
                site.clock.advance(by: .seconds(1))
            }
            func leave() async throws {
                try await site.subscribers.leave(ann.id, by: .oneClick, at: site.clock.now())
            }
            let digest = site.key.digest(of: ann.address)
            func complain() async throws {
                let isKnown = try await store.stop(
                    digest, because: .complained, source: "notice", at: site.clock.now())
                #expect(isKnown)
            }
            try await step(leavesFirst ? leave : complain)
            try await step(leavesFirst ? complain : leave)
            #expect(try await store.standing(of: ann.address).suppression?.reason == .complained)
            #expect(try await site.signUp("ann@mail.example") == .nothing)
            #expect(try await store.allow(digest, because: "A mistake.", by: "Pat", at: site.clock.now()))
            #expect(try await store.standing(of: ann.address).state == .left)
            // No import brings them back either, and they themselves may.
            #expect(try await store.standing(of: ann.address).suppression?.reason == .left)
            guard case .confirm(let id) = try await site.signUp("ann@mail.example") else {
                Issue.record("They may sign up")
                return
            }
            site.clock.advance(by: .seconds(1))
            #expect(try await site.confirm(id)?.state == .active)
        }
    }

    /// A stranger who signs an address up says nothing for whoever left with it.
    @Test(arguments: TestEngine.allCases)
    func aStrangersSignUpTakesNoLeavingBack(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = SuppressionStore(database: site.database, key: site.key)
            let ann = try await site.subscriber("ann@mail.example")
            try await site.subscribers.leave(ann.id, by: .link, at: site.clock.now())
            #expect(try await site.signUp("ann@mail.example") == .confirm(ann.id))
            site.clock.advance(by: .seconds(1))
            try await store.suppress(ann.address, at: site.clock.now())
            #expect(try await store.standing(of: ann.address).state == .stopped)
            #expect(try await store.allow(ann.address, because: "A mistake.", by: "Pat", at: site.clock.now()))
            #expect(try await store.standing(of: ann.address).state == .left)
        }
    }
}
