package import Database
package import Kernel

/// Changes what the screen goes by, and keeps who changed what.
package struct ScreeningDesk: Sendable {
    package static let mostWords = 5000

    /// One change: of a rule by its name, or of a word, whose values are its effects; empty where it isn’t on the list.
    package struct Change: Sendable, Hashable, RowDecodable {
        package let subject: String
        package let was: String
        package let became: String
        package let at: Timestamp
        package let name: String

        /// What stands before the name of a rule.
        package static let rule = "rule:"

        package init(row: Row) throws {
            subject = try row.value("subject")
            was = try row.value("was")
            became = try row.value("became")
            at = try row.value("at")
            name = try row.value("name")
        }
    }

    private let database: any Database
    private let store: ScreenStore

    package init(database: any Database) {
        self.database = database
        store = ScreenStore(database: database)
    }

    package func rules() async throws -> ScreeningRules { try await store.rules() }

    package func words() async throws -> [WordList.Entry] { try await store.words() }

    /// The last change first.
    package func history(limit: Int) async throws -> [Change] {
        try await database.read { connection in
            try connection.all(
                Change.self,
                "SELECT * FROM screening_change ORDER BY number DESC, subject LIMIT \(limit)")
        }
    }

    /// Puts rules into force.
    ///
    /// - Returns: How many of them are others than before.
    @discardableResult
    package func set(_ values: [ScreeningRules.Setting: Double], by signature: ModeratorSignature) async throws -> Int {
        for (setting, value) in values where !setting.range.contains(value) {
            throw Problem(
                .invalid, slug: "screening-invalid", title: "The screen can’t be set like this",
                detail: "A number is too small or too large.",
                fieldErrors: [.init(field: setting.rawValue, message: "This is too small or too large.")])
        }
        return try await database.write { connection in
            let present = try ScreenStore.rules(in: connection)
            var wanted = present
            var changes: [(String, String, String)] = []
            for (setting, value) in values where present[setting] != value {
                wanted[setting] = value
                changes.append((Change.rule + setting.rawValue, "\(present[setting])", "\(value)"))
            }
            guard !changes.isEmpty else { return 0 }
            try ScreenStore.set(wanted, in: connection)
            try Self.note(changes, by: signature, connection)
            return changes.count
        }
    }

    /// Puts words on a list; those on another are moved.
    ///
    /// - Throws: ``Problem`` of kind `invalid` for one that cannot be looked for, or when there would be more than 5,000.
    /// - Returns: How many are new there.
    @discardableResult
    package func add(
        _ texts: [String], to effect: WordList.Effect, by signature: ModeratorSignature
    ) async throws -> Int {
        let patterns = try texts.map { text throws(Problem) in try WordPattern(text) }
        return try await database.write { connection in
            let words = try ScreenStore.words(in: connection)
            let known = Dictionary(words.map { ($0.pattern.text, $0.effect) }) { first, _ in first }
            let wanted = patterns.filter { known[$0.text] != effect }
            guard known.count + wanted.count <= Self.mostWords else {
                throw Problem(
                    .invalid, slug: "words-too-many", title: "The words can’t be added",
                    detail: "The lists hold 5,000 words and phrases at most.")
            }
            guard !wanted.isEmpty else { return 0 }
            try ScreenStore.add(wanted.map { WordList.Entry($0, effect) }, at: signature.at, in: connection)
            var noted: Set<String> = []
            try Self.note(
                wanted.filter { noted.insert($0.text).inserted }.map {
                    ($0.text, known[$0.text]?.rawValue ?? "", effect.rawValue)
                }, by: signature, connection)
            return noted.count
        }
    }

    /// Takes a word off its list.
    ///
    /// - Throws: ``Problem`` of kind `conflict` when it is on none.
    package func remove(_ text: String, by signature: ModeratorSignature) async throws {
        try await database.write { connection in
            let words = try ScreenStore.words(in: connection)
            guard let entry = words.first(where: { $0.pattern.text == text }) else {
                throw Problem(
                    .conflict, slug: "word-gone", title: "That is on no list", detail: "Somebody took it off already.")
            }
            try ScreenStore.remove(words: [text], in: connection)
            try Self.note([(text, entry.effect.rawValue, "")], by: signature, connection)
        }
    }

    private static func note(
        _ changes: [(subject: String, was: String, became: String)], by signature: ModeratorSignature,
        _ connection: any Connection
    ) throws {
        let number = try ChangeNumber.next(in: connection)
        for change in changes {
            try connection.execute(
                """
                INSERT INTO screening_change (number, subject, was, became, at, account, name)
                VALUES (\(number), \(change.subject), \(change.was), \(change.became), \(signature.at),
                    \(signature.account), \(signature.name))
                """)
        }
    }
}
