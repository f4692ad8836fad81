import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

/// What happens to an invoice after it was issued: it is corrected, and stays as it is.
extension InvoiceTests {
    /// A flight at 4 euros per thousand views, of which some were counted in November.
    private func withViews(
        _ views: Int, _ engine: TestEngine, _ body: (Desk, CalendarMonth) async throws -> Void
    ) async throws {
        try await withDesk(engine) { desk in
            let flight = desk.fixture.flight()
            let creative = try await desk.fixture.book(flight)
            try await desk.fixture.enter(views, .view, of: creative, in: flight, at: begin)
            try await body(desk, #require(november))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aPartIsGivenBackAndThenTheRest(engine: TestEngine) async throws {
        try await withViews(2_501, engine) { desk, month in
            let invoice = try await desk.issue(desk.subject(month), by: january)
            #expect(invoice.sums.net == .euros("10.004") && invoice.sums.taxable == .euros("10"))
            func credit(_ amount: String, _ reason: String = "Shown too small") async throws -> Invoice {
                try await desk.store.credit(
                    invoice.id, as: Invoice.ID(at: begin), amount: .euros(amount), reason: reason, in: .utc, by: january
                )
            }
            for bad in ["0", "-1", "10.01", "0.001"] {
                let problem = await #expect(throws: Problem.self) { _ = try await credit(bad) }
                #expect(problem?.fieldErrors.map(\.field) == ["amount"], "\(bad)")
            }
            let empty = await #expect(throws: Problem.self) { _ = try await credit("1", "") }
            #expect(empty?.fieldErrors.map(\.field) == ["reason"])
            let part = try await credit("4")
            #expect(part.number.sequence == 2 && part.corrects == invoice.id && !part.cancels)
            #expect(part.sums.total == -.euros("4.76") && part.lines.map(\.text) == ["Shown too small"])
            _ = await #expect(throws: Problem.self) { _ = try await credit("6.01") }
            // The ledger stays billed.
            #expect(try await desk.store.draft(desk.subject(month), in: .utc).lines.isEmpty)
            let id = Invoice.ID(at: begin)
            func cancel(_ id: Invoice.ID) async throws -> Invoice {
                try await desk.store.cancel(invoice.id, as: id, reason: "All of it", in: .utc, by: january)
            }
            let whole = try await cancel(id)
            #expect(whole.cancels && whole.sums.total == -.euros("7.14") && whole.sums.net == -.euros("6.004"))
            #expect(try await cancel(id) == whole)
            let again = await #expect(throws: Problem.self) { _ = try await cancel(Invoice.ID(at: begin)) }
            #expect(again?.kind == .conflict)
            #expect(try await desk.store.credits(of: invoice.id) == [part, whole])
            let all = try await desk.store.all()
            #expect(all.reduce(0) { $0 + $1.sums.total.micros } == 0)
            // Taken back, the month can be billed anew.
            let anew = try await desk.issue(desk.subject(month), by: january)
            #expect(anew.sums == invoice.sums && anew.number.sequence == 4)
            let ofNote = await #expect(throws: Problem.self) {
                _ = try await desk.store.cancel(
                    part.id, as: Invoice.ID(at: begin), reason: "No", in: .utc, by: january)
            }
            #expect(ofNote?.kind == .notFound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsGivenBackIsNoRevenueUntilTheInvoiceIsTakenBack(engine: TestEngine) async throws {
        try await withViews(2_500, engine) { desk, month in
            func revenue() async throws -> [Money] {
                try await AdvertisingRevenue(database: desk.fixture.database)
                    .revenue(days: month.first...month.last).reduce(into: [Currency: Money]()) { sums, revenue in
                        let micros = (sums[revenue.amount.currency]?.micros ?? 0) + revenue.amount.micros
                        sums[revenue.amount.currency] = Money(micros: micros, revenue.amount.currency)
                    }.map(\.value)
            }
            #expect(try await revenue() == [.euros("10")])
            let invoice = try await desk.issue(desk.subject(month), by: january)
            _ = try await desk.store.credit(
                invoice.id, as: Invoice.ID(at: begin), amount: .euros("4"), reason: "Shown too small", in: .utc,
                by: january)
            #expect(try await revenue() == [.euros("6")])
            // Then all of it can be billed anew.
            _ = try await desk.store.cancel(
                invoice.id, as: Invoice.ID(at: begin), reason: "All of it", in: .utc, by: january)
            #expect(try await revenue() == [.euros("10")])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatDiffersFromTheLedgerIsTold(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let month = try #require(november)
            let flight = desk.fixture.flight()
            let creative = try await desk.fixture.book(flight)
            let flat = Flight(
                id: Flight.ID(at: begin), campaign: desk.fixture.campaign.id, name: "Flat", first: .today,
                last: .today, budget: .euros("100"), pricing: .flat(views: 100))
            let other = try await desk.fixture.book(flat)
            try await desk.fixture.enter(10, .view, of: creative, in: flight, at: begin)
            try await desk.fixture.enter(50, .view, of: other, in: flat, at: begin)
            _ = try await desk.issue(desk.subject(month), by: january)
            // One view that comes late, and a flat price that is made lower afterwards.
            try await desk.fixture.enter(1, .view, of: creative, in: flight, at: begin)
            try await desk.fixture.flights.save(
                Flight(
                    id: flat.id, campaign: flat.campaign, name: "Flat", first: .today, last: .today,
                    budget: .euros("80"), pricing: .flat(views: 100)), by: .test)
            let draft = try await desk.store.draft(desk.subject(month), in: .utc)
            #expect(draft.lines.map(\.quantity) == [1] && draft.net == .euros("0.004"))
            let byUnit = Dictionary(grouping: draft.differences, by: \.unit)
            #expect(byUnit[.views]?.first?.inLedger.quantity == 11 && byUnit[.views]?.first?.billed.quantity == 10)
            #expect(byUnit[.share]?.first?.inLedger.amount == .euros("40"))
            #expect(byUnit[.share]?.first?.billed.amount == .euros("50"))
            let unbilled = try await desk.store.unbilled(on: january.at.day, in: .utc)
            #expect(unbilled.map(\.differences.count) == [2])
        }
    }

    // MARK: What stays

    @Test(arguments: TestEngine.allCases)
    func theSchemaRefusesChangesGapsAndWrongSums(engine: TestEngine) async throws {
        try await withViews(1000, engine) { desk, month in
            let invoice = try await desk.issue(desk.subject(month), by: january)
            let columns: SQL = """
                kind, corrects, cancels, advertiser, campaign, month, currency, issued, day, due, issuer_name,
                issuer_address, issuer_country, issuer_vat_number, payment, name, address, country, vat_number,
                reference, vat_rate, reverse_charge, reason, net, rounding, vat, total, account, issued_by
                """
            func copy(_ id: String, _ sequence: Int) -> SQL {
                "INSERT INTO invoice (id, year, sequence, \(columns)) SELECT \(id), year, \(sequence), \(columns) FROM invoice"
            }
            func line(_ invoice: String, _ amount: Int) -> SQL {
                """
                INSERT INTO invoice_line (invoice, position, flight, text, unit, quantity, price, amount)
                VALUES (\(invoice), 9, NULL, 'x', 'credit', 1, 0, \(amount))
                """
            }
            for statements: [SQL] in [
                ["UPDATE invoice SET total = 0"], ["UPDATE invoice SET name = 'x'"], ["DELETE FROM invoice"],
                ["UPDATE invoice_line SET amount = 0"], ["DELETE FROM invoice_line"], ["DELETE FROM billed_month"],
                ["UPDATE billed_month SET ends = ends + 1"],
                // A line too much, a gap, the same number again, lines that are missing or come to something else.
                [line(invoice.id.description, 1)],
                [line("b", 4_000_000), copy("b", 3)], [line("b", 4_000_000), copy("b", 1)],
                [copy("b", 2)], [line("b", 4_000_001), copy("b", 2)],
                // Lines of no invoice.
                [line("c", 1)],
            ] {
                await #expect(throws: DatabaseError.self, "\(statements)") {
                    try await desk.fixture.database.write { connection in
                        for statement in statements { try connection.execute(statement) }
                    }
                }
            }
            #expect(try await desk.rows("invoice") == 1)
            #expect(try await desk.rows("invoice_line") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func numbersHaveNoGapsHoweverManyIssueAtOnce(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let flight = Flight(
                id: Flight.ID(at: begin), campaign: desk.fixture.campaign.id, name: "Long", first: .today,
                last: CalendarDay.today.advanced(byDays: 399), budget: .euros("4000"),
                pricing: .perThousandViews(.euros("4")))
            let creative = try await desk.fixture.book(flight)
            let start = try #require(november)
            var months = [start]
            for _ in 0..<9 { months.append(months[months.count - 1].next) }
            for month in months {
                let day = max(month.first.start, begin)
                try await desk.fixture.enter(10, .view, of: creative, in: flight, at: day.advanced(by: .seconds(3600)))
            }
            let later = Signature(account: nil, name: "Bo", at: begin.advanced(by: .seconds(330 * 86_400)))
            let issued = await withTaskGroup(of: Int?.self) { group in
                for month in months + months {
                    group.addTask { try? await desk.issue(desk.subject(month), by: later).number.sequence }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(issued.compactMap(\.self).sorted() == Array(1...10))
            #expect(try await desk.store.all().map(\.number.sequence) == Array((1...10).reversed()))
        }
    }

    /// The publisher moves the site two hours east between two months that are billed.
    @Test(arguments: TestEngine.allCases)
    func noHourIsBilledTwiceOrNeverWhenTheZoneChanges(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let month = try #require(november)
            let flight = desk.fixture.flight(days: 60)
            let creative = try await desk.fixture.book(flight)
            let midnight = month.next.first.start
            for hours in [-3, -1, 1, 3] {
                try await desk.fixture.enter(
                    10, .view, of: creative, in: flight, at: midnight.advanced(by: .seconds(hours * 3600)))
            }
            let first = try await desk.issue(desk.subject(month), by: january)
            #expect(first.lines.map(\.quantity) == [20])
            let east = try Zone.east()
            let next = desk.subject(month.next)
            let draft = try await desk.store.draft(next, in: east)
            #expect(draft.lines.map(\.quantity) == [20])
            #expect(try await desk.store.draft(desk.subject(month), in: east).lines.isEmpty)
        }
    }
}
