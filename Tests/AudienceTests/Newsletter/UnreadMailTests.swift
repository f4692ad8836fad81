import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct UnreadMailTests {
    private func mail(
        _ text: String, delivery: Delivery.ID? = nil, at moment: Timestamp,
        to recipient: String = "abuse@bounces.example"
    ) -> UnreadMail {
        UnreadMail(Array(text.utf8), to: recipient, because: .words, delivery: delivery, at: moment)
    }

    @Test(arguments: TestEngine.allCases)
    func aMailIsKeptAsItCameUntilSomebodyLooks(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = UnreadMailStore(database: site.database)
            let bytes: [UInt8] = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let mail = UnreadMail(
                bytes, to: "abuse@bounces.example", because: .letter, delivery: nil, at: site.clock.now())
            for _ in 0..<2 { try await store.keep(mail) }
            // The same bytes under another name are the same mail.
            try await store.keep(
                UnreadMail(bytes, to: "x@bounces.example", because: .words, delivery: nil, at: site.clock.now()))
            #expect(try await store.count() == 1)
            let kept = try #require(try await store.mail(mail.id))
            #expect(kept == mail && kept.size == 200_000 && kept.content == Array(bytes.prefix(UnreadMail.longest)))
            let listed = try #require(try await store.latest(most: 10).first)
            #expect(listed.content == Array(bytes.prefix(8192)) && listed.reason == .letter)
            #expect(try await store.dismiss(mail.id))
            #expect(try await !store.dismiss(mail.id))
            #expect(try await store.mail(mail.id) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyFillsMoreThanTheirRoom(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            var room = UnreadMailStore.Room()
            (room.ofDelivery, room.ofNone, room.all) = (2, 3, 6)
            let store = UnreadMailStore(database: site.database, room: room)
            let ann = Delivery.ID(at: site.clock.now())
            for number in 0..<5 {
                try await store.keep(mail("ann \(number)", delivery: ann, at: site.clock.now()))
                site.clock.advance(by: .seconds(1))
                try await store.keep(mail("none \(number)", at: site.clock.now()))
                site.clock.advance(by: .seconds(1))
            }
            func texts() async throws -> Set<String> {
                Set(try await store.latest(most: 100).map { String(decoding: $0.content, as: UTF8.self) })
            }
            #expect(try await texts() == ["ann 3", "ann 4", "none 2", "none 3", "none 4"])
            for number in 0..<3 {
                site.clock.advance(by: .seconds(1))
                let other = Delivery.ID(at: site.clock.now())
                try await store.keep(mail("other \(number)", delivery: other, at: site.clock.now()))
            }
            // The oldest have given way.
            #expect(try await texts() == ["ann 4", "none 3", "none 4", "other 0", "other 1", "other 2"])
            site.clock.advance(by: UnreadMailStore.patience - .seconds(2))
            try await store.keepInOrder(at: site.clock.now())
            #expect(try await texts() == ["other 1", "other 2"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aListGoesOnWhereItEnded(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let store = UnreadMailStore(database: site.database)
            for number in 0..<5 {
                try await store.keep(mail("mail \(number)", at: site.clock.now()))
                site.clock.advance(by: .seconds(1))
            }
            let first = try await store.latest(most: 2)
            let second = try await store.latest(most: 2, before: first.last?.id)
            #expect(
                (first + second).map { String(decoding: $0.content, as: UTF8.self) }
                    == ["mail 4", "mail 3", "mail 2", "mail 1"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverIsErasedTakesTheirMailsAlong(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let edition = try await site.edition()
            _ = try await site.ledger.begin(edition, at: site.clock.now())
            let batch = try await site.ledger.take(edition, for: "one", most: 10, at: site.clock.now())
            let delivery = try #require(batch.first?.id)
            let store = UnreadMailStore(database: site.database)
            try await store.keep(mail("about ann", delivery: delivery, at: site.clock.now()))
            try await store.keep(mail("about nobody", at: site.clock.now()))
            #expect(try await site.subscribers.file(of: ann.id)?.unread.map(\.content) == ["about ann"])
            try await site.subscribers.erase(ann.id, at: site.clock.now())
            #expect(try await store.count() == 1)
        }
    }
}
