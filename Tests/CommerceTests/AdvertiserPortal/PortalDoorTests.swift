import Commerce
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct PortalDoorTests {
    private struct Fixture {
        let advertising: AdvertisingFixture
        let clock = SettableClock(AdvertisingFixture.now)
        let optics: Slug

        var contacts: AdvertiserContactStore { AdvertiserContactStore(database: advertising.database) }
        var door: PortalDoor { PortalDoor(database: advertising.database, clock: clock) }

        func address(_ text: String = "ann@optics.example") throws -> EmailAddress { try #require(EmailAddress(text)) }

        func contact(_ text: String = "ann@optics.example", of partner: String = "optics") throws -> AdvertiserContact {
            AdvertiserContact(
                id: AdvertiserContact.ID(at: clock.now()), advertiser: try Slug(partner), name: "Ann",
                address: try address(text), made: clock.now())
        }

        func link(_ text: String = "ann@optics.example") async throws -> Secret {
            try #require(try await door.link(for: address(text))).secret
        }
    }

    private func withContact(
        _ engine: TestEngine, _ body: (Fixture, AdvertiserContact) async throws -> Void
    ) async throws {
        try await withAdvertising(engine) { advertising in
            let fixture = Fixture(advertising: advertising, optics: try Slug("optics"))
            let contact = try fixture.contact()
            try await fixture.contacts.add(contact, by: .test)
            try await body(fixture, contact)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkLetsItsOwnerInOnce(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, contact in
            let link = try await fixture.link("ANN@Optics.example")
            // Looking doesn’t use it up.
            for _ in 0..<3 { #expect(try await fixture.door.contact(byLink: link) == contact) }
            let session = try #require(try await fixture.door.enter(byLink: link, replacing: nil))
            #expect(try await fixture.door.contact(bySession: session) == contact)
            #expect(try await fixture.door.contact(byLink: link) == nil)
            #expect(try await fixture.door.enter(byLink: link, replacing: nil) == nil)
            // A link is no session, and a session no link.
            #expect(try await fixture.door.contact(bySession: link) == nil)
            #expect(try await fixture.door.enter(byLink: session, replacing: nil) == nil)
            try await fixture.door.leave(session)
            #expect(try await fixture.door.contact(bySession: session) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func ofManyWhoUseALinkAtOnceOneGetsIn(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, _ in
            let link = try await fixture.link()
            let door = fixture.door
            let entered = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { (try? await door.enter(byLink: link, replacing: nil)) ?? nil != nil } }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(entered == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func linksAndSessionsEnd(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, contact in
            let forgotten = try #require(
                try await fixture.door.link(for: contact.id, of: fixture.optics)
            ).secret
            let handed = try #require(
                try await fixture.door.link(for: contact.id, of: fixture.optics)
            ).secret
            #expect(try await fixture.door.contact(byLink: forgotten) == nil)
            let mailed = try await fixture.link()
            fixture.clock.advance(by: PortalDoor.mailedLink - .milliseconds(1))
            #expect(try await fixture.door.contact(byLink: mailed) != nil)
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await fixture.door.contact(byLink: mailed) == nil)
            #expect(try await fixture.door.enter(byLink: mailed, replacing: nil) == nil)
            #expect(try await fixture.door.contact(byLink: handed) != nil)
            let first = try #require(try await fixture.door.enter(byLink: handed, replacing: nil))
            fixture.clock.advance(by: PortalDoor.session)
            #expect(try await fixture.door.contact(bySession: first) == nil)
            let second = try #require(
                try await fixture.door.enter(byLink: fixture.link(), replacing: nil))
            // Signing in anew ends the session that this browser had.
            let third = try #require(
                try await fixture.door.enter(byLink: fixture.link(), replacing: second))
            #expect(try await fixture.door.contact(bySession: second) == nil)
            #expect(try await fixture.door.contact(bySession: third) != nil)
        }
    }

    /// Using one link makes the others that lie in mailboxes worthless.
    @Test(arguments: TestEngine.allCases)
    func whoGotInHasNoOtherLinks(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, _ in
            let (one, other) = (try await fixture.link(), try await fixture.link())
            #expect(try await fixture.door.enter(byLink: one, replacing: nil) != nil)
            #expect(try await fixture.door.enter(byLink: other, replacing: nil) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoIsRemovedIsOutAndForgotten(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, contact in
            let session = try #require(try await fixture.door.enter(byLink: fixture.link(), replacing: nil))
            let link = try await fixture.link()
            let rivals = try await AdvertisingFixture.campaign(
                of: "rivals", selling: ["maps"], in: fixture.advertising.database)
            await #expect(throws: Problem.self) {
                try await fixture.contacts.remove(contact.id, of: rivals.advertiser, by: .test)
            }
            #expect(try await fixture.door.link(for: contact.id, of: rivals.advertiser) == nil)
            try await fixture.contacts.remove(contact.id, of: fixture.optics, by: .test)
            #expect(try await fixture.door.contact(bySession: session) == nil)
            #expect(try await fixture.door.enter(byLink: link, replacing: nil) == nil)
            #expect(try await fixture.door.link(for: fixture.address()) == nil)
            #expect(try await fixture.contacts.contacts(of: fixture.optics).isEmpty)
            let events = try await CommerceHistory(database: fixture.advertising.database)
                .events(of: .contact, subject: "optics")
            #expect(events.map(\.action) == [.ended, .started])
            #expect(events.allSatisfy { !"\($0.title)\($0.detail)".contains("nn") })
            // The address is free again.
            try await fixture.contacts.add(fixture.contact(of: "rivals"), by: .test)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNoContactIsRefused(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, _ in
            func faults(_ contact: AdvertiserContact) async -> [String] {
                let problem = await #expect(throws: Problem.self) {
                    try await fixture.contacts.add(contact, by: .test)
                }
                return problem?.fieldErrors.map(\.field) ?? []
            }
            #expect(await faults(try fixture.contact("Ann@OPTICS.example")) == ["address"])
            #expect(await faults(try fixture.contact("bob@optics.example", of: "nobody")) == ["advertiser"])
            let named = { (name: String) in
                AdvertiserContact(
                    id: AdvertiserContact.ID(at: fixture.clock.now()), advertiser: fixture.optics, name: name,
                    address: try fixture.address("bob@optics.example"), made: fixture.clock.now())
            }
            for name in ["", "a\nb", "a\u{7}b", String(repeating: "a", count: 81)] {
                #expect(await faults(try named(name)) == ["name"], "\(name)")
            }
            for number in 1..<AdvertiserContactStore.most {
                try await fixture.contacts.add(fixture.contact("p\(number)@optics.example"), by: .test)
            }
            #expect(await faults(try fixture.contact("late@optics.example")) == ["address"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func linksAreAskedForSoOftenAndNotMore(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, _ in
            func kind(_ address: String, _ client: String) async throws -> Problem.Kind? {
                do {
                    try await fixture.door.ask(for: fixture.address(address), from: client)
                    return nil
                } catch let problem as Problem { return problem.kind }
            }
            // Three times for an address, known or not, wherever it comes from.
            for address in ["ann@optics.example", "nobody@optics.example"] {
                for number in 1...3 { #expect(try await kind(address, "192.0.2.\(number)") == nil) }
                #expect(try await kind(address.uppercased(), "198.51.100.1") == .limited)
            }
            // Twenty times from a network, whichever addresses.
            for number in 7...20 { #expect(try await kind("a\(number)@b.example", "192.0.2.200") == nil) }
            #expect(try await kind("another@b.example", "192.0.2.9") == .limited)
            #expect(try await kind("another@b.example", "2001:db8::1") == nil)
            fixture.clock.advance(by: .seconds(901))
            #expect(try await kind("ann@optics.example", "192.0.2.9") == nil)
            // What is kept of it is no address.
            let kept = try await fixture.advertising.database.read { connection in
                try connection.rows("SELECT subject FROM portal_attempt").map {
                    try $0.value("subject", as: [UInt8].self)
                }
            }
            #expect(kept.count == 2)
            #expect(kept.allSatisfy { $0.count == 32 })
        }
    }

    /// What one advertiser may see holds nothing of another’s.
    @Test(arguments: TestEngine.allCases)
    func whatIsAnothersIsNotThere(engine: TestEngine) async throws {
        try await withContact(engine) { fixture, _ in
            let advertising = fixture.advertising
            let rivals = try await AdvertisingFixture.campaign(
                of: "rivals", selling: ["maps"], in: advertising.database)
            let (mine, theirs) = (advertising.flight(), advertising.flight(of: rivals))
            for flight in [mine, theirs] { _ = try await advertising.book(flight) }
            let own = OwnAdvertising(of: fixture.optics, database: advertising.database)
            let now = fixture.clock.now()
            #expect(try await own.flights(at: now, in: .utc).map(\.flight.id) == [mine.id])
            #expect(try await own.flight(mine.id, at: now, in: .utc)?.creatives.count == 1)
            #expect(try await own.flight(theirs.id, at: now, in: .utc) == nil)
            #expect(try await own.flight(Flight.ID(at: now), at: now, in: .utc) == nil)
        }
    }
}
