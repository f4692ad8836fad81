package import Database
package import Kernel

/// Keeps what the screen goes by: its rules, its words, and the decisions that it learns from.
///
/// What changes in a moderator’s transaction takes that transaction’s connection.
package struct ScreenStore: Sendable {
    /// What changes apart from the others.
    enum Part: String, Sendable, Hashable, CaseIterable, ColumnCodable { case rules, words, examples }

    let database: any Database

    package init(database: any Database) { self.database = database }

    /// The number of each part’s last change.
    func changes() async throws -> [Part: Int] {
        try await database.read { connection in
            let pairs = try connection.rows("SELECT name, change FROM screening_part").map { row in
                try (row.value("name", as: Part.self), row.value("change", as: Int.self))
            }
            return Dictionary(pairs) { first, _ in first }
        }
    }

    /// Tells all servers that a part is to be read anew.
    ///
    /// - Returns: The number of the change.
    @discardableResult
    static func touch(_ part: Part, in connection: any Connection) throws -> Int {
        let number = try ChangeNumber.next(in: connection)
        try connection.execute("UPDATE screening_part SET change = \(number) WHERE name = \(part)")
        return number
    }
}

// MARK: Rules

extension ScreenStore {
    package func rules() async throws -> ScreeningRules { try await database.read { try Self.rules(in: $0) } }

    /// The rules as a transaction sees them; settings of other versions are passed over.
    package static func rules(in connection: any Connection) throws -> ScreeningRules {
        var rules = ScreeningRules()
        for row in try connection.rows("SELECT name, value FROM screening_rule") {
            guard let setting = try ScreeningRules.Setting(rawValue: row.value("name")) else { continue }
            rules[setting] = try row.value("value")
        }
        return rules
    }

    /// Puts rules into force.
    package static func set(_ rules: ScreeningRules, in connection: any Connection) throws {
        for setting in ScreeningRules.Setting.allCases {
            if let value = rules.changed[setting] {
                try connection.execute(
                    """
                    INSERT INTO screening_rule (name, value) VALUES (\(setting.rawValue), \(value))
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """)
            } else {
                try connection.execute("DELETE FROM screening_rule WHERE name = \(setting.rawValue)")
            }
        }
        try touch(.rules, in: connection)
    }

    package func set(_ rules: ScreeningRules) async throws {
        try await database.write { try Self.set(rules, in: $0) }
    }
}

// MARK: Words

extension ScreenStore {
    /// All entries, in the order of their patterns.
    package func words() async throws -> [WordList.Entry] { try await database.read { try Self.words(in: $0) } }

    package static func words(in connection: any Connection) throws -> [WordList.Entry] {
        try connection.rows("SELECT pattern, effect FROM screening_word ORDER BY pattern").map { row in
            let effect: String = try row.value("effect")
            guard let effect = WordList.Effect(rawValue: effect) else {
                throw DatabaseError.decoding("“\(effect)” is no effect of a word.")
            }
            return WordList.Entry(try WordPattern(row.value("pattern")), effect)
        }
    }

    /// Adds entries; one whose pattern is there already gets the new effect.
    package static func add(_ entries: [WordList.Entry], at moment: Timestamp, in connection: any Connection) throws {
        guard !entries.isEmpty else { return }
        for entry in entries {
            try connection.execute(
                """
                INSERT INTO screening_word (pattern, effect, added)
                VALUES (\(entry.pattern.text), \(entry.effect.rawValue), \(moment))
                ON CONFLICT (pattern) DO UPDATE SET effect = excluded.effect
                """)
        }
        try touch(.words, in: connection)
    }

    /// Takes entries out by the text of their patterns.
    package static func remove(words patterns: [String], in connection: any Connection) throws {
        guard !patterns.isEmpty else { return }
        try connection.execute("DELETE FROM screening_word WHERE pattern IN \(list: patterns)")
        try touch(.words, in: connection)
    }
}
