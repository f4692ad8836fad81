import Database
import Kernel

/// The sets of topics that somebody chose, each with a number; 0 is everything.
enum Interest {
    static func text(of topics: Set<Slug>) -> String { topics.sorted().map(\.description).joined(separator: " ") }

    static func topics(in text: String) -> Set<Slug> {
        Set(text.split(separator: " ").compactMap { Slug(validating: $0) })
    }

    /// The number of a set, which is given one when it is new.
    static func number(of topics: Set<Slug>, _ connection: any Connection) throws -> Int {
        let text = text(of: topics)
        let query: SQL = "SELECT id FROM interest WHERE topics = \(text)"
        if let known = try connection.value(Int.self, query) { return known }
        try connection.execute(
            """
            INSERT INTO interest (id, topics) VALUES ((SELECT max(id) + 1 FROM interest), \(text))
            ON CONFLICT (topics) DO NOTHING
            """)
        return try connection.value(Int.self, query) ?? 0
    }

    /// Every set by its number.
    static func all(_ connection: any Connection) throws -> [Int: Set<Slug>] {
        try connection.rows("SELECT id, topics FROM interest").reduce(into: [:]) { sets, row in
            sets[try row.value("id")] = topics(in: try row.value("topics"))
        }
    }
}
