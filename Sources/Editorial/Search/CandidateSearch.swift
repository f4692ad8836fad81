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
    /// About how many documents there are.
    let count: Int

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
        /// The oldest document to look at; they are numbered down from -1.
        var oldest = -1
    }

    init(_ connection: any Connection) throws {
        self.connection = connection
        count = -(try connection.value(Int.self, "SELECT coalesce(min(id), 0) FROM search_document") ?? 0)
    }

    /// The documents that have every word.
    func withAll(_ words: [ResolvedWord], onlyInTitles: Bool) throws -> [Candidate] {
        try candidates(documentsWithAll(words, onlyInTitles: onlyInTitles))
    }

    /// The documents that have any of the words, those with the rarest words first.
    func withAny(_ words: [ResolvedWord]) throws -> [Candidate] {
        var found = Found()
        for word in words.sorted(by: { $0.documents < $1.documents }) where found.documents.count < Self.most {
            found.add(try documentsWithAll([word], onlyInTitles: false))
        }
        return try candidates(found.documents)
    }

    /// Documents in the order in which they were found, each once.
    private struct Found {
        private(set) var documents: [Int] = []
        private var known: Set<Int> = []

        mutating func add(_ more: [Int]) {
            for document in more where documents.count < CandidateSearch.most && known.insert(document).inserted {
                documents.append(document)
            }
        }
    }

    private func documentsWithAll(_ words: [ResolvedWord], onlyInTitles: Bool) throws -> [Int] {
        guard !words.isEmpty, words.allSatisfy({ !$0.alternatives.isEmpty }) else { return [] }
        var found = Found()
        let tiers = tiers(words, onlyInTitles: onlyInTitles)
        for tier in tiers where found.documents.count < Self.most { found.add(try documents(tier)) }
        if found.documents.isEmpty, var last = tiers.last, last.oldest < -1 {
            last.oldest = -1
            found.add(try documents(last))
        }
        return found.documents
    }

    private func candidates(_ documents: [Int]) throws -> [Candidate] {
        guard !documents.isEmpty else { return [] }
        let list = documents.map(String.init).joined(separator: ",")
        let isListed: SQL =
            switch connection.dialect {
            case .sqlite: "IN (SELECT value FROM json_each(\("[\(list)]")))"
            case .postgres: "= ANY (CAST(\("{\(list)}") AS bigint[]))"
            }
        return try connection.rows(
            "SELECT document, impacts FROM search_impact WHERE document \(isListed)"
        ).map { row in
            try Candidate(document: row.value(at: 0), impacts: DocumentImpacts(bytes: row.value(at: 1)))
        }
    }

    private func tiers(_ words: [ResolvedWord], onlyInTitles: Bool) -> [Tier] {
        func groups(_ place: SearchTerm.Place) -> [[String]] {
            words.map { word in word.alternatives.map { $0.term.text(place) } }
        }
        let rarest = words.indices.min { words[$0].documents < words[$1].documents } ?? 0
        let fewest = min(words[rarest].documents, count)
        let narrow = words.count == 1 ? -1 : oldest(within: fewest / Self.strongShare)
        let wide = words.count == 1 ? -1 : oldest(within: fewest)
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
        words.reduce(Double(count)) { $0 * Double(min($1.documents, count)) / Double(max(count, 1)) }
    }

    /// The document from which on about as many entries of a list of this length lie as may be walked through.
    private func oldest(within length: Int) -> Int {
        length <= Self.work ? -1 : -count + Int(Double(count) / Double(length) * Double(Self.work))
    }

    private func documents(_ tier: Tier) throws -> [Int] {
        switch connection.dialect {
        case .sqlite: try inFTS5(tier)
        case .postgres: try inGIN(tier)
        }
    }

    /// FTS5 walks its lists from the lowest number on, which is the newest document's, and stops at the limit.
    private func inFTS5(_ tier: Tier) throws -> [Int] {
        let query = tier.groups.map { terms in
            "(\(terms.map { "\"\($0)\"" }.joined(separator: " OR ")))"
        }.joined(separator: " AND ")
        return try read(
            """
            SELECT rowid FROM search_index WHERE search_index MATCH \(query) AND rowid <= \(tier.oldest)
            ORDER BY rowid LIMIT \(Self.most)
            """)
    }

    /// GIN finds everything that matches before it returns anything, so it is asked for more and more of the newest
    /// blocks until there is enough.
    private func inGIN(_ tier: Tier) throws -> [Int] {
        let query = tier.groups.map { terms in "(\(terms.joined(separator: "|")))" }.joined(separator: "&")
        let lastBlock = DocumentBlock(holding: -count).number
        let firstBlock = DocumentBlock(holding: tier.oldest).number
        var blocks = 2
        while true {
            let first = max(lastBlock - blocks + 1, firstBlock)
            let window = (first...lastBlock).map { DocumentBlock(number: $0).term }
            let bounded = first == 0 ? query : "\(query)&(\(window.joined(separator: "|")))"
            // Adding zero keeps the planner from walking the primary key and testing every document.
            let found = try read(
                """
                SELECT id FROM search_document WHERE terms @@ CAST(\(bounded) AS tsquery)
                ORDER BY id + 0 LIMIT \(Self.most)
                """)
            if first == firstBlock || found.count == Self.most { return found }
            blocks *= 4
        }
    }

    private func read(_ statement: SQL) throws -> [Int] {
        try connection.rows(statement).map { try $0.value(at: 0) }
    }
}
