import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("The plan of an import")
struct ImportPlanTests {
    private static func entry(
        _ title: String?, author: String = "Bee", year: String = "2019", address: String? = nil, doi: String? = nil,
        accessed: String? = "2020-01-01", publisher: String? = "Press"
    ) -> ImportedSource {
        var entry = ImportedSource(key: "k", place: .entry(1))
        entry.title = title
        entry.authors = [ImportedName(given: "Ann", family: author)]
        entry.published = date(year)
        entry.address = address ?? "https://\(title?.filter(\.isLetter).lowercased() ?? "x").example/"
        entry.doi = doi
        entry.accessed = accessed.map { day($0) }
        entry.publisher = publisher
        return entry
    }

    private static func state(_ entry: ImportedSource, _ existing: [Source] = [], accessed: CalendarDay? = nil)
        -> PlannedSource.State?
    {
        SourceImport.plan([entry], existing: existing, accessed: accessed).first?.state
    }

    @Test("names new sources by author, year and title, each once")
    func slugs() {
        let plan = SourceImport.plan(
            [
                Self.entry("The Éclair of the Day’s End", author: "O’Brien", address: "https://a.example/1"),
                Self.entry("The Éclair of the Day’s End", author: "O’Brien", address: "https://a.example/2"),
                Self.entry("日本", author: "山田", address: "https://a.example/3"),
                Self.entry("日本", author: "山田", year: "2020", address: "https://a.example/4"),
            ], existing: [], accessed: nil)
        #expect(plan.map(\.state) == [.new, .new, .new, .new])
        #expect(
            plan.map(\.source?.slug.description) == [
                "obrien-2019-eclair-days-end", "obrien-2019-eclair-days-end-2", "2019", "2020",
            ])
    }

    @Test("finds what is there already")
    func existing() {
        let there = Source(
            slug: slug("bee-2019-there"), title: "There", author: nil, publisher: "P", published: nil,
            address: "https://www.There.example/Path/", accessed: day("2020-01-01"), doi: "10.1000/1")
        let byAddress = PlannedSource.State.exists(there.slug, by: .address)
        for address in ["http://there.example/Path", "https://WWW.there.example/Path/#part"] {
            #expect(Self.state(Self.entry("Other", address: address), [there]) == byAddress)
        }
        #expect(Self.state(Self.entry("Other", address: "https://there.example/path"), [there]) == .new)
        #expect(Self.state(Self.entry("Other", doi: "10.1000/1"), [there]) == .exists(there.slug, by: .doi))
        #expect(
            Self.state(Self.entry("Other", address: "https://dx.doi.org/10.1000/1"), [there])
                == .exists(there.slug, by: .doi))
        let namesake = SourceImport.plan(
            [Self.entry("There", address: "https://b.example")], existing: [there], accessed: nil)
        #expect(namesake.first?.state == .exists(there.slug, by: .slug))
        #expect(namesake.first?.source?.slug == slug("bee-2019-there-2"))
        let twice = [Self.entry("One", address: "https://b.example"), Self.entry("Two", address: "https://b.example/")]
        #expect(SourceImport.plan(twice, existing: [], accessed: nil).map(\.state) == [.new, .repeats(0)])
    }

    @Test("says what an entry lacks")
    func lacking() {
        func fields(_ entry: ImportedSource, accessed: CalendarDay? = nil) -> [String] {
            guard case .lacks(let errors) = Self.state(entry, accessed: accessed) else { return [] }
            return errors.map(\.field)
        }
        var bare = ImportedSource(key: "", place: .line(1))
        #expect(fields(bare) == ["title", "publisher", "address", "accessed"])
        bare.title = "T"
        #expect(fields(bare, accessed: day("2026-01-01")) == ["publisher", "address"])
        #expect(fields(Self.entry("T", address: "ftp://a.example")) == ["address"])
        #expect(fields(Self.entry(String(repeating: "x", count: 301), address: "https://a.example")) == ["title"])
        #expect(fields(Self.entry("T", accessed: nil)) == ["accessed"])
        #expect(fields(Self.entry("T", accessed: nil), accessed: day("2026-01-01")) == [])
        #expect(
            SourceImport.plan([Self.entry("T", accessed: nil)], existing: [], accessed: day("2026-01-01")).first?
                .source?
                .accessed == day("2026-01-01"))
    }

    @Test("is saved as a whole, and afterwards finds everything there", arguments: TestEngine.allCases)
    func saving(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let entries = (1...60).map { Self.entry("Title \($0)", address: "https://a.example/\($0)") }
            let plan = try await site.sources.plan(entries, accessed: nil)
            let chosen = plan.compactMap { $0.state == .new ? $0.source : nil }
            #expect(chosen.count == 60)
            try await site.sources.add(contentsOf: chosen)
            #expect(try await site.sources.page(search: "press", limit: 100).total == 60)
            let again = try await site.sources.plan(entries, accessed: nil)
            #expect(again.allSatisfy { if case .exists(_, by: .address) = $0.state { true } else { false } })
            // A choice that was overtaken is refused as a whole.
            let late = try #require(chosen.first)
            let fresh = Source(
                slug: slug("fresh"), title: "F", author: nil, publisher: "P", published: nil,
                address: "https://f.example", accessed: day("2026-01-01"))
            #expect(try await kind { try await site.sources.add(contentsOf: [fresh, late]) } == .conflict)
            #expect(try await site.sources.source(slug("fresh")) == nil)
        }
    }
}
