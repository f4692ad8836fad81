import Database
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Commerce

/// What the checks find, and what becomes of links by it.
@Suite struct LinkHealthInspectorTests {
    /// A web of a few addresses.
    private final class Web: LinkProbe {
        struct Page {
            var status = 200
            var body = "A page with something on it."
            var leadsTo: String?
        }

        private let pages = Mutex<[String: Page]>([:])
        private let log = Mutex<[String]>([])

        var asked: [String] { log.withLock { $0 } }

        subscript(address: String) -> Page? {
            get { pages.withLock { $0[address] } }
            set { pages.withLock { $0[address] = newValue } }
        }

        func look(at address: String) async -> LinkSight {
            log.withLock { $0.append(address) }
            var hops: [LinkHop] = []
            var next = address
            while let page = self[next], let target = page.leadsTo {
                hops.append(LinkHop(address: next, status: 302))
                next = target
                if hops.count > 9 {
                    return LinkSight(
                        outcome: CheckOutcome(noAnswer: "The site sends on in a circle.", isDefinite: false), hops: hops
                    )
                }
            }
            guard let page = self[next] else {
                return LinkSight(
                    outcome: CheckOutcome(noAnswer: "There is no such host.", isDefinite: true), hops: hops)
            }
            hops.append(LinkHop(address: next, status: page.status))
            return LinkSight(
                outcome: CheckOutcome(status: page.status, finalAddress: hops.count > 1 ? next : nil), hops: hops,
                body: Array(page.body.utf8))
        }
    }

    private struct Fixture {
        static let scope = "https://www.optics.example/scope"
        static let hop =
            "https://click.network.example/to?sub=masthead-link-check_text&url=https%3A%2F%2Fwww.optics.example%2Fscope"
        static let link = OutboundLink(address: scope)

        let database: any Database
        let clock = SettableClock(Signature.test.at)
        let web = Web()
        let live: LiveLinks
        let store: CheckedLinkStore
        let stock: StockRuleStore
        let programme: Programme
        let rule: MerchantRule
        let inspector: LinkHealthInspector

        static func with(_ engine: TestEngine, _ body: (Fixture) async throws -> Void) async throws {
            try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
                try await body(Fixture(database))
            }
        }

        private init(_ database: any Database) async throws {
            self.database = database
            let fixture = CommerceFixture(database: database)
            programme = try await fixture.programme()
            rule = fixture.rule(of: programme)
            try await fixture.rules.save(rule, by: .test)
            live = try await LiveLinks(database: database, clock: clock)
            store = CheckedLinkStore(database: database)
            stock = StockRuleStore(database: database)
            inspector = LinkHealthInspector(
                live: live, store: store, stock: stock, probe: web,
                published: { [PublishedPage(path: "/one", title: "One", links: [Self.link])] }, clock: clock)
            web[Self.scope] = .init()
            web[Self.hop] = .init(leadsTo: Self.scope)
        }

        /// Passes an hour each.
        @discardableResult
        func pass(hours: Int) async throws -> [LinkHealthInspector.Report] {
            var reports: [LinkHealthInspector.Report] = []
            for _ in 0..<hours {
                reports.append(try await inspector.inspectDue())
                clock.advance(by: .seconds(3600))
            }
            return reports
        }

        func checked() async throws -> CheckedLink { try #require(try await store.link(to: Self.scope)) }

        /// Where the link on the page leads, decorated or not, and where `/go` sends readers.
        func served() async throws -> (earns: Bool, direction: LinkDirection?) {
            _ = try await live.reloadIfChanged()
            let placed = try await live.placed([Self.link], onPage: "/one")[0]
            let given = try await database.read { try $0.first(AffiliateLink.self, "SELECT * FROM affiliate_link") }
            return (placed != nil, given.map { live.direction(of: $0, on: clock.now().localDay).direction })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func bothAddressesAreAskedForOnceAWeek(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            try await fixture.pass(hours: 24 * 15)
            #expect(fixture.web.asked.count(where: { $0 == Fixture.scope }) == 3)
            #expect(fixture.web.asked.count(where: { $0 == Fixture.hop }) == 3)
            let link = try await fixture.checked()
            #expect(link.condition == .fine)
            #expect(link.earning?.chain.map(\.status) == [302, 200])
            #expect(try await fixture.store.events(of: Fixture.scope).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aNetworkThatLeadsElsewhereIsNotUsedUntilItIsMended(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            #expect(try await fixture.served().earns)
            fixture.web[Fixture.hop] = .init(leadsTo: "https://lost.example/")
            fixture.web["https://lost.example/"] = .init()
            let report = try await fixture.inspector.inspectDue()
            #expect(report.fell == [Fixture.scope])
            #expect(report.changesPages)
            let link = try await fixture.checked()
            #expect(link.condition == .elsewhere)
            #expect(link.earning?.chain.map(\.address) == [Fixture.hop, "https://lost.example/"])
            let lost = try await fixture.served()
            #expect(!lost.earns)
            #expect(lost.direction?.address == Fixture.scope)
            #expect(lost.direction?.programme == nil)
            #expect(lost.direction?.leadsNowhere == false)
            // It earns nothing, and is not counted among what may.
            let page = PublishedPage(path: "/one", title: "One", links: [Fixture.link])
            #expect(LinkCensus(of: [page], by: fixture.live.rules, on: .today).links == 0)

            fixture.web[Fixture.hop] = .init(leadsTo: Fixture.scope)
            #expect(try await fixture.pass(hours: 30).flatMap(\.recovered) == [Fixture.scope])
            #expect(try await fixture.served().earns)
            let events = try await fixture.store.events(of: Fixture.scope)
            #expect(events.map(\.kind) == [.found, .found])
            #expect(events.last?.detail.hasPrefix("elsewhere: It leads to lost.example") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDeadNetworkAddressLeavesThePlainOne(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            #expect(try await fixture.served().earns)
            fixture.web[Fixture.hop] = .init(status: 404)
            try await fixture.pass(hours: 48)
            #expect(try await fixture.checked().condition == .failing)
            #expect(try await fixture.served().earns)
            try await fixture.pass(hours: 24 * 7)
            #expect(try await fixture.checked().condition == .dead)
            let served = try await fixture.served()
            #expect(!served.earns)
            #expect(served.direction?.address == Fixture.scope)
            // It was asked for at most once a day.
            #expect(fixture.web.asked.count(where: { $0 == Fixture.hop }) <= 9)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whereBothAreGoneThereIsNowhereToGo(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            #expect(try await fixture.served().earns)
            fixture.web[Fixture.scope] = .init(status: 410)
            try await fixture.pass(hours: 24 * 9)
            #expect(try await fixture.checked().condition == .dead)
            let served = try await fixture.served()
            #expect(!served.earns)
            #expect(served.direction?.leadsNowhere == true)
            #expect(served.direction?.page == "/one")
            #expect(served.direction?.programme == nil)
            // Also when its rule has ended.
            let fixtureRules = CommerceFixture(database: fixture.database).rules
            try await fixtureRules.save(
                MerchantRule(
                    id: fixture.rule.id, programme: fixture.rule.programme, domain: fixture.rule.domain,
                    path: fixture.rule.path, made: fixture.rule.made, ended: fixture.rule.made), by: .test)
            #expect(try await fixture.served().direction?.leadsNowhere == true)
            // What was given out is checked on, but no longer over the network.
            try await fixture.inspector.look(at: fixture.clock.now())
            #expect(try await fixture.checked().earning == nil)
            fixture.web[Fixture.scope] = .init()
            try await fixture.pass(hours: 24 * 8)
            #expect(try await fixture.served().direction?.leadsNowhere == false)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aMerchantThatLetsNoProgramInIsNotDead(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            for status in [401, 403, 429, 500, 503] {
                fixture.web[Fixture.scope] = .init(status: status)
                try await fixture.pass(hours: 24 * 30)
                let link = try await fixture.checked()
                #expect(link.plain.condition == .untold)
                #expect(try await fixture.served().earns)
                fixture.web[Fixture.scope] = .init()
                try await fixture.pass(hours: 24 * 8)
                #expect(try await fixture.checked().condition == .fine)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aCircleIsToldWithItsWay(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            fixture.web[Fixture.hop] = .init(leadsTo: Fixture.hop)
            _ = try await fixture.inspector.inspectDue()
            let earning = try #require(try await fixture.checked().earning)
            #expect(earning.condition == .failing)
            #expect(earning.health.lastError == "The site sends on in a circle.")
            #expect(earning.chain.count == 10)
            #expect(try await fixture.served().earns)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func stockRulesMarkWithTheNextCheck(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            fixture.web[Fixture.scope] = .init(body: "<b>Sold out</b>")
            _ = try await fixture.inspector.inspectDue()
            #expect(try await fixture.checked().condition == .fine)
            let rule = StockRule(
                id: StockRule.ID(at: Signature.test.at), programme: fixture.programme.id, rule: fixture.rule.id,
                sign: .text("sold out"), made: Signature.test.at)
            try await fixture.stock.add(rule, by: .test)
            let link = try await fixture.checked()
            #expect(try await fixture.inspector.inspect(link.id)?.condition == .outOfStock)
            #expect(try await fixture.served().earns)
            _ = try await fixture.stock.end(rule.id, by: .test)
            #expect(try await fixture.inspector.inspect(link.id)?.condition == .fine)
            let gone = CheckedLink.ID(at: Signature.test.at)
            await #expect(throws: CheckedLinkStore.noLink) { _ = try await fixture.inspector.inspect(gone) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func ofSeveralNodesOneAsks(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let links = Dictionary(uniqueKeysWithValues: (0..<30).map { ("https://m\($0).example/", String?.none) })
            try await fixture.store.keep(links, at: Signature.test.at)
            let taken = try await withThrowingTaskGroup(of: [CheckedLinkLease].self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await fixture.store.claim(at: Signature.test.at, limit: 7, lease: .seconds(60))
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.count == 30)
            #expect(Set(taken.map(\.destination)).count == 30)
            let lease = try #require(taken.first)
            let judgement = LinkJudgement(outcome: CheckOutcome(status: 404, finalAddress: nil))
            let later = Signature.test.at.advanced(by: .seconds(60))
            _ = try await fixture.store.claim(at: later, limit: 500, lease: .seconds(60))
            #expect(try await fixture.store.record(judgement, chain: [], of: lease, at: later) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func ourOwnNetworkIsBlamedWhenNobodyAnswers(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let links = Dictionary(uniqueKeysWithValues: (0..<5).map { ("https://m\($0).example/", String?.none) })
            _ = try await fixture.inspector.inspectDue()
            try await fixture.store.keep(links, at: Signature.test.at)
            #expect(try await fixture.inspector.inspectDue().isAlone)
            let found = try await fixture.store.all()
            #expect(found.count == 5)
            #expect(found.allSatisfy { $0.plain.health.failures == 0 && $0.plain.health.unclear == 1 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func troubleCanBeLeftAloneForAWhile(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            _ = try await fixture.inspector.inspectDue()
            let id = try await fixture.checked().id
            let until = CalendarDay.today.advanced(byDays: 10)
            try await fixture.store.leave(id, (until, "The merchant knows."), by: .test)
            let left = try await fixture.checked()
            #expect(left.leave?.note == "The merchant knows.")
            #expect(left.isLeft(on: until) && !left.isLeft(on: until.advanced(byDays: 1)))
            try await fixture.store.leave(id, nil, by: .test)
            #expect(try await fixture.checked().leave == nil)
            #expect(try await fixture.store.events(of: Fixture.scope).map(\.kind) == [.takenUp, .left])
            for (day, note) in [
                (until, ""), (until, String(repeating: "x", count: 501)), (until, "\u{7}"),
                (CalendarDay.today.advanced(byDays: -1), "Late."), (CalendarDay.today.advanced(byDays: 400), "Long."),
            ] {
                let problem = await #expect(throws: Problem.self) {
                    try await fixture.store.leave(id, (day, note), by: .test)
                }
                #expect(problem?.kind == .invalid)
            }
            let unknown = CheckedLink.ID(at: Signature.test.at)
            await #expect(throws: CheckedLinkStore.noLink) { try await fixture.store.leave(unknown, nil, by: .test) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatHappenedIsNeverChanged(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            _ = try await fixture.inspector.inspectDue()
            try await fixture.store.tellOfCheck(try await fixture.checked(), by: .test)
            for statement: SQL in ["DELETE FROM link_event", "UPDATE link_event SET detail = 'nothing'"] {
                await #expect(throws: DatabaseError.self) {
                    try await fixture.database.write { try $0.execute(statement) }
                }
            }
            #expect(try await fixture.store.events(of: Fixture.scope).count == 1)
        }
    }
}
