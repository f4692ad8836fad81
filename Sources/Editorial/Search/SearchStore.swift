package import Database

/// Finds articles by their words; `docs/adr/0003-search.md` tells how.
package struct SearchStore: Sendable {
    private let database: any Database

    private static let longestPage = 50

    package init(database: any Database) { self.database = database }

    /// Puts the index in the form in which it is searched fastest; worth it after very many articles were published.
    ///
    /// On SQLite it writes the whole index anew, some 50 MB in 2 seconds for 100,000 articles, and queries then take
    /// about half as long. On PostgreSQL there is nothing to do.
    package func optimise() async throws {
        guard database.dialect == .sqlite else { return }
        try await database.write { connection in
            _ = try connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        }
    }

    /// Looks for articles, best first; any text is a valid query.
    ///
    /// Every word has to be in an article, as itself, with another ending, or (the last word) as the beginning of a
    /// longer one. When nothing has them all, mistyped words are put right, and failing that, articles with some of the
    /// words are found.
    ///
    /// - Parameters:
    ///   - limit: At most 50.
    ///   - offset: How many of the best to leave out; beyond the first few hundred there are none.
    package func search(_ query: String, limit: Int = 20, offset: Int = 0) async throws -> SearchResult {
        let typed = SearchQuery(query)
        let first = min(max(offset, 0), CandidateSearch.most)
        let page = first..<(first + min(max(limit, 1), Self.longestPage))
        guard !typed.words.isEmpty, first < CandidateSearch.most else { return .nothing }
        let (found, corrected) = try await database.read { connection in
            try Self.find(typed, page, connection)
        }
        return Self.result(found, correctedQuery: corrected)
    }

    /// What a page of hits needs from the database.
    private struct Found: Sendable {
        let hits: [(article: ArticleSummary, content: String)]
        let words: [ResolvedWord]
        let hasMore: Bool
    }

    private static func find(
        _ typed: SearchQuery, _ page: Range<Int>, _ connection: any Connection
    ) throws -> (Found?, corrected: String?) {
        let search = try CandidateSearch(connection)
        let words = try ResolvedWord.resolve(typed, connection)
        let found = try search.withAll(words, onlyInTitles: typed.looksOnlyAtTitles)
        if !found.isEmpty || typed.looksOnlyAtTitles {
            return (try read(found, words, page, search), nil)
        }
        var corrections: [Range<Int>: String] = [:]
        for word in words where word.alternatives.isEmpty {
            corrections[word.word.range] = try correction(of: word.word.text, connection)
        }
        let corrected = corrections.isEmpty ? nil : typed.replacing(corrections)
        let query = corrected.map { SearchQuery($0) } ?? typed
        let resolved = corrected == nil ? words : try ResolvedWord.resolve(query, connection)
        if corrected != nil {
            let found = try search.withAll(resolved, onlyInTitles: false)
            if !found.isEmpty { return (try read(found, resolved, page, search), corrected) }
        }
        let known = resolved.filter { !$0.alternatives.isEmpty }
        return (try read(try search.withAny(known), known, page, search), corrected)
    }

    private static func read(
        _ candidates: [Candidate], _ words: [ResolvedWord], _ page: Range<Int>, _ search: CandidateSearch
    ) throws -> Found? {
        guard !candidates.isEmpty else { return nil }
        let ranked = Ranking(words, documents: search.count).ranked(candidates)
        let shown = ranked[min(page.lowerBound, ranked.count)..<min(page.upperBound, ranked.count)].map(\.document)
        var hits: [Int: (article: ArticleSummary, content: String)] = [:]
        let rows = try search.connection.rows(
            """
            SELECT \(ArticleSummary.columns), search_document.id AS document, search_document.content
            FROM search_document JOIN article ON article.id = search_document.article
                JOIN section ON section.slug = article.section
            WHERE search_document.id IN \(list: shown)
            """)
        for row in rows { hits[try row.value("document")] = (try ArticleSummary(row: row), try row.value("content")) }
        return Found(hits: shown.compactMap { hits[$0] }, words: words, hasMore: ranked.count > page.upperBound)
    }

    /// The known word one step away that the most documents hold.
    private static func correction(of word: String, _ connection: any Connection) throws -> String? {
        guard Spelling.canCorrect(word) else { return nil }
        let forms = Spelling.deletions(of: word).union([word]).sorted()
        let candidates = try connection.rows(
            """
            SELECT word, documents FROM search_word WHERE documents > 0 AND word IN \(list: forms)
            UNION
            SELECT search_word.word, search_word.documents
            FROM search_deletion JOIN search_word ON search_word.word = search_deletion.word
            WHERE search_word.documents > 0 AND search_deletion.hash IN \(list: forms.map(Spelling.hash))
            """
        ).map { try (word: $0.value("word", as: String.self), documents: $0.value("documents", as: Int.self)) }
        return candidates.filter { Spelling.isOneStep(from: word, to: $0.word) && Spelling.canCorrect($0.word) }
            .min { ($1.documents, $0.word) < ($0.documents, $1.word) }?.word
    }

    private static func result(_ found: Found?, correctedQuery: String?) -> SearchResult {
        guard let found else { return .nothing }
        let excerpt = Excerpt(found.words)
        let hits = found.hits.map { SearchHit(article: $0.article, excerpt: excerpt.runs(of: $0.content)) }
        return SearchResult(hits: hits, hasMore: found.hasMore, correctedQuery: correctedQuery)
    }
}

extension SearchResult {
    fileprivate static let nothing = SearchResult(hits: [], hasMore: false, correctedQuery: nil)
}
