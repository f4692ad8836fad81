import Database
import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("Search")
struct SearchTests {
    private func found(_ site: EditorialSite, _ query: String) async throws -> [String] {
        try await site.search.search(query).hits.map(\.article.slug.description)
    }

    private func fill(_ site: EditorialSite) async throws {
        try await site.publish("title", 1) { draft in
            draft.title = "How far away is the Moon?"
            draft.body = "Light needs a second and a quarter."
        }
        try await site.publish("answer", 2) { draft in
            draft.title = "What makes the tides?"
            draft.answer = "Mostly the Moon."
        }
        try await site.publish("body", 3) { draft in
            draft.title = "Which planets can be seen?"
            draft.body = "Beside the moon there are five, and some say that Café Ångström has 27,000 photographs."
        }
        try await site.publish("defectors", 4) { draft in
            draft.title = "Do many South Koreans defect to North Korea?"
            draft.body = "Hardly anybody does. The site’s count is fewer than five people who don’t come back."
        }
        try await site.publish("telescope", 5) { draft in
            draft.title = "How to choose a first telescope"
            draft.body = "A telescope gathers light; telescopes are chosen by their width."
        }
    }

    @Test("finds words as themselves, with other endings, and as beginnings", arguments: TestEngine.allCases)
    func words(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await fill(site)
            #expect(try await found(site, "moon") == ["title", "answer", "body"])
            #expect(try await found(site, "MOON!") == ["title", "answer", "body"])
            #expect(try await found(site, "defecting") == ["defectors"])
            #expect(try await found(site, "defection") == ["defectors"])
            #expect(try await found(site, "cafe angstrom") == ["body"])
            #expect(try await found(site, "CAFÉ ångström") == ["body"])
            #expect(try await found(site, "27000") == ["body"])
            #expect(try await found(site, "27,000 photos") == ["body"])
            #expect(try await found(site, "tele") == ["telescope"])
            #expect(try await found(site, "first tele") == ["telescope"])
            #expect(try await found(site, "sites count") == ["defectors"])
            #expect(try await found(site, "site’s") == ["defectors"])
            #expect(try await found(site, "do many south koreans defect to north korea") == ["defectors"])
            #expect(try await found(site, "unheard") == [])
        }
    }

    @Test("puts a title above an answer above a body, and often above once", arguments: TestEngine.allCases)
    func ranking(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for (name, title, answer, body) in [
                ("in-title", "About comets", "An answer.", "A body of text."),
                ("in-answer", "About things", "A comet.", "A body of text."),
                ("often", "About stars", "An answer.", "A comet, a comet, a comet, a comet and a comet."),
                ("once", "About rocks", "An answer.", "There is one comet in this text."),
            ] {
                try await site.publish(name) { draft in
                    draft.title = title
                    draft.answer = answer
                    draft.body = body
                }
            }
            #expect(try await found(site, "comet") == ["in-title", "often", "in-answer", "once"])
            #expect(Set(try await found(site, "about")) == ["in-title", "in-answer", "often", "once"])
        }
    }

    @Test("marks what was found in a stretch of the text", arguments: TestEngine.allCases)
    func excerpts(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let filler = String(repeating: "Some words that fill the page. ", count: 40)
            try await site.publish("one") { draft in
                draft.answer = "Nothing here."
                draft.body = "\(filler)\n\nThen two *comets* met **a third comet**, near [Jupiter](/jupiter). \(filler)"
            }
            let hit = try #require(try await site.search.search("comet jupiter").hits.first)
            #expect(hit.excerpt.filter(\.isMatch).map(\.text) == ["comets", "comet", "Jupiter"])
            let text = hit.excerpt.map(\.text).joined()
            #expect(text.hasPrefix("…") && text.hasSuffix("…"))
            #expect(text.contains("Then two comets met a third comet, near Jupiter."))
            #expect(text.utf8.count <= 240)
            let whole = try #require(try await site.search.search("title").hits.first)
            #expect(whole.excerpt.first?.text.hasPrefix("Nothing here. Some words") == true)
        }
    }

    @Test("puts mistyped words right when nothing matches", arguments: TestEngine.allCases)
    func typos(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await fill(site)
            for (typed, corrected, slug) in [
                ("telescoppe", "telescope", "telescope"), ("telescpe", "telescope", "telescope"),
                ("tleescope", "telescope", "telescope"), ("talescope", "telescope", "telescope"),
                ("Chosse a telescoep!", "choose a telescope!", "telescope"),
                ("north koera", "north korea", "defectors"), ("café ångstörm", "café angstrom", "body"),
            ] {
                let result = try await site.search.search(typed)
                #expect(result.correctedQuery == corrected)
                #expect(result.hits.map(\.article.slug.description) == [slug], "\(typed)")
            }
            for typed in ["xyz", "teelscpoe", "mon", "12345"] {
                let result = try await site.search.search(typed)
                #expect(result.correctedQuery == nil, "\(typed)")
            }
            #expect(try await site.search.search("moon").correctedQuery == nil)
        }
    }

    @Test("finds some of the words when nothing has them all", arguments: TestEngine.allCases)
    func someWords(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await fill(site)
            #expect(try await found(site, "moon telescope") == ["telescope", "title", "answer", "body"])
            #expect(try await found(site, "moon unheardofword") == ["title", "answer", "body"])
            #expect(try await found(site, "where do the first telescopes in korea come from").first == "telescope")
        }
    }

    @Test("looks only at titles for the commonest words", arguments: TestEngine.allCases)
    func stopWords(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await fill(site)
            #expect(Set(try await found(site, "how")) == ["title", "telescope"])
            #expect(try await found(site, "how is the") == ["title"])
            #expect(try await found(site, "been") == [])
        }
    }

    @Test("follows articles as they change", arguments: TestEngine.allCases)
    func changes(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one", 0) { $0.body = "It tells of comets." }
            try await site.publish("one", 1) { $0.body = "It tells of quasars." }
            #expect(try await found(site, "comet") == [])
            #expect(try await found(site, "quasar") == ["one"])
            #expect(try await site.search.search("commet").correctedQuery == nil)
            #expect(try await site.search.search("quassars").correctedQuery == "quasars")
            #expect(try await site.count("search_document") == 1)
            try await site.articles.rename(slug("one"), to: slug("two"), at: EditorialSite.time(2))
            #expect(try await found(site, "quasar") == ["two"])
            if engine == .sqlite {
                try await site.database.write { connection in
                    _ = try connection.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
                }
            }
        }
    }

    @Test("gives pages without gaps or doubles", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for number in 0..<25 { try await site.publish("a\(number)", number) { $0.body = "The same comet." } }
            var all: [String] = []
            for offset in stride(from: 0, to: 30, by: 10) {
                let result = try await site.search.search("comet", limit: 10, offset: offset)
                all += result.hits.map(\.article.slug.description)
                #expect(result.hasMore == (offset < 20))
            }
            #expect(all == (0..<25).reversed().map { "a\($0)" })
            #expect(try await site.search.search("comet", limit: 10, offset: 1000).hits.isEmpty)
            #expect(try await site.search.search("comet", limit: 10, offset: .max).hits.isEmpty)
            #expect(try await site.search.search("comet", limit: -1, offset: -5).hits.count == 1)
            #expect(try await site.search.search("comet", limit: .max).hits.count == 25)
        }
    }

    static let hostile = [
        "", " ", "\u{0}", "a\u{0}b", "\"", "\"\"", "\"moon", "'", "''; DROP TABLE article; --", "moon AND", "AND",
        "OR OR",
        "NOT moon", "NEAR(moon)", "NEAR/2", "moon*", "*", "^moon", "title:moon", "{title} : moon", "-moon", "+moon",
        "(moon", ")", "((((", "moon & & !", "!moon", "moon <-> tide", "a:*", ":*", "\\", "\\'", "%", "_", "🌕",
        "🌕 moon 🌖", "👩‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}\u{301}", "\u{202E}noom", "\u{FEFF}moon", "한국", "月 球", "Луна", "٣",
        "the", "to be or not to be", "\u{1}\u{2}\u{7F}", "moon\nmoon\tmoon", String(repeating: "a", count: 10_000),
        String(repeating: "moon ", count: 2000), String(repeating: "🌕", count: 2500),
        (0..<1500).map { "word\($0)" }.joined(separator: " "), String(repeating: "\"", count: 10_000),
        String(repeating: "(", count: 10_000), "e" + String(repeating: "\u{301}", count: 10_000), "\u{10FFFF}", "ß",
        "ﬁ",
        "İstanbul", "'moon' | 'x'", "moon:ABCD", "$1", "x'00'", "moon\u{A0}tide", "1,2,3", "don't", "’", "a’", "ÅÅ",
    ]

    @Test("takes any text for a query", arguments: TestEngine.allCases)
    func hostileQueries(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await fill(site)
            for query in Self.hostile {
                let result = try await site.search.search(query)
                if query.contains("moon"), !query.contains("tide"), !query.contains("moon:A") {
                    #expect(result.hits.first != nil || query.contains("b"), "\(query.prefix(40))")
                }
                for hit in result.hits { #expect(hit.excerpt.allSatisfy { !$0.text.isEmpty }) }
            }
            #expect(try await site.count("article") == 5)
        }
    }

    @Test("finds words of any script", arguments: TestEngine.allCases)
    func scripts(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one") { $0.body = "Луна, 한국 and σελήνη, ß and ﬁne, Ελλάδα." }
            for query in ["луна", "ЛУНА", "한국", "Σελήνη", "fine", "ss", "Лун"] {
                #expect(try await found(site, query) == ["one"], "\(query)")
            }
        }
    }

    @Test("ranks the newest of very many that are alike", arguments: TestEngine.allCases)
    func candidates(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let count = DocumentBlock.size * 2 + 500
            let archive = (0..<count).map { number in
                ArchivedArticle(
                    draft: EditorialSite.draft("a\(number)") { draft in
                        draft.title = number == 3 ? "Everything about comets" : "Article \(number)"
                        draft.body = "A comet" + (number.isMultiple(of: 1000) ? " and a quasar." : ".")
                    }, published: EditorialSite.time(number), updated: EditorialSite.time(number), reviewed: nil,
                    formerSlugs: [], corrections: [], note: "")
            }
            for batch in archive.chunks(of: 1000) { try await site.articles.publish(contentsOf: batch) }
            try await site.search.optimise()
            let result = try await site.search.search("comet", limit: 3)
            // The oldest block has the strongest, and the newest of the others follow.
            #expect(result.hits.map(\.article.slug.description) == ["a3", "a\(count - 1)", "a\(count - 2)"])
            #expect(result.hasMore)
            #expect(try await found(site, "comet quasar") == ["a4000", "a3000", "a2000", "a1000", "a0"])
            #expect(try await found(site, "everything") == ["a3"])
        }
    }
}
