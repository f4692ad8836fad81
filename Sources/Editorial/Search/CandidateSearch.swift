import Database

/// A document that matches, before it is ranked.
struct Candidate: Sendable {
    /// Its number in `search_document`.
    let document: Int
    let impacts: DocumentImpacts
}

/// Has the engine's full-text index find the documents that are worth ranking: few enough to read, however many match.
///
/// A common word is in more documents than can be ranked in a few milliseconds. So the documents are asked for in tiers,
/// the strongest first and the newest first within a tier, no further than there are enough of them, and of several
/// common words no further back than a fixed amount of work goes.
struct CandidateSearch {
    let connection: any Connection
    /// The highest number of a document, which is also about how many there are.
    let newest: Int

    /// How many documents are ranked, which is also how many hits there can be in all.
    static let most = 200
    /// How many entries of the shortest list a tier may walk through.
    private static let work = 6000
    /// How much shorter the lists of titles and of strong words are than those of all words, roughly.
    private static let strongShare = 4

    /// One query to the index.
    private struct Tier {
        /// A document has to have one term of each group.
        var groups: [[String]]
        /// The oldest document to look at.
        var oldest = 0
    }

    init(_ connection: any Connection) throws {
        self.connection = connection
        newest = try connection.value(Int.self, "SELECT coalesce(max(id), 0) FROM search_document") ?? 0
    }

    /// The documents that have every word.
    func withAll(_ words: [ResolvedWord], onlyInTitles: Bool) throws -> [Candidate] {
        guard !words.isEmpty, words.allSatisfy({ !$0.alternatives.isEmpty }) else { return [] }
        var found: [Int: Candidate] = [:]
        let tiers = tiers(words, onlyInTitles: onlyInTitles)
        for tier in tiers where found.count < Self.most {
            for candidate in try candidates(tier) { found[candidate.document] = candidate }
        }
        if found.isEmpty, var last = tiers.last, last.oldest > 0 {
            last.oldest = 0
            return try candidates(last)
        }
        return Array(found.values)
    }

    /// The documents that have any of the words, those with the rarest words first.
    func withAny(_ words: [ResolvedWord]) throws -> [Candidate] {
        var found: [Int: Candidate] = [:]
        for word in words.sorted(by: { $0.documents < $1.documents }) where found.count < Self.most {
            for candidate in try withAll([word], onlyInTitles: false) { found[candidate.document] = candidate }
        }
        return Array(found.values)
    }

    private func tiers(_ words: [ResolvedWord], onlyInTitles: Bool) -> [Tier] {
        func groups(_ place: SearchTerm.Place) -> [[String]] {
            words.map { word in word.alternatives.map { $0.term.text(place) } }
        }
        let rarest = words.indices.min { words[$0].documents < words[$1].documents } ?? 0
        let fewest = min(words[rarest].documents, newest)
        let narrow = words.count == 1 ? 0 : oldest(within: fewest / Self.strongShare)
        let wide = words.count == 1 ? 0 : oldest(within: fewest)
        if onlyInTitles { return [Tier(groups: groups(.title), oldest: narrow)] }
        let anywhere = Tier(groups: groups(.anywhere), oldest: wide)
        // With few matches there is nothing to choose between.
        if fewest <= Self.most || expected(words) <= Double(Self.most) { return [anywhere] }
        var tiers = [
            Tier(groups: groups(.title), oldest: narrow), Tier(groups: groups(.strong), oldest: narrow), anywhere,
        ]
        if words.count > 1 {
            var oneStrong = Tier(groups: groups(.anywhere), oldest: narrow)
            oneStrong.groups[rarest] = words[rarest].alternatives.map { $0.term.text(.strong) }
            tiers.insert(oneStrong, at: 2)
        }
        return tiers
    }

    /// How many documents would have all words if words had nothing to do with each other.
    private func expected(_ words: [ResolvedWord]) -> Double {
        words.reduce(Double(newest)) { $0 * Double(min($1.documents, newest)) / Double(max(newest, 1)) }
    }

    /// The document from which on about as many entries of a list of this length lie as may be walked through.
    private func oldest(within length: Int) -> Int {
        length <= Self.work ? 0 : newest - newest / length * Self.work
    }

    private func candidates(_ tier: Tier) throws -> [Candidate] {
        switch connection.dialect {
        case .sqlite: try inFTS5(tier)
        case .postgres: try inGIN(tier)
        }
    }

    /// FTS5 walks its lists from the newest document on and stops at the limit.
    private func inFTS5(_ tier: Tier) throws -> [Candidate] {
        let query = tier.groups.map { terms in
            "(\(terms.map { "\"\($0)\"" }.joined(separator: " OR ")))"
        }.joined(separator: " AND ")
        // The order of a cross join is SQLite's order of work: first the index, then what it found.
        return try read(
            """
            SELECT search_impact.document, search_impact.impacts
            FROM search_index CROSS JOIN search_impact ON search_impact.document = search_index.rowid
            WHERE search_index MATCH \(query) AND search_index.rowid >= \(tier.oldest)
            ORDER BY search_index.rowid DESC LIMIT \(Self.most)
            """)
    }

    /// GIN finds everything that matches before it returns anything, so it is asked for more and more of the newest
    /// blocks until there is enough.
    private func inGIN(_ tier: Tier) throws -> [Candidate] {
        let query = tier.groups.map { terms in "(\(terms.joined(separator: "|")))" }.joined(separator: "&")
        let lastBlock = DocumentBlock(holding: newest).number
        let firstBlock = DocumentBlock(holding: tier.oldest).number
        var blocks = 2
        while true {
            let first = max(lastBlock - blocks + 1, firstBlock)
            let window = (first...lastBlock).map { DocumentBlock(number: $0).term }
            let bounded = first == 0 ? query : "\(query)&(\(window.joined(separator: "|")))"
            // Adding zero keeps the planner from walking the primary key backwards and testing every document.
            let found = try read(
                """
                SELECT search_impact.document, search_impact.impacts
                FROM (
                    SELECT id FROM search_document WHERE terms @@ CAST(\(bounded) AS tsquery)
                    ORDER BY id + 0 DESC LIMIT \(Self.most)
                ) AS found JOIN search_impact ON search_impact.document = found.id
                """)
            if first == firstBlock || found.count == Self.most { return found }
            blocks *= 4
        }
    }

    private func read(_ statement: SQL) throws -> [Candidate] {
        try connection.rows(statement).map { row in
            try Candidate(document: row.value(at: 0), impacts: DocumentImpacts(bytes: row.value(at: 1)))
        }
    }
}
