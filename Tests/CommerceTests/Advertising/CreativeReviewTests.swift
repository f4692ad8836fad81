import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct CreativeReviewTests {
    private static let business = Signature(
        account: StaffID(at: AdvertisingFixture.now), name: "Bea", at: AdvertisingFixture.now)

    /// What a server shows on a page.
    private func shown(_ fixture: AdvertisingFixture) async throws -> [Creative.ID] {
        let server = try await LiveAdvertising(
            database: fixture.database, clock: FixedClock(AdvertisingFixture.now), zone: { .utc },
            engine: DecisionEngine(seed: 1))
        try await server.pulse()
        var visit = server.engine.visit(PageSubject(), on: .desktop, in: nil)
        return Slot.Place.onPages.compactMap { server.engine.decide($0, for: &visit)?.creative.id }
    }

    private func problem(_ body: () async throws -> Void) async -> String? {
        await #expect(throws: Problem.self) { try await body() }?.slug
    }

    @Test(arguments: TestEngine.allCases)
    func whatAnAdvertiserSubmitsIsShownOnceItIsApproved(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            let creative = fixture.creative(of: flight)
            try await fixture.creatives.submit(creative, isFinished: false, by: .test)
            #expect(try await fixture.creatives.reviewed(creative.id)?.review.state == .draft)
            #expect(try await fixture.creatives.waiting().isEmpty)
            let draft = await problem {
                try await fixture.creatives.decide(creative.id, .approve, revision: 1, by: Self.business)
            }
            #expect(draft == "creative-changed")
            try await fixture.creatives.submit(creative, by: .test)
            #expect(try await fixture.creatives.waiting().map(\.creative) == [creative])
            #expect(try await shown(fixture).isEmpty)
            try await fixture.creatives.decide(creative.id, .approve, revision: 2, by: Self.business)
            let approved = try #require(try await fixture.creatives.reviewed(creative.id))
            #expect(approved.mayBeShown)
            #expect(approved.review.decided == Self.business)
            #expect(try await shown(fixture) == [creative.id])
            #expect(try await fixture.creatives.waiting().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsRefusedIsNotShownAndSaysWhy(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            #expect(try await shown(fixture) == [creative.id])
            for reason in ["", String(repeating: "x", count: 301), "a\u{1}"] {
                let wrong = await problem {
                    try await fixture.creatives.decide(
                        creative.id, .refuse(reason: reason), revision: 1, by: Self.business)
                }
                #expect(wrong == "verdict-invalid")
            }
            try await fixture.creatives.decide(
                creative.id, .refuse(reason: "It promises cures."), revision: 1, by: Self.business)
            #expect(try await shown(fixture).isEmpty)
            #expect(try await fixture.creatives.reviewed(creative.id)?.review.refusal == "It promises cures.")
            let events = try await CommerceHistory(database: fixture.database)
                .events(of: .creative, subject: creative.id.description)
            #expect(events[0].detail.contains("approval: “approved” → “refused”"))
            #expect(events[0].detail.contains("It promises cures."))
            // Twice is once.
            try await fixture.creatives.decide(
                creative.id, .refuse(reason: "It promises cures."), revision: 1, by: Self.business)
            let again = try await CommerceHistory(database: fixture.database)
                .events(of: .creative, subject: creative.id.description)
            #expect(again.count == events.count)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyApprovesWhatTheyHaveNotSeen(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            let creative = fixture.creative(of: flight)
            try await fixture.creatives.submit(creative, by: .test)
            let other = Creative(
                id: creative.id, flight: flight.id, name: "Text", place: .top,
                content: .text(headline: "Another", text: "Text."), destination: creative.destination)
            try await fixture.creatives.submit(other, by: .test)
            let stale = await problem {
                try await fixture.creatives.decide(creative.id, .approve, revision: 1, by: Self.business)
            }
            #expect(stale == "creative-changed")
            #expect(try await shown(fixture).isEmpty)
            // What was approved and is changed by its advertiser waits again.
            try await fixture.creatives.decide(creative.id, .approve, revision: 2, by: Self.business)
            try await fixture.creatives.submit(creative, by: .test)
            #expect(try await fixture.creatives.reviewed(creative.id)?.review == .init(state: .awaiting, revision: 3))
            #expect(try await shown(fixture).isEmpty)
            // The business side’s own word is enough.
            try await fixture.creatives.save(creative, by: Self.business)
            #expect(try await shown(fixture) == [creative.id])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatHasEndedStaysAsItWas(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            try await fixture.creatives.end(creative.id, by: Self.business)
            #expect(try await fixture.creatives.creative(creative.id)?.ended == AdvertisingFixture.now)
            #expect(try await shown(fixture).isEmpty)
            #expect(await problem { try await fixture.creatives.end(creative.id, by: .test) } == "creative-ended")
            #expect(await problem { try await fixture.creatives.save(creative, by: .test) } == "creative-ended")
            #expect(await problem { try await fixture.creatives.submit(creative, by: .test) } == "creative-ended")
            let decided = await problem {
                try await fixture.creatives.decide(creative.id, .refuse(reason: "Late."), revision: 1, by: .test)
            }
            #expect(decided == "creative-changed")
            let nobody = Creative.ID(at: AdvertisingFixture.now)
            #expect(await problem { try await fixture.creatives.end(nobody, by: .test) } == "creative-not-found")
            let unknown = await problem {
                try await fixture.creatives.decide(nobody, .approve, revision: 1, by: .test)
            }
            #expect(unknown == "creative-not-found")
        }
    }
}
