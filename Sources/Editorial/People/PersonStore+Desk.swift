import Database
package import Kernel

/// A person with how many articles they wrote or reviewed.
package struct CountedPerson: Sendable, Hashable {
    package let person: Person
    package let articles: Int
}

extension PersonStore {
    /// Everybody, by name, with how many articles carry their name, withdrawn ones included.
    package func counted() async throws -> [CountedPerson] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT slug, name, role, biography,
                    (SELECT count(DISTINCT article) FROM byline WHERE byline.person = person.slug) AS articles
                FROM person ORDER BY name, slug
                """
            ).map { row in try CountedPerson(person: Person(row: row), articles: row.value("articles")) }
        }
    }

    /// Adds a person; one who is there already with the same words stays as they are.
    ///
    /// - Throws: ``Problem``: `invalid` for what cannot be saved, `conflict` when somebody else has this address.
    package func add(_ person: Person) async throws {
        try Self.validate(person)
        let isNew = try await database.write { connection in
            if let present = try connection.first(
                Person.self, "SELECT slug, name, role, biography FROM person WHERE slug = \(person.slug)")
            {
                guard present == person else {
                    let message = "\(present.name) has this address already. Choose another."
                    throw Problem(
                        .conflict, slug: "person-taken", title: "The byline was not added", detail: message,
                        fieldErrors: [.init(field: "slug", message: message)])
                }
                return false
            }
            _ = try connection.execute(
                """
                INSERT INTO person (slug, name, role, biography)
                VALUES (\(person.slug), \(person.name), \(person.role), \(person.biography))
                """)
            return true
        }
        if isNew { changes.announce(.everything) }
    }

    /// Changes what is said of a person; the address stays.
    ///
    /// - Throws: ``Problem``: `invalid`, or `notFound` when they are gone.
    package func change(_ person: Person) async throws {
        try Self.validate(person)
        let changed = try await database.write { connection in
            try connection.execute(
                """
                UPDATE person SET name = \(person.name), role = \(person.role), biography = \(person.biography)
                WHERE slug = \(person.slug)
                """)
        }
        guard changed == 1 else {
            throw Problem(
                .notFound, slug: "person-gone", title: "The byline is not there any more",
                detail: "“\(person.slug)” was removed by somebody else meanwhile.")
        }
        changes.announce(.everything)
    }

    /// Removes a person whose name stands on no article; one who is gone already is no fault.
    ///
    /// - Throws: ``Problem`` of kind `conflict` while an article carries the name, be it withdrawn.
    package func remove(_ slug: Slug) async throws {
        try await database.write { connection in
            let users =
                try connection.value(
                    Int.self, "SELECT count(DISTINCT article) FROM byline WHERE person = \(slug)") ?? 0
            guard users == 0 else {
                throw Problem(
                    .conflict, slug: "person-in-use", title: "The byline was not removed",
                    detail: """
                        \(users == 1 ? "One article carries" : "\(users) articles carry") this name, and readers may ask \
                        who that was. Say in the role and the biography that they no longer work here.
                        """)
            }
            _ = try connection.execute("DELETE FROM person WHERE slug = \(slug)")
        }
        changes.announce(.everything)
    }
}
