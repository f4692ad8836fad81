import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct EarningStoreTests {
    private static func with(
        _ engine: TestEngine, _ body: (EarningFixture) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            try await body(EarningFixture(database))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func eachStateIsKeptAndEachTransactionCountsOnce(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            let first = try await fixture.enter([
                EarningFixture.row("1", "pending", "5.00"), EarningFixture.row("2", "pending", "7.50"),
                EarningFixture.row("3", "pending", "1.25", currency: "USD"),
            ])
            #expect(first.count(.added) == 3 && first.unmatched == 0)
            #expect(first.totals.map(\.after.written) == ["12.50 EUR", "1.25 USD"])
            let second = try await fixture.enter([
                EarningFixture.row("1", "approved", "4.50"), EarningFixture.row("2", "declined", "7.50"),
                EarningFixture.row("3", "pending", "1.25", currency: "USD"), EarningFixture.row("4", "1", "9"),
            ])
            #expect(second.count(.changed) == 2 && second.count(.unchanged) == 1 && second.count(.added) == 1)
            #expect(second.changes.map(\.reference) == ["1", "2"])
            #expect(second.changes[0].from.status == .pending && second.changes[0].to.status == .approved)
            #expect(second.changes[0].from.commission.micros == 5_000_000)
            #expect(second.totals.map(\.before.written) == ["12.50 EUR", "1.25 USD"])
            #expect(second.totals.map(\.after.written) == ["13.50 EUR", "1.25 USD"])
            #expect(
                try await fixture.standing() == [
                    "1": "approved 4500000 EUR", "2": "reversed 0 EUR", "3": "pending 1250000 USD",
                    "4": "approved 9000000 EUR",
                ])
            #expect(try await fixture.count("conversion") == 6)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theSameReportAgainChangesNothing(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            let rows = [
                EarningFixture.row("1", "approved", "5.00"), EarningFixture.row("1", "pending", "5.00"),
                EarningFixture.row("2", "declined", "7.50"),
            ]
            let first = try await fixture.enter(rows)
            let standing = try await fixture.standing()
            let again = try await fixture.enter(rows + rows)
            #expect(again.count(.unchanged) == 3 && again.repeated == 3 && again.news == 0)
            #expect(again.totals.map(\.after) == first.totals.map(\.after))
            #expect(try await fixture.standing() == standing)
            #expect(try await fixture.count("earning_import") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAmountThatIsAmendedHoldsAndTheOlderReportDoesNotUndoIt(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            try await fixture.enter([EarningFixture.row("1", "approved", "5.00")])
            let plan = try await fixture.enter([EarningFixture.row("1", "approved", "4.00")])
            #expect(plan.count(.amended) == 1 && plan.changes.map(\.outcome) == [.amended])
            try await fixture.enter([EarningFixture.row("1", "approved", "5.00")])
            #expect(try await fixture.standing() == ["1": "approved 4000000 EUR"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReversalTakesBackWhatItSays(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            try await fixture.enter([
                EarningFixture.row("whole", "approved", "5"), EarningFixture.row("part", "approved", "5"),
                EarningFixture.row("state", "approved", "5"),
            ])
            let plan = try await fixture.enter([
                EarningFixture.row("whole", "approved", "-5", sale: "-100"),
                EarningFixture.row("part", "approved", "-2", sale: "-40"),
                EarningFixture.row("state", "declined", "5"), EarningFixture.row("unknown", "declined", "-3"),
            ])
            #expect(plan.totals.map(\.after.micros) == [0])
            #expect(
                try await fixture.standing() == [
                    "whole": "reversed 0 EUR", "part": "approved 3000000 EUR", "state": "reversed 0 EUR",
                    "unknown": "reversed -3000000 EUR",
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aTrialLeavesNothing(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            let report = EarningFixture.report([
                EarningFixture.row("1", "pending", "5"), EarningFixture.row("2", "pending", "6", merchant: "999"),
                EarningFixture.row("3", "pending", "7", subID: ""),
            ])
            for _ in 0..<2 {
                let plan = try await fixture.store.plan(report, at: Signature.test.at)
                #expect(
                    plan.count(.added) == 3 && plan.unmatched == 2 && plan.totals.map(\.after.written) == ["18.00 EUR"])
            }
            for table in ["conversion", "earning", "earning_import"] { #expect(try await fixture.count(table) == 0) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsWrongIsRefusedWithItsLineAndNothingIsImported(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            let good = EarningFixture.row("1", "pending", "5")
            for (row, words) in [
                (EarningFixture.row("2", "pending", "5", currency: "XXX"), "“XXX” is no currency in use"),
                (EarningFixture.row("2", "pending", "5", currency: ""), "The currency is missing"),
                (EarningFixture.row("2", "perhaps", "5"), "“perhaps” is no status"),
                (EarningFixture.row("2", "", "5"), "The status is missing"),
                (EarningFixture.row("2", "pending", "5..5"), "is no amount such as 1,234.50"),
                (EarningFixture.row("2", "pending", ""), "The commission is missing"),
                (EarningFixture.row("2", "pending", "5", day: "2026-02-30"), "“2026-02-30” is no day"),
                (EarningFixture.row("", "pending", "5"), "The transaction number is missing"),
                (EarningFixture.row("1", "pending", "6"), "Line 2 has the same transaction in the same state"),
                (EarningFixture.row("1", "approved", "5", currency: "USD"), "in EUR in another state"),
                (EarningFixture.row(String(repeating: "9", count: 201), "pending", "5"), "longer than 200"),
                (EarningFixture.row("\u{1B}", "pending", "5"), "characters that can’t be read"),
                ("2,3\n", "It has 2 columns, and the heading has 9"),
            ] {
                let plan = try await fixture.store.plan(EarningFixture.report([good, row]), at: Signature.test.at)
                #expect(plan.faults.map(\.line) == [3] && plan.faults[0].reason.contains(words), "\(plan.faults)")
                let problem = try await #require(throws: Problem.self) { try await fixture.enter([good, row]) }
                #expect(problem.detail.hasPrefix("Line 3: ") && problem.detail.contains(words))
            }
            let problem = try await #require(throws: Problem.self) {
                try await fixture.enter([good, "\"2,45628"])
            }
            #expect(problem.detail.contains("opens on line 3 is never closed"))
            for table in ["conversion", "earning", "earning_import"] { #expect(try await fixture.count(table) == 0) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aFileThatIsNoReportIsRefused(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            for (text, words) in [
                ("", "The file is empty"), ("one,two\n1,2\n", "status (“commissionstatus” or “status”)"),
                ("id;date;status;commission\n1;2026-05-03;pending;4,20\n", "in which currency"),
            ] {
                let report = EarningReport(
                    .bytes(Array(text.utf8)), name: "x.csv", options: ReportOptions(network: .awin))
                let problem = try await #require(throws: Problem.self) {
                    try await fixture.store.enter(report, by: .test)
                }
                #expect(problem.detail.contains(words), "\(problem)")
            }
            let report = EarningReport(
                .file("/nonexistent.csv"), name: "x.csv", options: ReportOptions(network: .awin))
            let problem = try await #require(throws: Problem.self) { try await fixture.store.enter(report, by: .test) }
            #expect(problem.detail.contains("No such file"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aConversionIsNeverChanged(engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            try await fixture.enter([EarningFixture.row("1", "pending", "5")])
            for statement: SQL in [
                "UPDATE conversion SET commission = 9", "DELETE FROM conversion", "DELETE FROM earning_import",
                "UPDATE earning_import_total SET after_micros = 0",
            ] {
                await #expect(throws: DatabaseError.self) {
                    try await fixture.commerce.database.write { try $0.execute(statement) }
                }
            }
            #expect(try await fixture.standing() == ["1": "pending 5000000 EUR"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anyOrderAndRepetitionOfReportsComesToTheSame(engine: TestEngine) async throws {
        var generator = SeededGenerator(seed: 20_261_125)
        let states = ["pending", "approved", "paid", "declined"]
        var rows: [String] = []
        for transaction in 0..<60 {
            for state in states where Bool.random(using: &generator) {
                let returned = state == "declined" && Bool.random(using: &generator)
                let amount = "\(returned ? "-" : "")\((transaction * 37 + state.count * 11) % 90 + 1).25"
                rows.append(EarningFixture.row("t\(transaction)", state, amount))
            }
        }
        var standings: [[String: String]] = []
        for _ in 0..<4 {
            let order = rows.shuffled(using: &generator)
            try await Self.with(engine) { fixture in
                var rest = order[...]
                while !rest.isEmpty {
                    let count = Int.random(in: 1...40, using: &generator)
                    try await fixture.enter(Array(rest.prefix(count)))
                    // A report that overlaps with earlier ones.
                    try await fixture.enter(Array(order.prefix(order.count - rest.count + count / 2).suffix(30)))
                    rest = rest.dropFirst(count)
                }
                standings.append(try await fixture.standing())
            }
        }
        #expect(Set(standings).count == 1 && standings[0].count > 50)
    }
}
