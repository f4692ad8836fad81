import Database
import Kernel

/// Writes search documents, and over all those of a transaction the words that they brought or took away.
struct SearchIndexer {
    /// By how much the number of documents that hold a word changes.
    private var changes: [String: Int] = [:]

    private static let wordsPerStatement = 20

    mutating func add(
        _ article: ArticleID, article prepared: PreparedDraft, renderer: MarkdownRenderer, _ connection: any Connection
    ) throws {
        let document = Self.document(prepared.draft.title, prepared.answer, prepared.body, renderer)
        for word in document.words { changes[word, default: 0] += 1 }
        let id = try Self.nextNumber(connection)
        try connection.execute(
            """
            INSERT INTO search_document (id, article, impacts, terms, title, content)
            VALUES (\(id), \(article), \(document.impacts.bytes), \(Self.terms(document, id, connection.dialect)),
                \(document.title), \(document.content))
            """)
    }

    mutating func update(
        _ article: ArticleID, article prepared: PreparedDraft, renderer: MarkdownRenderer, _ connection: any Connection
    ) throws {
        try update(article, Self.document(prepared.draft.title, prepared.answer, prepared.body, renderer), connection)
    }

    /// Puts a document in the place of the one that there is.
    mutating func update(_ article: ArticleID, _ document: SearchDocument, _ connection: any Connection) throws {
        let earlier = try connection.rows(
            "SELECT id, title, content FROM search_document WHERE article = \(article)"
        ).first
        guard let earlier else { return }
        let id: Int = try earlier.value("id")
        let earlierWords = try SearchDocument(
            title: earlier.value("title"), answer: earlier.value("content"), body: ""
        ).words
        for word in document.words.subtracting(earlierWords) { changes[word, default: 0] += 1 }
        for word in earlierWords.subtracting(document.words) { changes[word, default: 0] -= 1 }
        try connection.execute(
            """
            UPDATE search_document SET impacts = \(document.impacts.bytes),
                terms = \(Self.terms(document, id, connection.dialect)), title = \(document.title),
                content = \(document.content)
            WHERE id = \(id)
            """)
    }

    static func document(
        _ title: String, _ answer: MarkdownDocument, _ body: MarkdownDocument, _ renderer: MarkdownRenderer
    ) -> SearchDocument {
        SearchDocument(
            title: title, answer: renderer.plainText(of: answer), body: renderer.plainText(of: body))
    }

    /// Writes the words; in one order, so that two transactions never wait for each other.
    mutating func finish(_ connection: any Connection) throws {
        let changed = changes.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        changes = [:]
        var fresh: [String] = []
        for words in changed.chunks(of: Self.wordsPerStatement) {
            fresh += try Self.count(words, connection)
        }
        let forms = fresh.filter(Spelling.canCorrect).flatMap { word in
            Spelling.deletions(of: word).sorted().map { (Spelling.hash($0), word) }
        }
        for forms in forms.chunks(of: Self.wordsPerStatement) {
            let rows = forms.map { hash, word -> SQL in "(\(hash), \(word))" }
            try connection.execute(
                "INSERT INTO search_deletion (hash, word) VALUES \(Self.joined(rows)) ON CONFLICT DO NOTHING")
        }
    }

    /// - Returns: The words that were not known before.
    private static func count(_ words: [(key: String, value: Int)], _ connection: any Connection) throws -> [String] {
        let rows = words.map { word, change -> SQL in
            "(\(word), \(PorterStemmer.stem(word)), \(change))"
        }
        let changes = Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0.value) })
        let counted = try connection.rows(
            """
            INSERT INTO search_word (word, stem, documents) VALUES \(joined(rows))
            ON CONFLICT (word) DO UPDATE SET documents = search_word.documents + excluded.documents
            RETURNING word, documents
            """)
        // A word with no more documents than it was given now had none before.
        return try counted.compactMap { row in
            let word: String = try row.value("word")
            return try row.value("documents", as: Int.self) == changes[word] ? word : nil
        }
    }

    private static func joined(_ rows: [SQL]) -> SQL {
        rows.dropFirst().reduce(rows[0]) { "\($0), \($1)" }
    }

    private static func nextNumber(_ connection: any Connection) throws -> Int {
        let query: SQL =
            switch connection.dialect {
            case .sqlite: "SELECT coalesce(max(id), 0) + 1 FROM search_document"
            case .postgres: "SELECT nextval(pg_get_serial_sequence('search_document', 'id'))"
            }
        return try connection.value(Int.self, query) ?? 1
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
