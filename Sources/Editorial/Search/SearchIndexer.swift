import Database
import Kernel

/// Writes search documents, and over all those of a transaction the words that they brought or took away.
///
/// SQLite's full-text index is written once at the end for all of them: FTS5 lets go of what it gathered in memory at
/// each statement that could be undone by itself, which made publishing many articles three times as slow.
struct SearchIndexer {
    /// By how much the number of documents that hold a word changes.
    private var changes: [String: Int] = [:]
    private var stems = StemCache()
    /// The first document that this transaction added.
    private var firstAdded: Int?
    /// Documents that are there already, with what they are to become.
    private var updates: [(id: Int, document: SearchDocument)] = []

    private static let rowsPerStatement = 500
    private static let updatesAtOnce = 100

    mutating func add(
        _ article: ArticleID, article prepared: PreparedDraft, renderer: MarkdownRenderer, _ connection: any Connection
    ) throws {
        let document =
            prepared.searchDocument
            ?? document(prepared.draft.title, prepared.answer, prepared.body, renderer)
        for word in document.words { changes[word, default: 0] += 1 }
        let id = try Self.nextNumber(connection)
        firstAdded = firstAdded ?? id
        try connection.execute(
            """
            INSERT INTO search_document (id, article, terms, title, content)
            VALUES (\(id), \(article), \(Self.terms(document, id, connection.dialect)), \(document.title),
                \(document.content))
            """)
        try connection.execute(
            "INSERT INTO search_impact (document, impacts) VALUES (\(id), \(document.impacts.bytes))")
    }

    mutating func update(
        _ article: ArticleID, article prepared: PreparedDraft, renderer: MarkdownRenderer, _ connection: any Connection
    ) throws {
        let document =
            prepared.searchDocument
            ?? document(prepared.draft.title, prepared.answer, prepared.body, renderer)
        try update(article, document, connection)
    }

    /// Puts a document in the place of the one that there is.
    mutating func update(_ article: ArticleID, _ document: SearchDocument, _ connection: any Connection) throws {
        let earlier = try connection.rows(
            "SELECT id, title, content FROM search_document WHERE article = \(article)"
        ).first
        guard let earlier else { return }
        let earlierWords = try SearchDocument(
            title: earlier.value("title"), answer: earlier.value("content"), body: "", stems: &stems
        ).words
        for word in document.words.subtracting(earlierWords) { changes[word, default: 0] += 1 }
        for word in earlierWords.subtracting(document.words) { changes[word, default: 0] -= 1 }
        updates.append((try earlier.value("id"), document))
        if updates.count == Self.updatesAtOnce { try writeUpdates(connection) }
    }

    /// Leaves an article without a word to be found by.
    mutating func clear(_ article: ArticleID, _ connection: any Connection) throws {
        try update(article, SearchDocument(title: "", answer: "", body: "", stems: &stems), connection)
    }

    /// Writes what was gathered; the words in one order, so that two transactions never wait for each other.
    mutating func finish(_ connection: any Connection) throws {
        let changed = changes.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        changes = [:]
        var fresh: [String] = []
        for words in changed.chunks(of: Self.rowsPerStatement) { fresh += try count(words, connection) }
        let forms = fresh.filter(Spelling.canCorrect).flatMap { word in
            Spelling.deletions(of: word).map { (hash: Spelling.hash($0), word: word) }
        }
        for forms in forms.chunks(of: Self.rowsPerStatement) {
            let rows = Self.rows(forms.map { "[\($0.hash),\"\($0.word)\"]" }, ["bigint", "text"], connection.dialect)
            try connection.execute("INSERT INTO search_deletion (hash, word) \(rows) ON CONFLICT DO NOTHING")
        }
        try writeUpdates(connection)
        if let firstAdded, connection.dialect == .sqlite {
            try connection.execute(
                """
                INSERT INTO search_index (rowid, terms)
                SELECT id, terms FROM search_document WHERE id <= \(firstAdded) ORDER BY id
                """)
        }
        firstAdded = nil
    }

    private mutating func writeUpdates(_ connection: any Connection) throws {
        guard !updates.isEmpty else { return }
        let ids = updates.map(\.id)
        if connection.dialect == .sqlite {
            // The index keeps no copy of its own, so it has to be told what to take out while that is still there.
            try connection.execute(
                """
                INSERT INTO search_index (search_index, rowid, terms)
                SELECT 'delete', id, terms FROM search_document WHERE id IN \(list: ids)
                """)
        }
        for (id, document) in updates {
            try connection.execute(
                """
                UPDATE search_document SET terms = \(Self.terms(document, id, connection.dialect)),
                    title = \(document.title), content = \(document.content)
                WHERE id = \(id)
                """)
            try connection.execute(
                "UPDATE search_impact SET impacts = \(document.impacts.bytes) WHERE document = \(id)")
        }
        if connection.dialect == .sqlite {
            try connection.execute(
                """
                INSERT INTO search_index (rowid, terms)
                SELECT id, terms FROM search_document WHERE id IN \(list: ids) ORDER BY id
                """)
        }
        updates = []
    }

    mutating func document(
        _ title: String, _ answer: MarkdownDocument, _ body: MarkdownDocument, _ renderer: MarkdownRenderer
    ) -> SearchDocument {
        SearchDocument(
            title: title, answer: renderer.plainText(of: answer), body: renderer.plainText(of: body), stems: &stems)
    }

    /// - Returns: The words that were not known before.
    private mutating func count(_ words: [(key: String, value: Int)], _ connection: any Connection) throws -> [String] {
        let changes = Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0.value) })
        let rows = Self.rows(
            words.map { word, change in "[\"\(word)\",\"\(stems.stem(word))\",\(change)]" },
            ["text", "text", "bigint"], connection.dialect)
        let counted = try connection.rows(
            """
            INSERT INTO search_word (word, stem, documents) \(rows)
            ON CONFLICT (word) DO UPDATE SET documents = search_word.documents + excluded.documents
            RETURNING word, documents
            """)
        // A word with no more documents than it was given now had none before.
        return try counted.compactMap { row in
            let word: String = try row.value("word")
            return try row.value("documents", as: Int.self) == changes[word] ? word : nil
        }
    }

    /// Selects many rows from one argument, which is several times as fast as an argument for each column.
    ///
    /// - Parameters:
    ///   - rows: Arrays in JSON. Words are letters and digits, so nothing in them needs to be escaped.
    private static func rows(_ rows: [String], _ types: [String], _ dialect: Dialect) -> SQL {
        let json = "[\(rows.joined(separator: ","))]"
        let columns = types.enumerated().map { index, type in
            switch dialect {
            case .sqlite: "json_extract(value, '$[\(index)]')"
            case .postgres: "CAST(value ->> \(index) AS \(type))"
            }
        }
        let list = SQL(stringLiteral: columns.joined(separator: ", "))
        // Without the condition SQLite takes what follows for a join's.
        return switch dialect {
        case .sqlite: "SELECT \(list) FROM json_each(\(json)) WHERE 1 = 1"
        case .postgres: "SELECT \(list) FROM json_array_elements(CAST(\(json) AS json)) AS element (value)"
        }
    }

    /// A number below all others, so that the newest documents come first in the order in which indexes are walked.
    private static func nextNumber(_ connection: any Connection) throws -> Int {
        let query: SQL =
            switch connection.dialect {
            case .sqlite: "SELECT coalesce(min(id), 0) - 1 FROM search_document"
            case .postgres: "SELECT -nextval(pg_get_serial_sequence('search_document', 'id'))"
            }
        return try connection.value(Int.self, query) ?? -1
    }

    /// The terms as the engine's index takes them; PostgreSQL's also tell the block, see ``CandidateSearch``.
    private static func terms(_ document: SearchDocument, _ id: Int, _ dialect: Dialect) -> SQL {
        switch dialect {
        case .sqlite: "\(document.terms.joined(separator: " "))"
        case .postgres:
            """
            array_to_tsvector(string_to_array(
                \((document.terms + [DocumentBlock(holding: id).term]).joined(separator: " ")), ' '))
            """
        }
    }
}
