import Commerce
import Database
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

@Suite struct ClickLedgerTests {
    private let now = Signature.test.at

    /// A database with one link that was given out, and a folder for the journal.
    private func withLink(
        _ engine: TestEngine, _ body: (any Database, _ folder: String, AffiliateLink.ID) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder("clicks")
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = AffiliateLinkStore(database: database, clock: FixedClock(now))
            let site = AffiliateLink.Site(destination: "https://optics.example/", page: "/one", place: .text)
            try await body(database, folder.path + "/clicks", try #require(try await store.links(at: [site])[site]))
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
    func eachClickBecomesOneRow(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let ledger = ClickLedger(database: database, folder: folder)
            let clicks = Click.Outcome.allCases.flatMap { outcome in (0..<30).map { _ in click(link, outcome) } }
            await withTaskGroup { group in
                for click in clicks { group.addTask { #expect(await ledger.enter(click)) } }
                for _ in 0..<5 { group.addTask { await ledger.post() } }
            }
            try await ledger.settle()
            let written = try await rows(database)
            #expect(written == Set(clicks))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasDurableIsThereAfterAProcessThatEndedAtOnce(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let clicks = (0..<500).map { _ in click(link) }
            do {
                // It is never closed, and its files are left as a kill leaves them.
                let killed = ClickLedger(database: database, folder: folder)
                for click in clicks.prefix(250) { #expect(await killed.enter(click)) }
                try await killed.settle()
                for click in clicks.dropFirst(250) { #expect(await killed.enter(click)) }
            }
            let before = try await rows(database)
            #expect(before.count == 250)
            let next = ClickLedger(database: database, folder: folder)
            await next.post()
            let after = try await rows(database)
            #expect(after == Set(clicks))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aRowStaysAsItIs(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let kept = click(link, .crawler)
            let ledger = ClickLedger(database: database, folder: folder)
            #expect(await ledger.enter(kept))
            try await ledger.settle()
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
    func aDatabaseThatIsAwayHoldsUpNobodyAndLosesNothing(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let gate = Signal()
            let held = HeldDatabase(database, gate: gate)
            let ledger = ClickLedger(database: held, folder: folder)
            for _ in 0..<100 { #expect(await ledger.enter(click(link))) }
            async let settled: Void = ledger.settle()
            while held.writes == 0 { await Task.yield() }
            for _ in 0..<100 { #expect(await ledger.enter(click(link))) }
            gate.raise()
            try await settled
            let written = try await rows(database)
            #expect(written.count == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func atTheEndAllThatWasTakenInIsWrittenAndNothingMoreIsTakenIn(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let ledger = ClickLedger(database: database, folder: folder)
            for _ in 0..<3000 { ledger.enter([click(link)]) { #expect($0) } }
            await ledger.close()
            let written = try await rows(database)
            #expect(written.count == 3000)
            #expect(await !ledger.enter(click(link)))
            await ledger.close()
            let writtenAgain = try await rows(database)
            #expect(writtenAgain.count == 3000)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDatabaseThatIsGoneIsTold(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let troubles = Mutex<[ClickLedger.Trouble]>([])
            let ledger = ClickLedger(database: database, folder: folder) { trouble in
                troubles.withLock { $0.append(trouble) }
            }
            await database.close()
            #expect(await ledger.enter(click(link)))
            await ledger.post()
            let told = troubles.withLock { $0 }
            guard told.count == 1, case .notPosted(let reason) = told[0] else {
                Issue.record("\(told)")
                return
            }
            #expect(reason.contains("cannot be reached"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aClickThatTheSchemaRefusesHoldsUpNoOther(engine: TestEngine) async throws {
        try await withLink(engine) { database, folder, link in
            let troubles = Mutex<[ClickLedger.Trouble]>([])
            let ledger = ClickLedger(database: database, folder: folder) { trouble in
                troubles.withLock { $0.append(trouble) }
            }
            let unknown = click(try #require(AffiliateLink.ID("2222222222")))
            for number in 0..<20 { #expect(await ledger.enter(number == 13 ? unknown : click(link))) }
            try await ledger.settle()
            let written = try await rows(database)
            #expect(written.count == 19)
            guard case .refused(unknown, _)? = troubles.withLock({ $0.last }) else {
                Issue.record("\(troubles.withLock { $0 })")
                return
            }
        }
    }

    @Test func aFolderThatCannotBeMadeIsTold() async throws {
        try await withLink(.sqlite) { database, folder, link in
            let troubles = Mutex<[ClickLedger.Trouble]>([])
            let ledger = ClickLedger(database: database, folder: "/dev/null/clicks") { trouble in
                troubles.withLock { $0.append(trouble) }
            }
            #expect(await !ledger.enter(click(link)))
            guard case .notWritten(clicks: 1, let reason)? = troubles.withLock({ $0.first }) else {
                Issue.record("\(troubles.withLock { $0 })")
                return
            }
            #expect(reason.contains("/dev/null/clicks"))
        }
    }
}
