import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct SignUpTests {
    @Test(arguments: TestEngine.allCases)
    func nobodyIsSubscribedBeforeTheyConfirm(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let reply = try await site.signUp("Ann@Mail.example", .weekly, topics: ["science", "maps"])
            guard case .confirm(let id) = reply else { throw NewsletterFixture.FixtureFault() }
            #expect(try await site.subscribers.subscriber(id)?.state == .awaiting)
            site.clock.advance(by: .seconds(60))
            let subscriber = try #require(try await site.confirm(id))
            #expect(subscriber.state == .active && subscriber.rhythm == .weekly)
            #expect(subscriber.address.text == "Ann@Mail.example")
            #expect(subscriber.topics == [try Slug("science"), try Slug("maps")])
            #expect(subscriber.confirmed == site.clock.now())
            // Again changes nothing, and writing the address another way is the same person.
            site.clock.advance(by: .seconds(60))
            #expect(try await site.confirm(id) == subscriber)
            #expect(try await site.signUp("ANN@mail.example") == .known(id))
            let file = try #require(try await site.subscribers.file(of: id))
            #expect(file.consents.map(\.act) == [.asked, .confirmed])
            #expect(file.consents.map(\.means) == [.form, .link])
            #expect(file.consents[0].page == "/moon" && file.consents[0].wording == ConsentWording.current.version)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aConfirmationOfNobodyOrOfWhoeverLeftIsNone(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            #expect(try await site.confirm(Subscriber.ID(at: site.clock.now())) == nil)
            let ann = try await site.subscriber("ann@mail.example")
            try await site.subscribers.leave(ann.id, by: .link, at: site.clock.now())
            // The old link lies in the mailbox still, and does not bring them back.
            #expect(try await site.confirm(ann.id) == nil)
            #expect(try await site.subscribers.subscriber(ann.id)?.state == .left)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aMailboxGetsThreeMailsADayHoweverItIsWritten(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            for (number, text) in ["ann@mail.example", "ann+a@mail.example", "ANN+b@MAIL.example"].enumerated() {
                _ = try await site.signUp(text, network: "192.0.\(number).1")
            }
            for text in ["ann@mail.example", "ann+c@mail.example"] {
                await #expect(throws: SignUpThrottle.limited) { try await site.signUp(text, network: "192.0.9.1") }
            }
            // Another node has another memory, and the same database.
            let other = SignUps(database: site.database, key: site.key)
            await #expect(throws: SignUpThrottle.limited) {
                try await other.take(
                    SignUp(address: site.address("ann+d@mail.example"), rhythm: .daily, topics: [], page: "/"),
                    from: nil, at: site.clock.now())
            }
            site.clock.advance(by: .seconds(86_401))
            _ = try await site.signUp("ann@mail.example")
            #expect(try await site.count("newsletter_attempt") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aNetworkAndAHostAreLimited(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            for number in 0..<20 { _ = try await site.signUp("p\(number)@mail.example", network: "192.0.2.\(number)") }
            await #expect(throws: SignUpThrottle.limited) {
                try await site.signUp("p20@mail.example", network: "192.0.2.200")
            }
            _ = try await site.signUp("p20@mail.example", network: "192.0.3.1")
            for number in 21..<300 {
                _ = try await site.signUp("p\(number)@mail.example", network: "192.\(number / 200).\(number % 200).1")
            }
            await #expect(throws: SignUpThrottle.limited) {
                try await site.signUp("p301@MAIL.example", network: "203.0.113.1")
            }
            _ = try await site.signUp("p301@other.example", network: "203.0.113.1")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingIsSentToWhatBouncedOrComplained(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            for reason in Suppression.Reason.allCases {
                let text = "\(reason.rawValue)@mail.example"
                let digest = site.key.digest(of: try site.address(text))
                let now = site.clock.now()
                try await site.database.write {
                    try SuppressionList.add(digest, reason, source: "test", at: now, $0)
                }
                let reply = try await site.signUp(text)
                guard reason.endsWithConfirmation else {
                    #expect(reply == .nothing, "\(reason)")
                    continue
                }
                guard case .confirm(let id) = reply else { throw NewsletterFixture.FixtureFault() }
                #expect(try await site.suppression(of: text)?.reason == reason)
                #expect(try await site.confirm(id)?.state == .active)
                #expect(try await site.suppression(of: text) == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDatabaseKnowsItsKey(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            try await AudienceKeyCheck.require(site.key, in: site.database)
            try await AudienceKeyCheck.require(site.key, in: site.database)
            let other = try #require(AudienceKey(Array(1..<33)))
            await #expect { try await AudienceKeyCheck.require(other, in: site.database) } throws: {
                ($0 as? Problem)?.slug == "audience-key"
            }
        }
    }

    /// Nobody can be named by a copy of the tables.
    @Test(arguments: TestEngine.allCases)
    func noTableHoldsAnAddress(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@mail.example")
            let rows = try await site.database.read { connection in
                try ["subscriber", "consent", "newsletter_attempt", "suppression"].flatMap { table in
                    try connection.rows(SQL(stringLiteral: "SELECT * FROM \(table)"))
                }
            }
            for value in rows.flatMap(\.values) {
                switch value {
                case .text(let text): #expect(!text.contains("ann"))
                case .bytes(let bytes): #expect(!String(decoding: bytes, as: UTF8.self).contains("ann"))
                default: break
                }
            }
            #expect(try await site.subscribers.subscriber(ann.id)?.address.text == "ann@mail.example")
        }
    }
}
