import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct StockRuleStoreTests {
    private func errors(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch let problem as Problem {
            return problem.fieldErrors.map(\.field)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func rulesAreKeptCheckedAndEnded(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let programme = try await fixture.programme()
            let merchant = fixture.rule(of: programme)
            try await fixture.rules.save(merchant, by: .test)
            let store = StockRuleStore(database: database)
            func rule(_ sign: StockRule.Sign, of programme: Programme.ID = programme.id, _ rule: MerchantRule.ID? = nil)
                -> StockRule
            {
                StockRule(
                    id: StockRule.ID(at: Signature.test.at), programme: programme, rule: rule, sign: sign,
                    made: Signature.test.at)
            }
            let text = rule(.text("Sold out"))
            try await store.add(text, by: .test)
            try await store.add(rule(.text("Sold out"), merchant.id), by: .test)
            try await store.add(rule(.availability(.discontinued)), by: .test)
            #expect(try await store.live().count == 3)
            #expect(try await errors { try await store.add(rule(.text("Sold out")), by: .test) } == ["text"])
            for (sign, field) in [
                (StockRule.Sign.text(""), "text"), (.text("  a "), "text"), (.text("ab"), "text"),
                (.text(String(repeating: "x", count: 201)), "text"), (.text("sold\u{1}out"), "text"),
                (.availability(.inStock), "availability"),
            ] { #expect(try await errors { try await store.add(rule(sign), by: .test) } == [field]) }
            let unknown = Programme.ID(at: Signature.test.at)
            #expect(try await errors { try await store.add(rule(.text("gone"), of: unknown), by: .test) } == ["scope"])
            // A merchant rule of another programme.
            #expect(
                try await errors { try await store.add(rule(.text("gone"), of: unknown, merchant.id), by: .test) }
                    == ["scope"])
            _ = try await store.end(text.id, by: .test)
            #expect(try await store.live().count == 2)
            #expect(try await store.all().count == 3)
            let again = await #expect(throws: Problem.self) { _ = try await store.end(text.id, by: .test) }
            #expect(again?.kind == .conflict)
            let other = StockRule.ID(at: Signature.test.at)
            let missing = await #expect(throws: Problem.self) { _ = try await store.end(other, by: .test) }
            #expect(missing?.kind == .notFound)
            let history = CommerceHistory(database: database)
            let events = try await history.events(of: .programme, subject: programme.id.description)
            #expect(events.first?.detail == "out of stock by the text “Sold out”: ended")
            #expect(events.first?.name == "Bo")
            #expect(try await history.events(of: .rule, subject: merchant.id.description).count == 2)
        }
    }
}
