package import Database
package import Kernel

/// A section with how many articles stand in it.
package struct CountedSection: Sendable, Hashable {
    package let section: Section
    package let articles: Int
}

/// A topic with how many articles are about it.
package struct CountedTopic: Sendable, Hashable {
    package let topic: Topic
    package let articles: Int
}

/// Keeps sections and topics.
package struct TaxonomyStore: Sendable {
    let database: any Database
    let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a section after the others, or changes its name and description.
    package func save(_ section: Section) async throws {
        try Self.validate(name: section.name, description: section.description)
        try await database.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO section (slug, name, description, position)
                VALUES (\(section.slug), \(section.name), \(section.description),
                    (SELECT coalesce(max(position), 0) + 1 FROM section))
                ON CONFLICT (slug) DO UPDATE SET name = excluded.name, description = excluded.description
                """)
        }
        changes.announce(.everything)
    }

    /// Adds a topic, or changes its name and description.
    package func save(_ topic: Topic) async throws {
        try Self.validate(name: topic.name, description: topic.description)
        try await database.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO topic (slug, name, description) VALUES (\(topic.slug), \(topic.name), \(topic.description))
                ON CONFLICT (slug) DO UPDATE SET name = excluded.name, description = excluded.description
                """)
        }
        changes.announce(.everything)
    }

    /// Every section, in the order in which they were first saved.
    package func sections() async throws -> [CountedSection] {
        try await database.read { connection in
            try connection.rows("SELECT slug, name, description, articles FROM section ORDER BY position").map { row in
                try CountedSection(section: Section(row: row), articles: row.value("articles"))
            }
        }
    }

    /// Every topic, by name.
    package func topics() async throws -> [CountedTopic] {
        try await database.read { connection in
            try connection.rows("SELECT slug, name, description, articles FROM topic ORDER BY name, slug").map { row in
                try CountedTopic(topic: Topic(row: row), articles: row.value("articles"))
            }
        }
    }

    package func section(_ slug: Slug) async throws -> Section? {
        try await database.read { connection in
            try connection.first(Section.self, "SELECT slug, name, description FROM section WHERE slug = \(slug)")
        }
    }

    package func topic(_ slug: Slug) async throws -> Topic? {
        try await database.read { connection in
            try connection.first(Topic.self, "SELECT slug, name, description FROM topic WHERE slug = \(slug)")
        }
    }

    static func validate(name: String, description: String) throws(Problem) {
        var fields = FieldChecks()
        fields.require(name, as: "name", upTo: 80)
        fields.allow(description, as: "description", upTo: 500)
        try fields.finish(slug: "taxonomy-invalid", title: "The section or topic can’t be saved")
    }
}

extension Section: RowDecodable {
    package init(row: Row) throws {
        try self.init(slug: row.value("slug"), name: row.value("name"), description: row.value("description"))
    }
}

extension Topic: RowDecodable {
    package init(row: Row) throws {
        try self.init(slug: row.value("slug"), name: row.value("name"), description: row.value("description"))
    }
}
