import Editorial
import HTTPSupport
import Hummingbird
import Kernel
import RouterTestSupport
import Secrets
import Staff
import TestSupport
import Testing

@testable import App

/// The forms of the library of facts and sources, asked as a browser asks, with good input and bad.
@Suite struct LibraryFormTests {
    private typealias Answer = (status: Int, location: String?, body: String)

    /// A site, and somebody who is signed in at its desk.
    private struct Desk {
        let asker: OfficeAsker
        let session: (secret: Secret, token: String)
        let sources: SourceStore
        let facts: FactStore
        let clock: SettableClock

        func get(_ path: String) async throws -> Answer { try await asker.answer(path, as: session) }

        func post(_ path: String, _ form: [(String, String)], wantsJSON: Bool = false) async throws -> Answer {
            try await asker.answer(path, form: form, as: session, wantsJSON: wantsJSON)
        }
    }

    private func withDesk(_ body: (Desk) async throws -> Void) async throws {
        try await OfficeSite.with { offices in
            let changes = ChangeFeed()
            let account = try await offices.account([.writer])
            try await body(
                Desk(
                    asker: OfficeAsker(responder: offices.router.buildResponder()),
                    session: offices.session(of: account.id),
                    sources: SourceStore(database: offices.stores.editorial, changes: changes),
                    facts: FactStore(database: offices.stores.editorial, changes: changes), clock: offices.clock))
        }
    }

    private static let source = [
        ("title", "A survey of the deep"), ("author", "Ann Bee"), ("publisher", "Institute"),
        ("address", "https://institute.example/survey"), ("published", "2024-03"), ("accessed", "2026-01-02"),
        ("doi", "https://doi.org/10.1000/DEEP"), ("slug", ""),
    ]

    private static func with(_ form: [(String, String)], _ name: String, _ value: String) -> [(String, String)] {
        form.map { $0.0 == name ? (name, value) : $0 }
    }

    @Test func aSourceIsAddedChangedAndDeleted() async throws {
        try await withDesk { desk in
            let added = try await desk.post("/desk/sources/new", Self.source)
            #expect(added.location == "/desk/sources/a-survey-of-the-deep")
            let slug = try Slug("a-survey-of-the-deep")
            #expect(try await desk.sources.source(slug)?.doi == "10.1000/deep")
            let again = try await desk.post("/desk/sources/new", Self.with(Self.source, "slug", "another"))
            #expect(again.status == 422)
            #expect(again.body.contains("may have this source already"))
            let anyway = try await desk.post(
                "/desk/sources/new", Self.with(Self.source, "slug", "another") + [("anyway", "yes")])
            #expect(anyway.location == "/desk/sources/another")
            let changed = try await desk.post(
                "/desk/sources/another", Self.with(Self.source, "title", "مسح <b>&amp; 🌊"))
            #expect(changed.location == "/desk/sources/another")
            let page = try await desk.get("/desk/sources/another")
            #expect(page.body.contains("مسح &lt;b&gt;&amp;amp; 🌊"))
            #expect(page.body.contains("Not checked yet"))
            #expect(try await desk.get("/desk/sources?show=unused").body.contains("A survey of the deep"))
            #expect(try await desk.post("/desk/sources/another/delete", []).location == "/desk/sources")
            #expect(try await desk.sources.source(Slug("another")) == nil)
            let used = try #require(try await desk.facts.facts().first).source
            #expect(try await desk.post("/desk/sources/\(used)/delete", []).status == 409)
        }
    }

    private static let sourceFaults = [
        ("title", ""), ("title", String(repeating: "x", count: 301)), ("title", "\u{0}\u{7}"), ("publisher", " "),
        ("address", "ftp://x.example/"), ("address", "javascript:alert(1)"), ("address", "x"),
        ("address", "https://x.example/" + String(repeating: "y", count: 2000)), ("published", "soon"),
        ("published", "2024-13"), ("accessed", ""), ("accessed", "2026-02-30"), ("accessed", "yesterday"),
        ("doi", "11.1000/x"), ("slug", "No Slug"), ("slug", "new"), ("slug", String(repeating: "s", count: 121)),
    ]

    @Test func aSourceWithAFaultComesBackWithWhatWasTyped() async throws {
        try await withDesk { desk in
            let before = try await desk.sources.sources().count
            for (field, value) in Self.sourceFaults {
                let answer = try await desk.post("/desk/sources/new", Self.with(Self.source, field, value))
                #expect(answer.status == 422)
                #expect(answer.body.contains("id=\"field-\(field)-error\""), "\(field) \(value.prefix(40))")
                #expect(answer.body.contains("Institute") || field == "publisher")
            }
            #expect(try await desk.sources.sources().count == before)
        }
    }

    @Test func aProgramAddsASourceAndGetsWhatToInsert() async throws {
        try await withDesk { desk in
            let added = try await desk.post("/desk/sources/new", Self.source, wantsJSON: true)
            #expect(added.status == 201)
            #expect(added.body.contains("\"markdown\":\":cite[a-survey-of-the-deep]\""))
            #expect(try await desk.post("/desk/sources/new", Self.source, wantsJSON: true).status == 409)
            let bad = try await desk.post("/desk/sources/new", [("title", "x")], wantsJSON: true)
            #expect(bad.status == 400)
            #expect(bad.body.contains("\"accessed\""))
        }
    }

    private static let fact = [
        ("label", "Depth of the deep"), ("value", "10935"), ("unit", "m"), ("qualifier", "about"), ("asOf", "2024"),
        ("source", ""), ("reviewInterval", "365"), ("note", "By sonar."), ("slug", ""),
    ]

    @Test func aFactIsAddedWithASourceThatIsNamedInWords() async throws {
        try await withDesk { desk in
            _ = try await desk.post("/desk/sources/new", Self.source)
            let form = Self.with(Self.fact, "source", "survey bee")
            let added = try await desk.post("/desk/facts/new", form)
            #expect(added.location == "/desk/facts/depth-of-the-deep")
            let slug = try Slug("depth-of-the-deep")
            let fact = try #require(try await desk.facts.fact(slug))
            #expect(fact.displayValue == "about 10,935\u{A0}m")
            #expect(fact.source.description == "a-survey-of-the-deep")
            #expect(fact.reviewed == desk.clock.now().day)
            let again = try await desk.post("/desk/facts/new", form)
            #expect(again.status == 422)
            #expect(again.body.contains("id=\"field-slug-error\""))

            let preview = try await desk.post(
                "/desk/facts/depth-of-the-deep/preview", Self.with(form, "value", "10920"))
            #expect(preview.status == 200)
            #expect(preview.body.contains("name=\"source\" value=\"a-survey-of-the-deep\""))
            #expect(try await desk.facts.fact(slug) == fact)

            let described = try await desk.post(
                "/desk/facts/depth-of-the-deep/description",
                [("label", "Greatest depth"), ("source", "survey bee"), ("reviewInterval", "30"), ("note", "")])
            #expect(described.location == "/desk/facts/depth-of-the-deep")
            let after = try #require(try await desk.facts.fact(slug))
            #expect(
                (after.label, after.note, after.reviewInterval, after.value) == ("Greatest depth", nil, 30, "10935"))
            for (name, value) in [("label", ""), ("reviewInterval", "0"), ("reviewInterval", "x"), ("source", "zzz")] {
                let bad = try await desk.post(
                    "/desk/facts/depth-of-the-deep/description",
                    Self.with(
                        [("label", "L"), ("source", "survey bee"), ("reviewInterval", "30"), ("note", "")], name, value
                    ))
                #expect(bad.status == 422, "\(name) \(value)")
            }

            desk.clock.advance(by: .seconds(40 * 86_400))
            let session = desk.session
            let fresh = try await desk.asker.answer("/desk/facts?show=due&text=greatest", as: session)
            // The session ended by itself meanwhile.
            #expect(fresh.status == 303)
        }
    }

    private static let factFaults = [
        ("label", " "), ("label", "sea" + String(repeating: "🌊", count: 198)), ("value", ""), ("value", "a\nb"),
        ("unit", String(repeating: "u", count: 61)), ("asOf", "now"), ("asOf", "2024-02-30"), ("source", ""),
        ("source", "no such source at all"), ("source", "the"), ("source", "%_'; --"), ("reviewInterval", ""),
        ("reviewInterval", "-1"), ("reviewInterval", "99999999999999999999"), ("reviewInterval", "1.5"),
        ("note", String(repeating: "n", count: 1001)), ("slug", "Ünicode"), ("slug", "search"),
    ]

    @Test func aFactWithAFaultComesBackWithWhatWasTyped() async throws {
        try await withDesk { desk in
            let before = try await desk.facts.facts().count
            let source = try #require(try await desk.sources.sources().first).slug.description
            for (field, value) in Self.factFaults {
                let form = Self.with(Self.with(Self.fact, "source", source), field, value)
                let answer = try await desk.post("/desk/facts/new", form)
                #expect(answer.status == 422)
                #expect(answer.body.contains("id=\"field-\(field)-error\""), "\(field) \(value.prefix(40))")
            }
            #expect(try await desk.facts.facts().count == before)
        }
    }

    private static let references = """
        @article{one, title={One}, journal={Journal}, url={https://one.example/}, year={2020}}
        @book{two, title={Two}, publisher={Press}, url={https://two.example/}}
        @misc{three, title={Three}, publisher={Press}}
        @book{four, title={Four, publisher={Press}, url={https://four.example/}
        """

    private static func references(_ text: String, format: String = "bibtex") -> [(String, String)] {
        [("text", text), ("format", format), ("accessed", "2026-01-02")]
    }

    private static func fingerprint(in page: String) throws -> String {
        let start = try #require(page.firstRange(of: "name=\"plan\" value=\"")).upperBound
        return String(page[start...].prefix { $0 != "\"" })
    }

    @Test func whatIsImportedWasShownBefore() async throws {
        try await withDesk { desk in
            let before = try await desk.sources.sources().count
            let form = Self.references(Self.references)
            let plan = try await desk.post("/desk/sources/import/plan", form)
            #expect(plan.status == 200)
            #expect(plan.body.contains("2 sources would be added"))
            #expect(plan.body.contains("Line 3: three, Three"))
            #expect(plan.body.contains("Address: This is missing."))
            #expect(plan.body.contains("Line 4"))
            #expect(try await desk.sources.sources().count == before)
            let fingerprint = try Self.fingerprint(in: plan.body)

            let unasked = try await desk.post("/desk/sources/import", form + [("entry", "0")])
            #expect(unasked.status == 422)
            let none = try await desk.post("/desk/sources/import", form + [("plan", fingerprint)])
            #expect(none.status == 422)
            #expect(none.body.contains("No source is ticked"))
            let strange = try await desk.post(
                "/desk/sources/import", form + [("plan", fingerprint), ("entry", "-1"), ("entry", "x"), ("entry", "2")])
            #expect(strange.status == 422)
            #expect(try await desk.sources.sources().count == before)

            let chosen = form + [("plan", fingerprint), ("entry", "0"), ("entry", "1")]
            let done = try await desk.post("/desk/sources/import", chosen)
            #expect(done.location == "/desk/sources")
            #expect(try await desk.sources.sources().count == before + 2)
            let twice = try await desk.post("/desk/sources/import", chosen)
            #expect(twice.status == 422)
            #expect(twice.body.contains("There already"))
            #expect(try await desk.sources.sources().count == before + 2)
        }
    }

    private static let unreadable = [
        ("bibtex", ""), ("bibtex", "no references"), ("csl-json", "{"), ("csl-json", "[1, 2"),
        ("csl-json", "{\"a\": 1}"),
        ("csl-json", "\u{FEFF}\u{0}"), ("endnote", "@book{x}"), ("", "@book{x}"), ("csl-json", "🌊 ‮"),
    ]

    @Test func aFileThatCannotBeReadSaysWhy() async throws {
        try await withDesk { desk in
            for (format, text) in Self.unreadable {
                for path in ["/desk/sources/import/plan", "/desk/sources/import"] {
                    let answer = try await desk.post(path, Self.references(text, format: format))
                    #expect(answer.status == 422, "\(format) \(text)")
                    #expect(answer.body.contains("can’t be read"))
                }
            }
        }
    }

    @Test func fiveMegabytesAreTakenAndMoreIsRefused() async throws {
        try await withDesk { desk in
            let before = try await desk.sources.sources().count
            let entries = (0..<2000).map {
                "@book{k\($0), title={Über das Meer \($0)}, publisher={Press}, url={https://\($0).example/}, "
                    + "note={\(String(repeating: "é", count: 1150))}}"
            }
            let text = entries.joined(separator: "\n")
            #expect((4_500_000...5_000_000).contains(text.utf8.count))
            let form = Self.references(text)
            let plan = try await desk.post("/desk/sources/import/plan", form)
            #expect(plan.status == 200)
            let done = try await desk.post(
                "/desk/sources/import", form + [("plan", try Self.fingerprint(in: plan.body))])
            #expect(done.location == "/desk/sources")
            #expect(try await desk.sources.sources().count == before + 2000)
            let more = try await desk.post(
                "/desk/sources/import/plan", Self.references(text + String(repeating: " ", count: 600_000)))
            #expect(more.status == 422)
            #expect(more.body.contains("more than 5 MB"))
            let most = try await desk.post(
                "/desk/sources/import/plan", Self.references(String(repeating: "x", count: 17 << 20)))
            #expect(most.status == 413)
        }
    }

    @Test func dialogsFindWhatToInsert() async throws {
        try await withDesk { desk in
            let article = try await desk.get("/desk/articles/search?text=defect")
            #expect(article.body.contains("](/do-many-south-koreans-defect-to-north-korea)\""))
            let fact = try #require(try await desk.facts.facts().first)
            let word = PercentEncoding.encode(fact.label)
            let facts = try await desk.get("/desk/facts/search?text=\(word)")
            #expect(facts.body.contains("\"markdown\":\":fact[\(fact.slug)]\""))
            let sources = try await desk.get("/desk/sources/search?text=")
            #expect(sources.body.ranges(of: "\"slug\"").count <= 20)
            #expect(sources.body.hasPrefix("{\"items\":[{\"slug\":"))
            for text in ["%25", "%27%3B--", "%F0%9F%8C%8A", String(repeating: "x", count: 3000)] {
                for kind in ["facts", "sources", "articles"] {
                    let answer = try await desk.get("/desk/\(kind)/search?text=\(text)")
                    #expect(answer.status == 200, "\(kind) \(text.prefix(20)): \(answer.body.prefix(200))")
                    #expect(answer.body.hasPrefix("{\"items\":["))
                }
            }
            // No text holds U+0000.
            #expect(try await desk.get("/desk/facts/search?text=%00").status == 400)
        }
    }

    @Test func listsTakeWhateverStandsInTheAddress() async throws {
        try await withDesk { desk in
            for query in ["?show=unknown", "?after=nowhere", "?text=%22%3E%3Cscript%3E", "?show=dead&text=x&after=a_b"]
            {
                for list in ["/desk/sources", "/desk/facts"] {
                    let answer = try await desk.get(list + query)
                    #expect(answer.status == 200)
                    #expect(!answer.body.contains("<script>"))
                }
            }
            #expect(try await desk.get("/desk/sources/no-such-source").status == 404)
            #expect(try await desk.get("/desk/sources/%00").status == 404)
        }
    }
}
