import Database
package import Kernel

extension TaxonomyStore {
    /// Adds a section after the others; one that is there already with the same words stays as it is.
    ///
    /// - Throws: ``Problem``: `invalid` for what cannot be saved, `conflict` when another section has this address.
    package func add(_ section: Section) async throws {
        try Self.validate(name: section.name, description: section.description)
        let isNew = try await database.write { connection in
            if let present = try connection.first(
                Section.self, "SELECT slug, name, description FROM section WHERE slug = \(section.slug)")
            {
                guard present == section else { throw Self.taken(section.slug, by: present.name) }
                return false
            }
            _ = try connection.execute(
                """
                INSERT INTO section (slug, name, description, position)
                VALUES (\(section.slug), \(section.name), \(section.description),
                    (SELECT coalesce(max(position), 0) + 1 FROM section))
                """)
            return true
        }
        if isNew { changes.announce(.everything) }
    }

    /// Changes a section's name and description; its address stays.
    ///
    /// - Throws: ``Problem``: `invalid`, or `notFound` when it is gone.
    package func change(_ section: Section) async throws {
        try Self.validate(name: section.name, description: section.description)
        let changed = try await database.write { connection in
            try connection.execute(
                """
                UPDATE section SET name = \(section.name), description = \(section.description)
                WHERE slug = \(section.slug)
                """)
        }
        guard changed == 1 else { throw Self.gone(section.slug) }
        changes.announce(.everything)
    }

    /// Puts the sections into this order; those that are not named follow in the order that they had.
    package func order(_ slugs: [Slug]) async throws {
        try await database.write { connection in
            let present = try connection.rows("SELECT slug FROM section ORDER BY position").map { row in
                try row.value("slug", as: Slug.self)
            }
            var seen: Set<Slug> = []
            let named = slugs.filter { present.contains($0) && seen.insert($0).inserted }
            for (position, slug) in (named + present.filter { !seen.contains($0) }).enumerated() {
                try connection.execute("UPDATE section SET position = \(position + 1) WHERE slug = \(slug)")
            }
        }
        changes.announce(.everything)
    }

    /// Removes a section that no article stands in; one that is gone already is no fault.
    ///
    /// - Throws: ``Problem`` of kind `conflict` while an article stands in it, be it withdrawn.
    package func removeSection(_ slug: Slug) async throws {
        try await database.write { connection in
            let users = try connection.value(Int.self, "SELECT count(*) FROM article WHERE section = \(slug)") ?? 0
            guard users == 0 else { throw Self.inUse(slug, articles: users) }
            _ = try connection.execute("DELETE FROM section WHERE slug = \(slug)")
        }
        changes.announce(.everything)
    }

    /// Adds a topic; one that is there already with the same words stays as it is.
    ///
    /// - Throws: ``Problem``: `invalid` for what cannot be saved, `conflict` when another topic has this address.
    package func add(_ topic: Topic) async throws {
        try Self.validate(name: topic.name, description: topic.description)
        let isNew = try await database.write { connection in
            if let present = try connection.first(
                Topic.self, "SELECT slug, name, description FROM topic WHERE slug = \(topic.slug)")
            {
                guard present == topic else { throw Self.taken(topic.slug, by: present.name) }
                return false
            }
            _ = try connection.execute(
                "INSERT INTO topic (slug, name, description) VALUES (\(topic.slug), \(topic.name), \(topic.description))"
            )
            return true
        }
        if isNew { changes.announce(.everything) }
    }

    /// Changes a topic's name and description; its address stays.
    ///
    /// - Throws: ``Problem``: `invalid`, or `notFound` when it is gone.
    package func change(_ topic: Topic) async throws {
        try Self.validate(name: topic.name, description: topic.description)
        let changed = try await database.write { connection in
            try connection.execute(
                "UPDATE topic SET name = \(topic.name), description = \(topic.description) WHERE slug = \(topic.slug)")
        }
        guard changed == 1 else { throw Self.gone(topic.slug) }
        changes.announce(.everything)
    }

    /// Removes a topic that no article is about; one that is gone already is no fault.
    ///
    /// - Throws: ``Problem`` of kind `conflict` while an article is about it, be it withdrawn.
    package func removeTopic(_ slug: Slug) async throws {
        try await database.write { connection in
            let users =
                try connection.value(Int.self, "SELECT count(*) FROM article_topic WHERE topic = \(slug)") ?? 0
            guard users == 0 else { throw Self.inUse(slug, articles: users) }
            _ = try connection.execute("DELETE FROM topic WHERE slug = \(slug)")
        }
        changes.announce(.everything)
    }

    private static func taken(_ slug: Slug, by name: String) -> Problem {
        let message = "“\(name)” has this address already. Choose another."
        return Problem(
            .conflict, slug: "taxonomy-taken", title: "It was not added", detail: message,
            fieldErrors: [.init(field: "slug", message: message)])
    }

    private static func gone(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "taxonomy-gone", title: "It is not there any more",
            detail: "“\(slug)” was removed by somebody else meanwhile.")
    }

    private static func inUse(_ slug: Slug, articles: Int) -> Problem {
        let users = articles == 1 ? "One article still uses" : "\(articles) articles still use"
        return Problem(
            .conflict, slug: "taxonomy-in-use", title: "It was not removed",
            detail: "\(users) “\(slug)”, those counted that were withdrawn. Move them first.")
    }
}
