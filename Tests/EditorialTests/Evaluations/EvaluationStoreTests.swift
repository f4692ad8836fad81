import Database
import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("Evaluations")
struct EvaluationStoreTests {
    private typealias Fixture = EvaluationFixture

    /// The fixture's criteria with other weights.
    private func weighted(_ speed: Int, _ noise: Int) -> EvaluationEdit {
        .criteria(
            zip(Fixture.criteria, [speed, noise]).map {
                Criterion(slug: $0.slug, name: $0.name, weight: $1, scale: $0.scale, good: $0.good)
            })
    }

    @Test("are kept as they were made, with every step of it", arguments: TestEngine.allCases)
    func kept(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            let stored = try #require(try await site.evaluations.evaluation(slug("kettles")))
            #expect(stored.sheet == Fixture.sheet)
            #expect(stored.revision == 6)
            // 3 × 9.0 + 2 × 2.0 = 31 of 50; 3 × 5.0 + 2 × 7.5 = 30 of 50.
            #expect(stored.sheet.ranking.places.map(\.product.description) == ["alpha", "beta"])
            #expect(stored.sheet.ranking.places.map(\.total.description) == ["6.20", "6.00"])
            #expect(stored.sheet.ranking.untested == [slug("gamma")])
            let history = try await site.evaluations.history(slug("kettles"))
            #expect(history.map(\.number) == [6, 5, 4, 3, 2, 1])
            #expect(history.allSatisfy { $0.by == Fixture.ann && $0.at == EditorialSite.start })
            #expect(
                history[0].lines.first
                    == ChangeLine(what: "Score of “Beta” for “Speed”", before: nil, after: "5.0"))
            let listed = try await site.evaluations.page(search: "KETTLE").items
            #expect(listed.map(\.products) == [3])
            #expect(listed.map(\.criteria) == [2])
            #expect(listed.map(\.articles) == [0])
            #expect(try await site.evaluations.page(search: "toaster").items.isEmpty)
            #expect(try await site.products.page(search: "alpha").items.map(\.evaluations) == [1])
        }
    }

    @Test("show a new order before it is saved, and take their articles along after", arguments: TestEngine.allCases)
    func change(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            try await site.publish("tested", 1) {
                $0.kind = .evaluation
                $0.body = "Which?\n\n:evaluation[kettles]\n"
            }
            try await site.publish("other", 2)
            let recorder = ChangeRecorder(site.changes)
            let effect = try await site.evaluations.preview(
                slug("kettles"), weighted(2, 3), base: 6, at: EditorialSite.time(5))
            #expect(effect.before.ranking.places.map(\.product.description) == ["alpha", "beta"])
            #expect(effect.after.ranking.places.map(\.product.description) == ["beta", "alpha"])
            #expect(effect.articles.map(\.slug) == [slug("tested")])
            #expect(try await site.evaluations.evaluation(slug("kettles"))?.sheet == Fixture.sheet)
            #expect(try await site.evaluations.history(slug("kettles")).count == 6)
            #expect(try await site.page("tested")?.revision == 1)
            #expect(recorder.changes.isEmpty)

            let changed = try await site.change(weighted(2, 3), base: 6, reason: "Readers sleep.", minutes: 5)
            #expect(changed == [slug("tested")])
            #expect(recorder.changes == [.articles([slug("tested")])])
            let page = try #require(try await site.page("tested"))
            #expect(page.revision == 2)
            #expect(page.summary.updated == EditorialSite.time(5))
            #expect(page.summary.kind == .evaluation)
            #expect(page.evaluations.map { $0.ranking.places.map(\.product.description) } == [["beta", "alpha"]])
            #expect(
                try await site.articles.revisions(slug("tested")).map(\.note) == [
                    "Evaluation “Kettles”: Weight of “Speed” changed from 3 to 2; Weight of “Noise” changed from 2 to 3. Readers sleep.",
                    "Because.",
                ])
            #expect(try await site.page("other")?.revision == 1)
            let history = try await site.evaluations.history(slug("kettles"))
            #expect(history[0].reason == "Readers sleep.")
            #expect(
                history[0].lines == [
                    ChangeLine(what: "Weight of “Speed”", before: "3", after: "2"),
                    ChangeLine(what: "Weight of “Noise”", before: "2", after: "3"),
                ])
        }
    }

    @Test("are found by the products that they show, and no more by what they don’t", arguments: TestEngine.allCases)
    func search(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            try await site.publish("tested") { $0.body = ":evaluation[kettles]" }
            try await site.publish("named", 1) { $0.body = "The :product[gamma] is one." }
            #expect(
                try await site.search.search("gamma").hits.map(\.article.slug.description).sorted() == [
                    "named", "tested",
                ])
            let renamed = Fixture.product("gamma", "Deltoid")
            let changed = try await site.products.change(
                to: renamed, reason: "", by: Fixture.ann, at: EditorialSite.time(9))
            #expect(Set(changed) == [slug("tested"), slug("named")])
            #expect(try await site.search.search("gamma").hits.isEmpty)
            #expect(try await site.search.search("deltoid").hits.count == 2)
            #expect(
                try await site.articles.revisions(slug("named")).first?.note
                    == "Product “Gamma”: Name changed from Gamma to Deltoid.")
            #expect(try await site.products.history(slug("gamma")).map(\.lines.count) == [1, 3])
            let uses = try await site.products.uses(of: slug("gamma"))
            #expect(uses.articles.map(\.slug.description) == ["named", "tested"])
            #expect(uses.evaluations.map(\.title) == ["Kettles"])
            // A fact's change must not lose what the comparison says.
            try await site.publish("tested", 20) { $0.body = ":fact[gdp]\n\n:evaluation[kettles]" }
            try await site.facts.change(
                slug("gdp"),
                to: FactChange(
                    value: "999", unit: nil, qualifier: nil, asOf: date("2015"), source: slug("bank"), reason: ""),
                at: EditorialSite.time(30))
            #expect(try await site.search.search("deltoid").hits.count == 2)
        }
    }

    @Test("refuse what builds on an older state", arguments: TestEngine.allCases)
    func meanwhile(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            try await site.change(weighted(1, 1), base: 6)
            #expect(try await kind { try await site.change(weighted(5, 1), base: 6) } == .conflict)
            #expect(
                try await kind {
                    _ = try await site.evaluations.preview(
                        slug("kettles"), weighted(5, 1), base: 6, at: EditorialSite.start)
                } == .conflict)
            #expect(try await kind { try await site.change(weighted(1, 1), base: 7) } == .invalid)
            #expect(
                try await kind {
                    _ = try await site.evaluations.preview(
                        slug("none"), weighted(5, 1), base: 1, at: EditorialSite.start)
                } == .notFound)
        }
    }

    @Test("refuse weights, scores and products that can’t be", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            func errors(_ edit: EvaluationEdit) async throws -> [String] {
                try await fieldErrors { try await site.change(edit, base: 6) }
            }
            #expect(try await errors(weighted(-1, 1)) == ["weight-0"])
            #expect(try await errors(weighted(1, 1001)) == ["weight-1"])
            #expect(try await errors(weighted(.max, .max)) == ["weight-0", "weight-1"])
            #expect(try await errors(weighted(.min, 1)) == ["weight-0"])
            #expect(try await errors(weighted(0, 0)) == ["weight-0"])
            #expect(try await errors(.criteria(Fixture.criteria + [Fixture.criteria[0]])) == ["name-2"])
            let blank = Criterion(slug: slug("x"), name: " ", weight: 1, scale: "", good: "\u{0}")
            #expect(try await errors(.criteria([blank])) == ["name-0", "scale-0", "good-0"])
            let many = (0..<31).map {
                Criterion(slug: slug("c\($0)"), name: "C\($0)", weight: 1, scale: "s", good: "g")
            }
            #expect(try await errors(.criteria(many)) == ["criteria"])
            #expect(try await errors(.products(add: [slug("none")], remove: [])) == ["add"])
            let evidence = [slug("speed"): Fixture.score("1.0", evidence: " ")]
            #expect(try await errors(.scores(of: slug("alpha"), evidence)) == ["evidence-speed"])
            let long = [slug("speed"): Fixture.score("1.0", evidence: String(repeating: "x", count: 1001))]
            #expect(try await errors(.scores(of: slug("alpha"), long)) == ["evidence-speed"])
            let nobody = [slug("speed"): Fixture.score("1.0", tester: Tester(name: "", person: nil))]
            #expect(try await errors(.scores(of: slug("alpha"), nobody)) == ["tester-speed"])
            let stranger = [slug("speed"): Fixture.score("1.0", tester: Tester(name: "X", person: slug("none")))]
            #expect(try await errors(.scores(of: slug("alpha"), stranger)) == ["tester-speed"])
            let late = Score(
                value: Fixture.score("1.0").value, evidence: "e", tester: Tester(name: "T"),
                tested: EditorialSite.start.day.advanced(byDays: 1))
            #expect(try await errors(.scores(of: slug("alpha"), [slug("speed"): late])) == ["tested-speed"])
            #expect(
                try await errors(.scores(of: slug("alpha"), [slug("gone"): Fixture.score("1.0")])) == ["score-gone"])
            #expect(
                try await errors(.scores(of: slug("none"), [slug("speed"): Fixture.score("1.0")])) == ["product"])
            #expect(try await errors(.description(title: "", method: "")) == ["title"])
            #expect(try await errors(.description(title: "T", method: "See :fact[gdp].")) == ["method"])
            #expect(try await errors(.description(title: "T", method: "A[^1]\n\n[^1]: b")) == ["method"])
            #expect(try await site.evaluations.evaluation(slug("kettles"))?.sheet == Fixture.sheet)
            #expect(try await site.count("evaluation_change") == (1 + 1 + 2 + 3 + 8 + 8))
            for name in ["kettles", "search"] {
                let problem = try await kind {
                    try await site.evaluations.begin(
                        slug(name), title: "T", by: Fixture.ann, at: EditorialSite.start)
                }
                #expect(problem == (name == "search" ? .invalid : .conflict))
            }
        }
    }

    @Test("refuse products that can’t be", arguments: TestEngine.allCases)
    func refusedProducts(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            func errors(_ address: String, name: String = "N") async throws -> [String] {
                let product = Product(slug: slug("p"), name: name, maker: "M", address: address, note: nil)
                return try await fieldErrors {
                    try await site.products.add(product, by: Fixture.ann, at: EditorialSite.start)
                }
            }
            for address in [
                "http://a.example/", "javascript:alert(1)", "https://", "https://a.example/ x", "https://u@a.example/",
                "https://a.example/?utm_source=x", "https://a.example/?id=1&TAG=us-20", "https://a.example/\"",
                "https://a.example/?aff=1#x", "//a.example", "",
            ] { #expect(try await errors(address).contains("address"), "\(address)") }
            #expect(try await errors("https://a.example/", name: "\u{7}") == ["name"])
            #expect(try await errors("https://a.example/item?id=7&ref2=x#tag") == [])
            #expect(
                try await kind {
                    try await site.products.add(
                        Fixture.product("p", "Again"), by: Fixture.ann, at: EditorialSite.start)
                } == .conflict)
            #expect(
                try await kind {
                    try await site.products.change(
                        to: Fixture.product("none", "X"), reason: "", by: Fixture.ann, at: EditorialSite.start)
                } == .notFound)
            let same = try #require(try await site.products.product(slug("p")))
            #expect(
                try await kind {
                    try await site.products.change(to: same, reason: "", by: Fixture.ann, at: EditorialSite.start)
                } == .invalid)
        }
    }

    @Test("follow the name of a tester who has a byline", arguments: TestEngine.allCases)
    func testers(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            let byAnn = Fixture.score("4.0", tester: Tester(name: "whoever", person: slug("ann")))
            try await site.change(
                .scores(of: slug("gamma"), [slug("speed"): byAnn, slug("noise"): Fixture.score("4.0")]), base: 6)
            func tester() async throws -> Tester? {
                try await site.evaluations.evaluation(slug("kettles"))?.sheet.evaluation
                    .score(of: slug("gamma"), by: slug("speed"))?.tester
            }
            #expect(try await tester() == Tester(name: "Ann", person: slug("ann")))
            try await site.people.save(Person(slug: slug("ann"), name: "Ann Other", role: "Writer", biography: ""))
            #expect(try await tester() == Tester(name: "Ann Other", person: slug("ann")))
            #expect(
                try await site.evaluations.history(slug("kettles"))[0].lines.contains(
                    ChangeLine(what: "Tester of “Gamma” for “Speed”", before: nil, after: "Ann")))
        }
    }

    @Test("lose the scores of what is taken out, which the history keeps", arguments: TestEngine.allCases)
    func takenOut(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            try await site.change(.criteria([Fixture.criteria[1]]), base: 6)
            try await site.change(.products(add: [], remove: [slug("alpha")]), base: 7)
            let sheet = try #require(try await site.evaluations.evaluation(slug("kettles"))?.sheet)
            #expect(sheet.evaluation.scores.count == 1)
            #expect(sheet.ranking.places.map(\.product) == [slug("beta")])
            #expect(try await site.count("evaluation_score") == 1)
            let lines = try await site.evaluations.history(slug("kettles")).flatMap(\.lines)
            #expect(
                lines.contains(ChangeLine(what: "Score of “Alpha” for “Speed”", before: "9.0", after: nil)))
            #expect(
                lines.contains(ChangeLine(what: "Score of “Alpha” for “Noise”", before: "2.0", after: nil)))
            // Put in again, it has no score until somebody tests it again.
            try await site.change(.products(add: [slug("alpha")], remove: []), base: 8)
            #expect(
                try await site.evaluations.evaluation(slug("kettles"))?.sheet.ranking.untested == [
                    slug("alpha"), slug("gamma"),
                ])
        }
    }

    @Test("have a history that nobody changes", arguments: TestEngine.allCases)
    func immutable(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.addEvaluation()
            for statement in [
                "UPDATE evaluation_change SET became = 'x'", "DELETE FROM evaluation_change",
                "UPDATE product_change SET account_name = 'x'", "DELETE FROM product_change",
            ] as [SQL] {
                await #expect(throws: DatabaseError.self) {
                    try await site.database.write { try $0.execute(statement) }
                }
            }
            for statement in [
                "UPDATE evaluation_score SET tenths = 101", "UPDATE evaluation_score SET evidence = ''",
                "UPDATE evaluation_criterion SET weight = -1", "DELETE FROM product",
            ] as [SQL] {
                await #expect(throws: DatabaseError.self) {
                    try await site.database.write { try $0.execute(statement) }
                }
            }
        }
    }

    @Test("hold two hundred products by thirty criteria, and no more", arguments: TestEngine.allCases)
    func large(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let criteria = (0..<30).map {
                Criterion(slug: slug("c\($0)"), name: "C\($0)", weight: $0, scale: "s", good: "g")
            }
            let names = (0..<201).map { slug("p\($0)") }
            for name in names {
                try await site.products.add(
                    Fixture.product(name.description, "Product \(name)"), by: Fixture.ann, at: EditorialSite.start)
            }
            try await site.evaluations.begin(
                slug("kettles"), title: "Large", by: Fixture.ann, at: EditorialSite.start)
            try await site.change(.description(title: "Large", method: "So."), base: 1)
            try await site.change(.criteria(criteria), base: 2)
            #expect(
                try await fieldErrors { try await site.change(.products(add: Set(names), remove: []), base: 3) } == [
                    "add"
                ])
            try await site.change(.products(add: Set(names.prefix(200)), remove: []), base: 3)
            for (index, name) in names.prefix(40).enumerated() {
                let scores = Dictionary(
                    uniqueKeysWithValues: criteria.map { ($0.slug, Fixture.score("\(index % 10).\($0.weight % 10)")) })
                try await site.change(.scores(of: name, scores), base: 4 + index)
            }
            try await site.publish("large") { $0.body = ":evaluation[kettles]" }
            let page = try #require(try await site.page("large"))
            #expect(page.evaluations.first?.ranking.places.count == 40)
            #expect(page.evaluations.first?.ranking.untested.count == 160)
        }
    }

    @Test("are published with what they need, or not at all", arguments: TestEngine.allCases)
    func publication(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            func errors(_ change: @escaping (inout ArticleDraft) -> Void) async throws -> [String] {
                try await fieldErrors { try await site.publish("tested", 1, change) }
            }
            #expect(try await errors { $0.kind = .evaluation } == ["body"])
            #expect(try await errors { $0.body = ":evaluation[kettles]" } == ["body"])
            #expect(try await errors { $0.body = "A :product[alpha]." } == ["body"])
            try await site.evaluations.begin(
                slug("kettles"), title: "Kettles", by: Fixture.ann, at: EditorialSite.start)
            #expect(try await errors { $0.body = ":evaluation[kettles]" } == ["body"])
            try await site.change(.description(title: "Kettles", method: "We boiled."), base: 1)
            #expect(try await errors { $0.body = ":evaluation[kettles]" } == ["body"])
            try await site.change(.criteria(Fixture.criteria), base: 2)
            #expect(try await errors { $0.body = ":evaluation[kettles]" } == ["body"])
            for product in Fixture.products {
                try await site.products.add(product, by: Fixture.ann, at: EditorialSite.start)
            }
            try await site.change(.products(add: [slug("alpha")], remove: []), base: 3)
            #expect(try await errors { $0.answer = ":evaluation[kettles]" } == ["answer"])
            #expect(
                try await errors {
                    $0.kind = .evaluation
                    $0.body = ":evaluation[kettles]"
                } == [])
            // What readers are shown keeps its method, its criteria and its products.
            #expect(
                try await kind { try await site.change(.description(title: "Kettles", method: ""), base: 4) }
                    == .invalid)
            #expect(try await kind { try await site.change(.criteria([]), base: 4) } == .invalid)
            #expect(
                try await kind {
                    try await site.change(.products(add: [], remove: [slug("alpha")]), base: 4)
                } == .invalid)
            #expect(try await site.evaluations.uses(of: slug("kettles")).map(\.slug) == [slug("tested")])
        }
    }
}
