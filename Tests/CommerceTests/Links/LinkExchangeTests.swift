import Commerce
import Database
import Kernel
import Tables
import TestSupport
import Testing

@Suite struct LinkExchangeTests {
    private static let head = "Link Name,Destination URL,Slug,Categories,Images,Geolocations,Autolinker Keywords\r\n"

    private func plan(
        _ rows: String, _ fixture: CommerceFixture, programme: Programme.ID? = nil
    ) async throws -> LinkImport {
        let planner = try await LinkImportPlanner(
            known: fixture.links.all(), rules: LiveRules.read(from: fixture.database).rules, programme: programme,
            site: fixture.site, now: Signature.test.at)
        return try planner.plan(CommaSeparatedTable(Self.head + rows))
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsExportedIsImportedUnchanged(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let programme = try await fixture.programme()
            let link = try HandMadeLink(
                slug: Slug("scope"), name: "A \"scope\", and more", programme: programme.id,
                destination: "https://optics.example/a", target: "https://optics.example/a?s={subid}",
                categories: ["Sky", "Big, and far"],
                images: "https://optics.example/1.png;https://optics.example/2.png",
                geolocations: "AU:https://optics.example/au;", keywords: "scope;telescope", made: Signature.test.at)
            try await fixture.links.save(link, by: .test)
            let text = LinkExchange.export(try await fixture.links.all()).text
            let rows = try CommaSeparatedTable(text).rows
            #expect(rows[1].fields[0] == link.name && rows[1].fields[3] == "Sky;Big, and far")
            let planned = try await plan(String(text.dropFirst(Self.head.count - 1)), fixture)
            #expect(planned.rows.map(\.outcome) == [.unchanged])
            #expect(try planned.links().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func eachRowTellsWhatBecomesOfIt(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let programme = try await fixture.programme()
            try await fixture.rules.save(fixture.rule(of: programme), by: .test)
            try await fixture.links.save(
                fixture.link(of: programme, target: "https://www.optics.example/scope"), by: .test)
            let planned = try await plan(
                """
                Hop,https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Foptics.example%2Fx,hop,A; B ;A,,,
                Changed,https://www.optics.example/scope,scope,,,,
                Script,javascript:alert(1),script,,,,
                Itself,https://quarto.example/x,itself,,,,
                Elsewhere,https://elsewhere.example/,elsewhere,,,,
                Twice,https://optics.example/y,hop,,,,
                Same,https://optics.example/x,same,,,,
                Slug,https://optics.example/z,Not a slug,,,,
                Short,https://optics.example/z
                Place,https://optics.example/p,place,,,AU:javascript:x;,

                """, fixture)
            #expect(planned.rows.map(\.line) == Array(2...11))
            #expect(planned.rows[0].outcome == .added)
            #expect(planned.rows[0].link?.destination == "https://optics.example/x")
            #expect(planned.rows[0].link?.categories == ["A", "B"])
            #expect(planned.rows[1].outcome == .changed)
            let marked = try await plan("Own,https://optics.example/o?a=1&sub={subid},own,,,,\n", fixture)
            #expect(marked.rows[0].link?.destination == "https://optics.example/o?a=1")
            for row in planned.rows.dropFirst(2) {
                guard case .refused(let reason) = row.outcome else {
                    Issue.record("\(row.name) is not refused")
                    continue
                }
                #expect(!reason.isEmpty && row.link == nil)
            }
            #expect(throws: Problem.self) { try planned.links() }
            let elsewhere = try await plan(
                "Elsewhere,https://elsewhere.example/,elsewhere,,,,\n", fixture, programme: programme.id)
            #expect(elsewhere.rows.map(\.outcome) == [.added])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingIsHalfImported(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let programme = try await fixture.programme()
            let good = try fixture.link(of: programme)
            let bad = try fixture.link(of: programme, slug: "other")
            await #expect(throws: Problem.self) { try await fixture.links.save([good, bad], by: .test) }
            #expect(try await fixture.links.all().isEmpty)
            #expect(try await CommerceHistory(database: database).events().count { $0.kind == .link } == 0)
        }
    }

    @Test(arguments: [
        "a,\"b", "a,\"b\"c", "a,b\"c\"", "\"",
    ])
    func aTableThatCannotBeReadIsRefusedWithItsLine(text: String) {
        let problem = #expect(throws: Problem.self) { try CommaSeparatedTable(text) }
        #expect(problem?.detail.contains("ine 1") == true)
    }

    @Test func aTableOfAnotherKindIsRefused() async throws {
        let planner = LinkImportPlanner(
            known: [], rules: LiveRules(), programme: nil, site: OwnSite(origin: "https://quarto.example"),
            now: Signature.test.at)
        for text in ["", "Name,Address\r\n", "\u{0}\u{1}\u{2}"] {
            #expect(throws: Problem.self) { try planner.plan(CommaSeparatedTable(text)) }
        }
    }

    @Test func fieldsMayHoldLineEndsQuotesAndCommas() throws {
        let rows = [["a\r\nb", "c\"d", "e,f", ""], ["", "x", "é", "z"]]
        let table = try CommaSeparatedTable(CommaSeparatedTable(rows: rows).text)
        #expect(table.rows.map(\.fields) == rows)
        #expect(table.rows.map(\.line) == [1, 3])
        #expect(CommaSeparatedTable(rows: [["=1+1"]]).text == "\"'=1+1\"\r\n")
    }
}
