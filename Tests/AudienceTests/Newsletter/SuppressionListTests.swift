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
}
