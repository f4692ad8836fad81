import Commerce
import Database
import Kernel
import Synchronization
import TestSupport
import Testing

@Suite struct ClickLedgerTests {
    private let now = Signature.test.at

    /// A database with one link that was given out.
    private func withLink(
        _ engine: TestEngine, _ body: (any Database, AffiliateLink.ID) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = AffiliateLinkStore(database: database, clock: FixedClock(now))
            let site = AffiliateLink.Site(destination: "https://optics.example/", page: "/one", place: .text)
            try await body(database, try #require(try await store.links(at: [site], onPage: "/one")[site]))
        }
    }

    private func click(_ link: AffiliateLink.ID, _ outcome: Click.Outcome = .counted) -> Click {
        Click(on: link, programme: nil, at: now, outcome: outcome)
    }

    private func rows(_ database: any Database) async throws -> Set<Click> {
        let clicks = try await database.read { try $0.all(Click.self, "SELECT * FROM click") }
        #expect(Set(clicks).count == clicks.count)
        return Set(clicks)
    }

    @Test(arguments: TestEngine.allCases)
    func eachClickIsWrittenOnceBeforeItIsCalledDurable(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let ledger = ClickLedger(database: database)
            let clicks = Click.Outcome.allCases.flatMap { outcome in (0..<30).map { _ in click(link, outcome) } }
            await withTaskGroup { group in
                for click in clicks {
                    group.addTask {
                        #expect(await ledger.enter(click))
                        let there = try? await database.read {
                            try $0.value(Int.self, "SELECT 1 FROM click WHERE id = \(click.id)")
                        }
                        #expect(there == 1)
                    }
                }
            }
            let written = try await rows(database)
            #expect(written == Set(clicks))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aRowStaysAsItIs(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let kept = click(link, .crawler)
            #expect(await ClickLedger(database: database).enter(kept))
            for statement: SQL in [
                "UPDATE click SET outcome = 'counted'", "DELETE FROM click",
                "INSERT INTO click (id, link, at, outcome) VALUES ('x', \(link), 0, 'bought')",
                "INSERT INTO click (id, link, at, outcome) VALUES ('x', '2222222222', 0, 'counted')",
            ] {
                await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute(statement) } }
            }
            if engine == .postgres {
                await #expect(throws: DatabaseError.self) {
                    try await database.write { try $0.execute("TRUNCATE click") }
                }
            }
            let written = try await rows(database)
            #expect(written == [kept])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatComesDuringATransactionGoesIntoTheNextTogether(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let gate = Signal()
            let held = HeldDatabase(database, gate: gate)
            let ledger = ClickLedger(database: held)
            let durable = Atomic(0)
            for _ in 0..<200 {
                ledger.enter(click(link)) { isDurable in durable.add(isDurable ? 1 : 0, ordering: .relaxed) }
            }
            #expect(durable.load(ordering: .relaxed) == 0)
            gate.raise()
            await ledger.close()
            #expect(durable.load(ordering: .relaxed) == 200)
            #expect(held.writes <= 2)
            let written = try await rows(database)
            #expect(written.count == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theLineIsBoundedAndTheOperatorIsTold(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let gate = Signal()
            let held = HeldDatabase(database, gate: gate)
            let troubles = Mutex<[ClickLedger.Trouble]>([])
            let ledger = ClickLedger(database: held, capacity: 3) { trouble in troubles.withLock { $0.append(trouble) }
            }
            async let first = ledger.enter(click(link))
            while held.writes == 0 { await Task.yield() }
            let answers = Mutex<[Bool]>([])
            for _ in 0..<5 { ledger.enter(click(link)) { answer in answers.withLock { $0.append(answer) } } }
            // Those that find no place are answered at once.
            #expect(answers.withLock { $0 } == [false, false])
            gate.raise()
            #expect(await first)
            await ledger.close()
            #expect(answers.withLock { $0 } == [false, false, true, true, true])
            #expect(troubles.withLock { $0 } == [.lineIsFull(clicks: 2)])
            let written = try await rows(database)
            #expect(written.count == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func atTheEndAllThatWasTakenInIsWrittenAndNothingMoreIsTakenIn(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let gate = Signal()
            let ledger = ClickLedger(database: HeldDatabase(database, gate: gate))
            for _ in 0..<3000 { ledger.enter(click(link)) { #expect($0) } }
            async let closed: Void = ledger.close()
            gate.raise()
            await closed
            let written = try await rows(database)
            #expect(written.count == 3000)
            #expect(await !ledger.enter(click(link)))
            await ledger.close()
            let writtenAgain = try await rows(database)
            #expect(writtenAgain.count == 3000)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDatabaseThatIsGoneIsToldAndCountsNothing(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let troubles = Mutex<[ClickLedger.Trouble]>([])
            let ledger = ClickLedger(database: database) { trouble in troubles.withLock { $0.append(trouble) } }
            await database.close()
            #expect(await !ledger.enter(click(link)))
            let told = troubles.withLock { $0 }
            guard told.count == 1, case .notWritten(clicks: 1, let reason) = told[0] else {
                Issue.record("\(told)")
                return
            }
            #expect(reason.contains("cannot be reached"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aClickThatTheSchemaRefusesTakesNoOtherAlong(engine: TestEngine) async throws {
        try await withLink(engine) { database, link in
            let gate = Signal()
            let ledger = ClickLedger(database: HeldDatabase(database, gate: gate))
            let unknown = try #require(AffiliateLink.ID("2222222222"))
            let answers = Mutex<[Int: Bool]>([:])
            for number in 0..<20 {
                ledger.enter(click(number == 13 ? unknown : link)) { answer in answers.withLock { $0[number] = answer }
                }
            }
            gate.raise()
            await ledger.close()
            #expect(answers.withLock { $0.filter { !$0.value }.map(\.key) } == [13])
            let written = try await rows(database)
            #expect(written.count == 19)
        }
    }
}
