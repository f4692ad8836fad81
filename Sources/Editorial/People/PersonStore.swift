package import Database
package import Kernel

/// Keeps the people who answer for articles.
package struct PersonStore: Sendable {
    let database: any Database
    let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a person, or changes what is said of them.
    package func save(_ person: Person) async throws {
        try Self.validate(person)
        try await database.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO person (slug, name, role, biography)
                VALUES (\(person.slug), \(person.name), \(person.role), \(person.biography))
                ON CONFLICT (slug) DO UPDATE SET name = excluded.name, role = excluded.role,
                    biography = excluded.biography
                """)
        }
        changes.announce(.everything)
    }

    static func validate(_ person: Person) throws(Problem) {
        var fields = FieldChecks()
        fields.require(person.name, as: "name", upTo: 100)
        fields.require(person.role, as: "role", upTo: 100)
        fields.allow(person.biography, as: "biography", upTo: 5000, multiline: true)
        try fields.finish(slug: "person-invalid", title: "The person can’t be saved")
    }

    package func person(_ slug: Slug) async throws -> Person? {
        try await database.read { connection in
            try connection.first(Person.self, "SELECT slug, name, role, biography FROM person WHERE slug = \(slug)")
        }
    }

    /// Everybody, by name.
    package func people() async throws -> [Person] {
        try await database.read { connection in
            try connection.all(Person.self, "SELECT slug, name, role, biography FROM person ORDER BY name, slug")
        }
    }
}

extension Person: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), name: row.value("name"), role: row.value("role"),
            biography: row.value("biography"))
    }
}
