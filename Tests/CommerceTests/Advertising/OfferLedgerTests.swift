import Commerce
import Database
import Kernel
import Synchronization
import TestSupport
import Testing

@Suite struct OfferLedgerTests {
    private let now = AdvertisingFixture.now
    private let node = NodeNumber(7)

    private func seal(_ database: any Database) async throws -> CurrentSeal {
        CurrentSeal(try await OfferKeyStore(database: database).seal(at: now))
    }

    /// An offer with its text.
    private func offer(_ creative: Creative, _ seal: CurrentSeal, at moment: Timestamp? = nil) throws -> (Offer, String)
    {
        let offer = Offer(of: creative.id, in: .top, onPage: "/moon", at: moment ?? now, node: node)
        return (offer, try #require(seal.seal(offer)))
    }

    private func rows(_ database: any Database) async throws -> [Row] {
        try await database.read { try $0.rows("SELECT * FROM offer_event ORDER BY at, id") }
    }

    @Test(arguments: TestEngine.allCases)
    func concurrentHitsOnOneOfferCountOnceWhateverTheServer(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            let seal = try await seal(fixture.database)
            let ledgers = (0..<3).map { _ in OfferLedger(database: fixture.database, seal: seal) }
            let offers = try (0..<20).map { _ in try offer(creative, seal) }
            let outcomes = await withTaskGroup(of: Hit.Outcome?.self) { group in
                for round in 0..<6 {
                    for (_, text) in offers {
                        for event in OfferEvent.allCases {
                            let hit = Hit(event, offer: text, creative: creative.id.description, at: now)
                            group.addTask { await ledgers[round % 3].enter(hit) }
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == [.counted: 40, .repeated: 200])
            let line = try #require(try await fixture.reports.byFlight().first)
            #expect(line.views == 20 && line.clicks == 20)
            #expect(line.notCounted == [.repeated: 200])
            // Four thousandths of a euro for each view.
            #expect(line.earned == .euros("0.08"))
            #expect(try await fixture.reports.differences().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatDoesNotCountIsKeptWithItsReason(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            let other = try await fixture.book(fixture.flight())
            let seal = try await seal(fixture.database)
            let ledger = OfferLedger(database: fixture.database, seal: seal)
            let name = creative.id.description
            let (offer, text) = try offer(creative, seal)
            func outcome(
                _ event: OfferEvent, _ text: String, _ creative: String, after seconds: Int, _ fault: Hit.Outcome? = nil
            ) async -> Hit.Outcome? {
                await ledger.enter(
                    Hit(event, offer: text, creative: creative, at: now.advanced(by: .seconds(seconds)), fault: fault))
            }
            #expect(await outcome(.view, text + "A", name, after: 1) == .forged)
            #expect(await outcome(.view, "", name, after: 1) == .forged)
            #expect(await outcome(.view, text, other.id.description, after: 1) == .swapped)
            #expect(await outcome(.view, text, "' OR 1=1", after: 1) == .swapped)
            #expect(await outcome(.view, text, name, after: 901) == .expired)
            #expect(await outcome(.click, text, name, after: 7201) == .expired)
            #expect(await outcome(.view, text, name, after: -61) == .early)
            for fault: Hit.Outcome in [.head, .prefetch, .crawler, .unfurler, .noAgent, .tooMany] {
                #expect(await outcome(.click, text, name, after: 1, fault) == fault)
            }
            // None of them took anything away.
            #expect(await outcome(.view, text, name, after: 900) == .counted)
            #expect(await outcome(.click, text, name, after: 7200) == .counted)
            #expect(await outcome(.view, text, name, after: 900) == .repeated)
            let stranger = Offer(of: Creative.ID(at: now), in: .top, onPage: "/", at: now, node: node)
            let unknown = try #require(seal.seal(stranger))
            #expect(await outcome(.view, unknown, stranger.creative.description, after: 1) == .unknown)
            let written = try await rows(fixture.database)
            #expect(written.count == 17)
            #expect(try await fixture.reports.strays() == [.forged: 2, .unknown: 1])
            let line = try #require(try await fixture.reports.byFlight().first)
            #expect(line.views == 1 && line.clicks == 1)
            #expect(line.notCounted[.swapped] == 2 && line.notCounted[.expired] == 2)
            let counted = try written.filter { try $0.value("outcome", as: Hit.Outcome.self) == .counted }
            #expect(try counted.map { try $0.value("offer", as: Offer.ID.self) } == [offer.id, offer.id])
            #expect(try counted.map { try $0.value("page", as: String.self) } == ["/moon", "/moon"])
        }
    }

    /// Random hits, each kind of mischief among them, by clocks that jump: checked against a model that knows the rules.
    @Test(arguments: TestEngine.allCases)
    func whateverComesInWhateverOrderEachEventCountsOnceAtMost(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let seed = UInt64.random(in: 0 ... .max)
            var generator = SeededGenerator(seed: seed)
            let creatives = [try await fixture.book(fixture.flight()), try await fixture.book(fixture.flight())]
            let seal = try await seal(fixture.database)
            let ledgers = (0..<2).map { _ in OfferLedger(database: fixture.database, seal: seal) }
            struct Key: Hashable { let offer: Offer.ID, event: OfferEvent }
            struct Asked { let key: Key?, isGood: Bool, outcome: Hit.Outcome? }
            var offers: [(offer: Offer, text: String)] = []
            var hits: [(hit: Hit, key: Key?, isGood: Bool)] = []
            var clock = now
            for _ in 0..<400 {
                // Forwards mostly, and now and then hours to and fro.
                let jump =
                    Int.random(in: 0..<20, using: &generator) == 0
                    ? Int.random(in: -20_000...20_000, using: &generator) : 5
                clock = clock.advanced(by: .seconds(jump))
                if offers.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 {
                    let creative = try #require(creatives.randomElement(using: &generator))
                    offers.append(try offer(creative, seal, at: clock))
                }
                let (offer, text) = try #require(offers.randomElement(using: &generator))
                let event: OfferEvent = Bool.random(using: &generator) ? .view : .click
                let key = Key(offer: offer.id, event: event)
                let ends = offer.made.advanced(by: event == .view ? Offer.viewable : Offer.clickable)
                let isInTime = clock <= ends && offer.made <= clock.advanced(by: .seconds(60))
                let name = offer.creative.description
                switch Int.random(in: 0..<6, using: &generator) {
                case 0:
                    var letters = Array(text)
                    let place = Int.random(in: letters.indices, using: &generator)
                    letters[place] = letters[place] == "A" ? "B" : "A"
                    let forged = String(letters)
                    hits.append((Hit(event, offer: forged, creative: name, at: clock), nil, false))
                case 1:
                    let other = creatives[0].id == offer.creative ? creatives[1] : creatives[0]
                    hits.append((Hit(event, offer: text, creative: other.id.description, at: clock), key, false))
                default: hits.append((Hit(event, offer: text, creative: name, at: clock), key, isInTime))
                }
            }
            let asked = await withTaskGroup(of: Asked.self) { group in
                for (number, hit) in hits.enumerated() {
                    group.addTask {
                        Asked(key: hit.key, isGood: hit.isGood, outcome: await ledgers[number % 2].enter(hit.hit))
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let good = Dictionary(grouping: asked.filter(\.isGood), by: \.key)
            for (key, all) in good {
                #expect(all.count { $0.outcome == .counted } == 1, "seed \(seed), \(String(describing: key))")
                #expect(all.count { $0.outcome == .repeated } == all.count - 1, "seed \(seed)")
            }
            #expect(
                asked.filter { !$0.isGood }.allSatisfy { $0.outcome != nil && $0.outcome != .counted }, "seed \(seed)")
            let lines = try await fixture.reports.byFlight()
            #expect(lines.reduce(0) { $0 + $1.views + $1.clicks } == good.count, "seed \(seed)")
            let count = try await rows(fixture.database).count
            #expect(count == hits.count)
            #expect(try await fixture.reports.differences().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingIsBilledBeyondTheBudget(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            // 0.04 euros at 4 a thousand are ten views.
            let views = try await fixture.book(fixture.flight(budget: "0.04"))
            let clicks = try await fixture.book(fixture.flight(budget: "1.5", pricing: .perClick(.euros("0.5"))))
            let seal = try await seal(fixture.database)
            let counted = Mutex(0)
            let ledgers = (0..<2).map { _ in
                OfferLedger(database: fixture.database, seal: seal) { events in
                    counted.withLock { $0 += events.count }
                }
            }
            await withTaskGroup { group in
                for number in 0..<60 {
                    for creative in [views, clicks] {
                        group.addTask {
                            guard let (_, text) = try? offer(creative, seal) else { return }
                            for event in OfferEvent.allCases {
                                let hit = Hit(event, offer: text, creative: creative.id.description, at: now)
                                _ = await ledgers[number % 2].enter(hit)
                            }
                        }
                    }
                }
            }
            let lines = try await fixture.reports.byFlight()
            let line = try #require(lines.first { $0.flight == views.flight })
            #expect(line.views == 10 && line.clicks == 60 && line.earned == .euros("0.04"))
            #expect(line.notCounted == [.beyondBudget: 50])
            let other = try #require(lines.first { $0.flight == clicks.flight })
            #expect(other.views == 60 && other.clicks == 3 && other.earned == .euros("1.5"))
            #expect(other.notCounted == [.beyondBudget: 57])
            #expect(counted.withLock { $0 } == 13)
            #expect(try await fixture.reports.differences().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReportSaysWhereTheTallyIsWrongAndMendsItFromTheLedger(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            let seal = try await seal(fixture.database)
            let ledger = OfferLedger(database: fixture.database, seal: seal)
            for _ in 0..<3 {
                let (_, text) = try offer(creative, seal)
                #expect(
                    await ledger.enter(Hit(.view, offer: text, creative: creative.id.description, at: now)) == .counted)
            }
            let before = try await fixture.reports.byFlight()
            try await fixture.database.write { connection in
                try connection.execute("UPDATE flight_tally SET views = 2, clicks = 1")
            }
            let differences = try await fixture.reports.differences()
            #expect(differences.map(\.event) == [.click, .view])
            #expect(differences.map(\.inLedger) == [0, 3])
            #expect(differences.map(\.inTally) == [1, 2])
            #expect(try await fixture.reports.byFlight() == before)
            #expect(try await fixture.reports.rebuildTallies() == differences)
            #expect(try await fixture.reports.differences().isEmpty)
            #expect(try await fixture.reports.rebuildTallies().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theSchemaItselfRefusesASecondCountAndAnyChange(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            let seal = try await seal(fixture.database)
            let (_, text) = try offer(creative, seal)
            let ledger = OfferLedger(database: fixture.database, seal: seal)
            #expect(await ledger.enter(Hit(.view, offer: text, creative: creative.id.description, at: now)) == .counted)
            for statement: SQL in [
                "UPDATE offer_event SET amount = 0", "DELETE FROM offer_event",
                """
                INSERT INTO offer_event SELECT 'another', offer, event, creative, flight, place, page, node, at, outcome,
                    amount, currency FROM offer_event
                """,
                "INSERT INTO offer_event (id, event, at, outcome, amount) VALUES ('x', 'view', 0, 'counted', 0)",
                "INSERT INTO offer_event (id, event, at, outcome, amount) VALUES ('x', 'view', 0, 'forged', 1)",
            ] {
                await #expect(throws: DatabaseError.self) {
                    try await fixture.database.write { try $0.execute(statement) }
                }
            }
            await fixture.database.close()
            #expect(await ledger.enter(Hit(.view, offer: text, creative: creative.id.description, at: now)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func serversShareOneKeyADayAndOldOffersAreStillRead(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            let store = OfferKeyStore(database: fixture.database)
            async let one = store.seal(at: now)
            async let two = store.seal(at: now)
            let (first, second) = try await (one, two)
            let offer = Offer(of: creative.id, in: .top, onPage: "/", at: now, node: node)
            let text = try #require(first.seal(offer))
            #expect(second.open(text) == offer)
            let later = try await store.seal(at: now.advanced(by: .seconds(86_400)))
            #expect(later.open(text) == offer)
            // The new key is used once the others have heard of it.
            #expect(first.open(try #require(later.seal(offer))) == offer)
            let used = try await store.seal(at: now.advanced(by: .seconds(86_460)))
            #expect(first.open(try #require(used.seal(offer))) == nil)
            #expect(later.open(try #require(used.seal(offer))) == offer)
            // A clock that is set back makes no key and forgets none.
            let back = try await store.seal(at: now.advanced(by: .seconds(-1_000_000)))
            #expect(back.open(text) == offer)
            for day in 2...5 { _ = try await store.seal(at: now.advanced(by: .seconds(day * 86_400))) }
            let last = try await store.seal(at: now.advanced(by: .seconds(6 * 86_400)))
            #expect(last.open(text) == nil)
        }
    }
}
