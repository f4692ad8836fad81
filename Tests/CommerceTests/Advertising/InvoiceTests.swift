import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct InvoiceTests {
    /// The fixture’s flights begin in November 2026; these are its moments and months.
    let begin = AdvertisingFixture.now
    let november = CalendarMonth("2026-11")
    let january = Signature(
        account: nil, name: "Bo", at: AdvertisingFixture.now.advanced(by: .seconds(60 * 86_400)))

    struct Desk {
        let fixture: AdvertisingFixture
        let store: InvoiceStore
        let billing: BillingStore

        func subject(_ month: CalendarMonth, campaign: Campaign.ID? = nil) -> Invoice.Subject {
            Invoice.Subject(
                advertiser: fixture.campaign.advertiser, campaign: campaign, month: month, currency: .euro)
        }

        /// Bills what there is.
        func issue(_ subject: Invoice.Subject, by signature: Signature, id: Invoice.ID? = nil) async throws -> Invoice {
            let draft = try await store.draft(subject, in: .utc)
            return try await store.issue(
                id ?? Invoice.ID(at: signature.at), for: subject, net: draft.net, in: .utc, by: signature)
        }

        func rows(_ table: SQL) async throws -> Int? {
            try await fixture.database.read { try $0.value(Int.self, "SELECT count(*) FROM \(table)") }
        }
    }

    func withDesk(_ engine: TestEngine, vatRate: Int = 1900, _ body: (Desk) async throws -> Void) async throws {
        try await withAdvertising(engine) { fixture in
            let billing = BillingStore(database: fixture.database)
            try await billing.save(Self.issuer, by: .test)
            try await billing.save(Self.terms(of: fixture.campaign.advertiser, vatRate: vatRate), by: .test)
            try await body(
                Desk(fixture: fixture, store: InvoiceStore(database: fixture.database), billing: billing))
        }
    }

    static let germany = Country("DE")

    private static var issuer: InvoiceIssuer {
        get throws {
            InvoiceIssuer(
                party: InvoiceParty(
                    name: "Quarto", address: "1 High Street\nBerlin", country: try #require(germany),
                    vatNumber: "DE123456789"), payment: "To the account.", daysToPay: 14)
        }
    }

    static func terms(
        of advertiser: Slug, vatRate: Int, reverse: Bool = false, vatNumber: String = ""
    ) throws -> BillingTerms {
        BillingTerms(
            advertiser: advertiser, address: "2 Low Street\nBonn", country: try #require(germany),
            vatNumber: vatNumber, vatRate: vatRate, isReverseCharge: reverse, reference: "Order 7")
    }

    // MARK: Sums

    @Test(arguments: [
        // net, rate, rounding, VAT, total
        (3_600_000, 1900, 0, 680_000, 4_280_000), (3_604_999, 1900, -4_999, 680_000, 4_280_000),
        (3_605_000, 1900, 5_000, 690_000, 4_300_000), (-3_605_000, 1900, -5_000, -690_000, -4_300_000),
        (4_000, 1900, -4_000, 0, 0), (5_000, 1900, 5_000, 0, 10_000), (0, 1900, 0, 0, 0),
        (1_230_000, 0, 0, 0, 1_230_000),
        (250_000, 1000, 0, 30_000, 280_000), (249_999, 1000, 1, 30_000, 280_000),
        (100_000_000, 810, 0, 8_100_000, 108_100_000),
    ])
    func sumsAreRoundedOnceAndStated(net: Int64, rate: Int, rounding: Int64, vat: Int64, total: Int64) {
        let sums = InvoiceSums(net: Money(micros: net, .euro), vatRate: rate)
        #expect(sums.rounding.micros == rounding && sums.vat.micros == vat && sums.total.micros == total)
    }

    @Test func coinsAreThoseOfTheCurrency() throws {
        let yen = try #require(Currency("JPY"))
        let dinar = try #require(Currency("KWD"))
        #expect(InvoiceSums(net: Money(micros: 1_500_000, yen), vatRate: 1000).total.micros == 2_000_000)
        #expect(InvoiceSums(net: Money(micros: 1_500_500, dinar), vatRate: 0).rounding.micros == 500)
        // Far beyond what is billed, nothing overflows.
        let huge = InvoiceSums(net: Money(micros: 4_000_000_000_000_000_001, .euro), vatRate: 10_000)
        #expect(huge.vat.micros == 4_000_000_000_000_000_000 && huge.rounding.micros == -1)
    }

    @Test func sumsAddUpWhateverTheyAre() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10_000 {
            let net = Money(micros: .random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator), .euro)
            let rate = Int.random(in: 0...10_000, using: &generator)
            let sums = InvoiceSums(net: net, vatRate: rate)
            #expect(sums.total.micros == net.micros + sums.rounding.micros + sums.vat.micros, "seed \(seed)")
            #expect(sums.taxable.micros % 10_000 == 0 && sums.vat.micros % 10_000 == 0, "seed \(seed)")
            #expect(abs(sums.rounding.micros) <= 5_000, "seed \(seed)")
            let exact = Double(sums.taxable.micros) * Double(rate) / 10_000
            #expect(abs(Double(sums.vat.micros) - exact) <= 5_001, "seed \(seed)")
            let opposite = InvoiceSums(net: -net, vatRate: rate)
            #expect(opposite == -sums, "seed \(seed)")
        }
    }

    // MARK: Billing the ledger

    @Test(arguments: TestEngine.allCases)
    func aMonthIsBilledFromTheLedgerAlone(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let month = try #require(november)
            let flight = desk.fixture.flight()
            let creative = try await desk.fixture.book(flight)
            let clicks = desk.fixture.flight(pricing: .perClick(.euros("0.125")))
            let other = try await desk.fixture.book(clicks)
            try await desk.fixture.enter(901, .view, of: creative, in: flight, at: begin)
            try await desk.fixture.enter(9, .click, of: creative, in: flight, at: begin)
            try await desk.fixture.enter(3, .click, of: other, in: clicks, at: begin)
            try await desk.fixture.enter(40, .view, of: other, in: clicks, at: begin)
            try await desk.fixture.enter(7, .view, of: creative, in: flight, at: begin, outcome: .beyondBudget)
            // Whatever the tally says.
            try await desk.fixture.database.write { try $0.execute("UPDATE flight_tally SET views = 5, clicks = 5") }
            let invoice = try await desk.issue(desk.subject(month), by: january)
            #expect(invoice.number.description == "2027-0001" && invoice.kind == .invoice)
            #expect(Set(invoice.lines.map(\.unit)) == [.views, .clicks] && invoice.lines.count == 2)
            let views = try #require(invoice.lines.first { $0.unit == .views })
            #expect(views.quantity == 901 && views.price == .euros("0.004") && views.amount == .euros("3.604"))
            #expect(views.text == "Spring: Two days" && views.flight == flight.id)
            let clicked = try #require(invoice.lines.first { $0.unit == .clicks })
            #expect(clicked.quantity == 3 && clicked.amount == .euros("0.375"))
            #expect(invoice.sums.net == .euros("3.979") && invoice.sums.rounding == .euros("0.001"))
            #expect(invoice.sums.vat == .euros("0.76") && invoice.sums.total == .euros("4.74"))
            #expect(invoice.due == invoice.day.advanced(byDays: 14) && invoice.recipient.name == "optics Ltd")
            #expect(try await desk.store.invoice(invoice.id) == invoice)
            #expect(try await desk.store.all().map(\.id) == [invoice.id])
            #expect(try await desk.store.draft(desk.subject(month), in: .utc).lines.isEmpty)
            #expect(try await desk.store.unbilled(on: january.at.day, in: .utc).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeBilledIsRefused(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let store = InvoiceStore(database: fixture.database)
            let billing = BillingStore(database: fixture.database)
            let month = try #require(november)
            let desk = Desk(fixture: fixture, store: store, billing: billing)
            let flight = fixture.flight()
            let creative = try await fixture.book(flight)
            func refused(_ body: () async throws -> Invoice) async -> String? {
                let problem = await #expect(throws: Problem.self) { _ = try await body() }
                #expect(problem?.kind == .conflict)
                return problem?.title
            }
            #expect(
                await refused { try await desk.issue(desk.subject(month), by: january) } == "There is nothing to bill")
            try await fixture.enter(10, .view, of: creative, in: flight, at: begin)
            let early = Signature(account: nil, name: "Bo", at: begin)
            #expect(await refused { try await desk.issue(desk.subject(month), by: early) } == "The month isn’t over")
            #expect(
                await refused { try await desk.issue(desk.subject(month), by: january) } == "Who bills is not known")
            try await billing.save(Self.issuer, by: .test)
            #expect(
                await refused { try await desk.issue(desk.subject(month), by: january) } == "Who is billed is not known"
            )
            try await billing.save(Self.terms(of: fixture.campaign.advertiser, vatRate: 0), by: .test)
            let seen = try await store.draft(desk.subject(month), in: .utc).net
            try await fixture.enter(1, .view, of: creative, in: flight, at: begin)
            #expect(
                await refused {
                    try await store.issue(
                        Invoice.ID(at: begin), for: desk.subject(month), net: seen, in: .utc, by: january)
                } == "There is something else to bill now")
            #expect(try await desk.rows("invoice") == 0)
            #expect(try await desk.rows("invoice_line") == 0)
            let id = Invoice.ID(at: begin)
            let invoice = try await desk.issue(desk.subject(month), by: january, id: id)
            // Sent again, it is the same invoice.
            #expect(try await desk.issue(desk.subject(month), by: january, id: id) == invoice)
            #expect(try await desk.rows("invoice") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoBillsAndWhoIsBilledIsLookedAt(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let billing = BillingStore(database: fixture.database)
            let advertiser = fixture.campaign.advertiser
            func faults(_ terms: BillingTerms) async -> [String] {
                let problem = await #expect(throws: Problem.self) { try await billing.save(terms, by: .test) }
                return problem?.fieldErrors.map(\.field) ?? []
            }
            #expect(try await faults(Self.terms(of: advertiser, vatRate: 10_001)) == ["vatRate"])
            #expect(try await faults(Self.terms(of: advertiser, vatRate: -1)) == ["vatRate"])
            #expect(
                try await faults(Self.terms(of: advertiser, vatRate: 1900, reverse: true)) == ["vatRate", "vatNumber"])
            #expect(try await faults(Self.terms(of: advertiser, vatRate: 0, vatNumber: "de 1")) == ["vatNumber"])
            #expect(try await faults(Self.terms(of: Slug("nobody"), vatRate: 0)) == ["advertiser"])
            let germany = try #require(Self.germany)
            let nobody = InvoiceIssuer(
                party: InvoiceParty(name: "", address: "\n\n\n\n\n\n\nx", country: germany, vatNumber: "'; --"),
                payment: String(repeating: "x", count: 601), daysToPay: -1)
            let problem = await #expect(throws: Problem.self) { try await billing.save(nobody, by: .test) }
            #expect(problem?.fieldErrors.map(\.field) == ["name", "address", "vatNumber", "payment", "daysToPay"])
            #expect(try await billing.issuer() == nil)
            #expect(try await billing.terms(of: advertiser) == nil)
            let terms = try Self.terms(of: advertiser, vatRate: 0, reverse: true, vatNumber: "FR12345678901")
            try await billing.save(terms, by: .test)
            #expect(try await billing.terms(of: advertiser) == terms)
            try await billing.save(Self.issuer, by: .test)
            #expect(try await billing.issuer() == Self.issuer)
            let events = try await CommerceHistory(database: fixture.database).events(limit: 2)
            #expect(events.map(\.kind) == [.billing, .billing])
        }
    }

    /// Random flights at random prices that change, over three months; each month billed in random order, some invoices taken
    /// back and billed anew, more coming in between: what stands on invoices is what the ledger holds, to the micro.
    @Test(arguments: TestEngine.allCases)
    func whatIsBilledIsWhatTheLedgerHoldsToTheMicro(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let seed = UInt64.random(in: 0 ... .max)
            var generator = SeededGenerator(seed: seed)
            var flights: [(flight: Flight, creative: Creative)] = []
            for number in 0..<6 {
                let price = Money(micros: Int64.random(in: 1...9_999, using: &generator) * 1000, .euro)
                let pricing: [Pricing] = [
                    .perThousandViews(price), .perClick(price),
                    .flat(views: .random(in: 50...5_000, using: &generator)),
                ]
                let budget = Money(micros: .random(in: 1_000_000_000...9_000_000_007, using: &generator), .euro)
                let flight = Flight(
                    id: Flight.ID(at: begin), campaign: desk.fixture.campaign.id, name: "Flight \(number)",
                    first: .today, last: CalendarDay.today.advanced(byDays: 90), budget: budget,
                    pricing: pricing[number % 3])
                flights.append((flight, try await desk.fixture.book(flight)))
            }
            let months = ["2026-11", "2026-12", "2027-01", "2027-02"].compactMap { CalendarMonth($0) }
            var standing: [Invoice] = []
            let later = Signature(account: nil, name: "Bo", at: begin.advanced(by: .seconds(120 * 86_400)))
            for _ in 0..<30 {
                let (flight, creative) = try #require(flights.randomElement(using: &generator))
                let moment = begin.advanced(by: .seconds(Int.random(in: 0..<(90 * 86_400), using: &generator)))
                try await desk.fixture.enter(
                    .random(in: 1...40, using: &generator), flight.pricing.counts, of: creative, in: flight, at: moment)
                let month = try #require(months.randomElement(using: &generator))
                let hasNew = try await !desk.store.draft(desk.subject(month), in: .utc).lines.isEmpty
                if hasNew, Bool.random(using: &generator) {
                    let invoice = try await desk.issue(desk.subject(month), by: later)
                    #expect(
                        invoice.lines.reduce(0) { $0 + $1.amount.micros } == invoice.sums.net.micros, "seed \(seed)")
                    standing.append(invoice)
                } else if let index = standing.indices.randomElement(using: &generator),
                    Int.random(in: 0..<3, using: &generator) == 0
                {
                    let invoice = standing.remove(at: index)
                    let note = try await desk.store.cancel(
                        invoice.id, as: Invoice.ID(at: begin), reason: "Again", in: .utc, by: later)
                    #expect(note.sums == -invoice.sums, "seed \(seed)")
                }
            }
            for month in months where try await !desk.store.draft(desk.subject(month), in: .utc).lines.isEmpty {
                standing.append(try await desk.issue(desk.subject(month), by: later))
            }
            let counted = try await desk.fixture.reports.byFlight()
            var expected: Int64 = 0
            for line in counted {
                let flight = try #require(flights.first { $0.flight.id == line.flight }?.flight)
                expected += flight.flatEarnings(for: line.views).micros + (line.earned?.micros ?? 0)
            }
            // A flat flight’s later months change when an earlier one gets more, so what differs is told, and none is lost.
            let differing = try await desk.store.unbilled(on: later.at.day, in: .utc).flatMap(\.differences)
            let told = differing.reduce(Int64(0)) { $0 + $1.inLedger.amount.micros - $1.billed.amount.micros }
            let billed = standing.reduce(Int64(0)) { $0 + $1.sums.net.micros }
            #expect(billed + told == expected, "seed \(seed)")
            #expect(differing.allSatisfy { $0.unit == .share }, "seed \(seed)")
            let numbers = try await desk.store.all().map(\.number.sequence)
            #expect(numbers == Array((1...numbers.count).reversed()), "seed \(seed)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aFlatPriceIsBilledAsItIsDelivered(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let flight = Flight(
                id: Flight.ID(at: begin), campaign: desk.fixture.campaign.id, name: "Flat", first: .today,
                last: CalendarDay.today.advanced(byDays: 60), budget: .euros("100"), pricing: .flat(views: 300))
            let creative = try await desk.fixture.book(flight)
            try await desk.fixture.enter(100, .view, of: creative, in: flight, at: begin)
            try await desk.fixture.enter(
                200, .view, of: creative, in: flight, at: begin.advanced(by: .seconds(20 * 86_400)))
            try await desk.fixture.enter(
                5, .view, of: creative, in: flight, at: begin.advanced(by: .seconds(20 * 86_400)),
                outcome: .beyondBudget)
            let first = try await desk.issue(desk.subject(#require(november)), by: january)
            let second = try await desk.issue(desk.subject(#require(november?.next)), by: january)
            #expect(first.lines.map(\.amount.micros) == [33_333_333] && first.lines.map(\.unit) == [.share])
            #expect(second.lines.map(\.amount.micros) == [66_666_667] && second.lines.map(\.quantity) == [200])
            #expect(first.sums.net.micros + second.sums.net.micros == 100_000_000)
            #expect(first.sums.rounding.micros == -3_333 && second.sums.rounding.micros == 3_333)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aCampaignCanBeBilledByItself(engine: TestEngine) async throws {
        try await withDesk(engine) { desk in
            let month = try #require(november)
            let other = Campaign(
                id: Campaign.ID(at: begin), advertiser: desk.fixture.campaign.advertiser, name: "Summer",
                currency: .euro)
            try await desk.fixture.campaigns.save(other, by: .test)
            let flights = [desk.fixture.flight(), desk.fixture.flight(of: other)]
            for flight in flights {
                let creative = try await desk.fixture.book(flight)
                try await desk.fixture.enter(10, .view, of: creative, in: flight, at: begin)
            }
            let one = try await desk.issue(desk.subject(month, campaign: other.id), by: january)
            #expect(one.lines.map(\.flight) == [flights[1].id])
            let rest = try await desk.issue(desk.subject(month), by: january)
            #expect(rest.lines.map(\.flight) == [flights[0].id])
            #expect(rest.number.sequence == 2)
        }
    }
}
