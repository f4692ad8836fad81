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
/// the strongest first and the newest first within a tier, and no further than there are enough.
struct CandidateSearch {
    let connection: any Connection

    /// How many documents are ranked, which is also how many hits there can be in all.
    static let most = 200

    /// A document has to have one term of each group.
    private typealias Groups = [[String]]

    /// The documents that have every word.
    func withAll(_ words: [ResolvedWord], onlyInTitles: Bool) throws -> [Candidate] {
        guard !words.isEmpty, words.allSatisfy({ !$0.alternatives.isEmpty }) else { return [] }
        var found: [Int: Candidate] = [:]
        for groups in tiers(words, onlyInTitles: onlyInTitles) {
            for candidate in try candidates(groups) { found[candidate.document] = candidate }
            if found.count >= Self.most { break }
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

    private func tiers(_ words: [ResolvedWord], onlyInTitles: Bool) -> [Groups] {
        func groups(_ place: SearchTerm.Place) -> Groups {
            words.map { word in word.alternatives.map { $0.term.text(place) } }
        }
        if onlyInTitles { return [groups(.title)] }
        let anywhere = groups(.anywhere)
        // With one rare word there is nothing to choose between.
        if words.contains(where: { $0.documents <= Self.most }) { return [anywhere] }
        let oneStrong = [groups(.strong).flatMap { $0 }] + anywhere
        return words.count == 1
            ? [groups(.title), groups(.strong), anywhere] : [groups(.title), groups(.strong), oneStrong, anywhere]
    }

    private func candidates(_ groups: Groups) throws -> [Candidate] {
        switch connection.dialect {
        case .sqlite: try inFTS5(groups)
        case .postgres: try inGIN(groups)
        }
    }

    /// FTS5 walks its lists from the newest document on and stops at the limit.
    private func inFTS5(_ groups: Groups) throws -> [Candidate] {
        let query = groups.map { terms in
            "(\(terms.map { "\"\($0)\"" }.joined(separator: " OR ")))"
        }.joined(separator: " AND ")
        // The order of a cross join is SQLite's order of work: first the index, then the documents it found.
        return try read(
            """
            SELECT search_document.id, search_document.impacts
            FROM search_index CROSS JOIN search_document ON search_document.id = search_index.rowid
            WHERE search_index MATCH \(query) ORDER BY search_index.rowid DESC LIMIT \(Self.most)
            """)
    }

    /// GIN finds everything that matches before it returns anything, so it is asked for more and more of the newest
    /// blocks until there is enough.
    private func inGIN(_ groups: Groups) throws -> [Candidate] {
        guard let newest = try connection.value(Int.self, "SELECT coalesce(max(id), 0) FROM search_document") else {
            return []
        }
        let query = groups.map { terms in "(\(terms.joined(separator: "|")))" }.joined(separator: "&")
        let lastBlock = DocumentBlock(holding: newest).number
        var blocks = 2
        while true {
            let isAll = blocks > lastBlock
            let window = (max(0, lastBlock - blocks + 1)...lastBlock).map { DocumentBlock(number: $0).term }
            let bounded = isAll ? query : "\(query)&(\(window.joined(separator: "|")))"
            // Adding zero keeps the planner from walking the primary key backwards and testing every document.
            let found = try read(
                """
                SELECT id, impacts FROM search_document WHERE terms @@ CAST(\(bounded) AS tsquery)
                ORDER BY id + 0 DESC LIMIT \(Self.most)
                """)
            if isAll || found.count == Self.most { return found }
            blocks *= 4
        }
    }

    private func read(_ statement: SQL) throws -> [Candidate] {
        try connection.rows(statement).map { row in
            try Candidate(document: row.value(at: 0), impacts: DocumentImpacts(bytes: row.value(at: 1)))
        }
    }
}
