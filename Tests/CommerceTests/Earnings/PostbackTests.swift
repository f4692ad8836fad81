import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct PostbackTests {
    private static let now = Signature.test.at

    private static func parameters(_ changes: [String: String?] = [:]) -> [(name: String, value: String)] {
        var values: [String: String?] = [
            "transaction": "t 1&2", "status": "pending", "commission": "4.20", "currency": "EUR",
            "sub_id": "one_text", "day": "2026-05-03", "timestamp": String(now.milliseconds / 1000),
        ]
        values.merge(changes) { $1 }
        return values.compactMap { name, value in value.map { (name, $0) } }.shuffled()
    }

    private static func signed(
        _ key: String, _ programme: Programme.ID, _ changes: [String: String?] = [:]
    ) -> Postback {
        let parameters = parameters(changes)
        let text = Postback(parameters: parameters).signedText(programme)
        return Postback(parameters: parameters + [("signature", Postback.signature(of: text, key: key))])
    }

    @Test func theSignatureIsTheStandards() throws {
        // RFC 4231, test case 2.
        #expect(
            Postback.signature(of: "what do ya want for nothing?", key: "Jefe")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let id = try #require(Programme.ID("0197a000-0000-7000-8000-000000000001"))
        let text = Postback(parameters: [("b", "2 +"), ("a", "é"), ("signature", "x")]).signedText(id)
        #expect(text == "\(id)\na=%C3%A9&b=2%20%2B")
    }

    @Test(arguments: TestEngine.allCases)
    func aSignedPostbackIsKeptOnce(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = try await EarningFixture(database)
            let store = PostbackStore(database: database)
            let id = fixture.awin.id
            let key = try await PostbackSecretStore(database: database).make(
                PostbackSecret.ID(at: Signature.test.at), .signature, for: id, by: .test)
            for _ in 0..<3 { try await store.take(Self.signed(key, id), of: id, at: Self.now) }
            try await store.take(
                Self.signed(key, id, ["status": "approved", "commission": "4.00"]), of: id, at: Self.now)
            #expect(try await fixture.standing() == ["t 1&2": "approved 4000000 EUR"])
            #expect(try await fixture.count("conversion") == 2)
            // The report that comes later says the same.
            let plan = try await fixture.enter([EarningFixture.row("t 1&2", "pending", "4.20", sale: "0")])
            #expect(plan.count(.unchanged) == 1 && plan.news == 0)
            let reports = EarningReports(database: database)
            let days = CalendarDay.first...Self.now.day
            #expect(try await reports.lines(by: .article, days: days).map(\.subject) == ["/one"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNotTrueIsRefusedAndNothingIsKept(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = try await EarningFixture(database)
            let store = PostbackStore(database: database)
            let secrets = PostbackSecretStore(database: database)
            let id = fixture.awin.id
            let key = try await secrets.make(
                PostbackSecret.ID(at: Signature.test.at), .signature, for: id, by: .test)
            let token = try await secrets.make(
                PostbackSecret.ID(at: Signature.test.at), .token, for: id, by: .test)
            let other = try await secrets.make(
                PostbackSecret.ID(at: Signature.test.at), .signature, for: fixture.generic.id, by: .test)
            let good = Self.signed(key, id).parameters
            let seconds = Self.now.milliseconds / 1000
            for (parameters, words) in [
                (Self.parameters(), "neither a signature nor a token"),
                (Self.signed(other, id).parameters, "signature is wrong"),
                (Self.signed(token, id).parameters, "signature is wrong"),
                (good.map { $0.name == "commission" ? ($0.name, "9.99") : $0 }, "signature is wrong"),
                (good + [("sale", "1")], "signature is wrong"), (good + [("status", "paid")], "stands in it twice"),
                (Self.parameters() + [("signature", "zz")], "signature is wrong"),
                (Self.signed(key, id, ["timestamp": String(seconds - 301)]).parameters, "timestamp"),
                (Self.signed(key, id, ["timestamp": String(seconds + 301)]).parameters, "timestamp"),
                (Self.signed(key, id, ["timestamp": nil]).parameters, "timestamp"),
                (Self.parameters() + [("token", key)], "token is wrong"),
                (Self.parameters() + [("token", "")], "neither"),
            ] {
                let problem = try await #require(throws: Problem.self) {
                    try await store.take(Postback(parameters: parameters), of: id, at: Self.now)
                }
                #expect(problem.kind == .forbidden && problem.detail.contains(words), "\(problem)")
            }
            for (changes, words) in [
                (["currency": "XXX"], "“XXX” is no currency in use"), (["commission": "4,2,0"], "no amount"),
                (["commission": nil], "no amount"), (["status": "perhaps"], "no status"),
                (["day": "2026-02-30"], "no day"),
                (["transaction": nil], "transaction is missing"), (["sub_id": "\u{7}"], "control character"),
                (["visitor": "7"], "no parameter “visitor”"), (["sale": "much"], "no amount"),
                (["transaction": String(repeating: "x", count: 201)], "too long"),
            ] as [([String: String?], String)] {
                let problem = try await #require(throws: Problem.self) {
                    try await store.take(Self.signed(key, id, changes), of: id, at: Self.now)
                }
                #expect(problem.kind == .invalid && problem.detail.contains(words), "\(problem)")
            }
            let unknown = Programme.ID(at: Self.now)
            await #expect(throws: Problem.self) {
                try await store.take(Self.signed(key, unknown), of: unknown, at: Self.now)
            }
            #expect(try await fixture.count("conversion") == 0)
            try await store.take(Postback(parameters: Self.parameters() + [("token", token)]), of: id, at: Self.now)
            let problem = try await #require(throws: Problem.self) {
                try await store.take(Self.signed(key, id, ["currency": "USD", "status": "paid"]), of: id, at: Self.now)
            }
            #expect(problem.detail.contains("in EUR in another state"))
            #expect(try await fixture.count("conversion") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anOldSecretIsTakenForADay(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = try await EarningFixture(database)
            let store = PostbackStore(database: database)
            let secrets = PostbackSecretStore(database: database)
            let id = fixture.awin.id
            let old = try await secrets.make(
                PostbackSecret.ID(at: Signature.test.at), .signature, for: id, by: .test)
            let again = PostbackSecret.ID(at: Self.now)
            _ = try await secrets.make(again, .token, for: id, by: .test)
            await #expect(throws: Problem.self) { try await secrets.make(again, .token, for: id, by: .test) }
            let new = try await secrets.make(
                PostbackSecret.ID(at: Signature.test.at), .signature, for: id, by: .test)
            #expect(old != new && old.count == 64)
            func take(_ key: String, after: Duration) async throws {
                let now = Self.now.advanced(by: after)
                let time = String(now.milliseconds / 1000)
                try await store.take(Self.signed(key, id, ["timestamp": time]), of: id, at: now)
            }
            try await take(old, after: .seconds(86_399))
            await #expect(throws: Problem.self) { try await take(old, after: .seconds(86_400)) }
            try await take(new, after: .seconds(1_000_000))
            #expect(
                try await secrets.current(at: Self.now.advanced(by: .seconds(86_400))).filter {
                    $0.scheme == .signature
                }.count == 1)
            let later = Signature(account: nil, name: "Bo", at: Self.now.advanced(by: .seconds(1_000_001)))
            try await secrets.end(for: id, by: later)
            await #expect(throws: Problem.self) { try await take(new, after: .seconds(1_000_002)) }
            #expect(try await secrets.current(at: later.at).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func reportsAndPostbacksComeToTheSameInAnyOrder(engine: TestEngine) async throws {
        var generator = SeededGenerator(seed: 7)
        var standings: [[String: String]] = []
        for _ in 0..<3 {
            try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
                let fixture = try await EarningFixture(database)
                let store = PostbackStore(database: database)
                let id = fixture.awin.id
                let token = try await PostbackSecretStore(database: database).make(
                    PostbackSecret.ID(at: Signature.test.at), .token, for: id, by: .test)
                let sales = (0..<12).flatMap { number in
                    [("pending", "5.5"), ("approved", "5"), ("declined", number % 2 == 0 ? "5" : "-2")].map {
                        (String(number), $0.0, $0.1)
                    }
                }
                for (number, status, amount) in (sales + sales).shuffled(using: &generator) {
                    if Bool.random(using: &generator) {
                        try await fixture.enter([EarningFixture.row(number, status, amount, sale: "100")])
                    } else {
                        let changes = [
                            "transaction": number, "status": status, "commission": amount, "sale": "100",
                            "token": token,
                            "timestamp": nil,
                        ]
                        try await store.take(Postback(parameters: Self.parameters(changes)), of: id, at: Self.now)
                    }
                }
                #expect(try await fixture.count("conversion") == sales.count)
                standings.append(try await fixture.standing())
            }
        }
        #expect(Set(standings).count == 1 && standings[0]["1"] == "approved 3000000 EUR")
    }
}
