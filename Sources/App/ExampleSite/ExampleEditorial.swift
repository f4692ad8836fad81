import Database
import Editorial
import Kernel

/// Writes the example site's articles, with everything that they refer to.
struct ExampleEditorial {
    let files: ExampleFiles
    let database: any Database
    let clock: any WallClock

    /// - Returns: The articles by their names.
    func write() async throws -> [String: ArticleID] {
        let changes = ChangeFeed()
        try await writeTaxonomy(TaxonomyStore(database: database, changes: changes))
        try await writePeople(PersonStore(database: database, changes: changes))
        let sources = try files.yaml("sources.yaml", as: [ExampleRecords.Source].self)
        try await write(sources, into: SourceStore(database: database, changes: changes))
        try await writeFacts(from: sources, into: FactStore(database: database, changes: changes))
        try await writePolicies(PolicyStore(database: database))
        return try await writeArticles(ArticleStore(database: database, changes: changes))
    }

    private func writeTaxonomy(_ store: TaxonomyStore) async throws {
        let site = try files.yaml("site.yaml", as: ExampleRecords.Site.self)
        for record in site.sections {
            try await store.save(
                Section(slug: Slug(record.slug), name: record.name, description: record.description))
        }
        for record in site.topics {
            try await store.save(Topic(slug: Slug(record.slug), name: record.name, description: record.description))
        }
    }

    private func writePeople(_ store: PersonStore) async throws {
        for record in try files.yaml("people.yaml", as: [ExampleRecords.Person].self) {
            try await store.save(
                Person(slug: Slug(record.slug), name: record.name, role: record.role, biography: record.bio))
        }
    }

    private func write(_ sources: [ExampleRecords.Source], into store: SourceStore) async throws {
        for record in sources {
            try await store.save(
                Source(
                    slug: Slug(record.slug), title: record.title, author: record.author, publisher: record.publisher,
                    published: try record.published.map { try ExampleValue.parse($0) { PartialDate($0) } },
                    address: record.url, accessed: ExampleValue.parse(record.accessed) { CalendarDay($0) }))
        }
    }

    /// A fact was last looked at on the day on which its source was last read.
    private func writeFacts(from sources: [ExampleRecords.Source], into store: FactStore) async throws {
        let accessed = Dictionary(uniqueKeysWithValues: sources.map { ($0.slug, $0.accessed) })
        for record in try files.yaml("facts.yaml", as: [ExampleRecords.Fact].self) {
            try await store.save(
                Fact(
                    slug: Slug(record.slug), label: record.label, value: record.value, unit: record.unit,
                    qualifier: try record.qualifier.map {
                        try ExampleValue.parse($0, Fact.Qualifier.init(rawValue:))
                    },
                    asOf: ExampleValue.parse(record.asOf) { PartialDate($0) }, source: Slug(record.source),
                    reviewInterval: record.reviewDays,
                    reviewed: accessed[record.source].flatMap { CalendarDay($0) }, note: record.note),
                at: clock.now())
        }
    }

    private func writePolicies(_ store: PolicyStore) async throws {
        for (name, front, body) in try files.markdown(in: "policies", as: ExampleRecords.Policy.self) {
            try await store.save(
                Policy(
                    subject: ExampleValue.parse(name, Policy.Subject.init(rawValue:)), title: front.title,
                    description: front.description, updated: ExampleValue.parse(front.updated) { CalendarDay($0) },
                    body: body))
        }
    }

    private func writeArticles(_ store: ArticleStore) async throws -> [String: ArticleID] {
        var archived: [ArchivedArticle] = []
        for (name, front, body) in try files.markdown(in: "articles", as: ExampleRecords.Article.self) {
            let published = try ExampleValue.parse(front.published) { Timestamp(rfc3339: $0) }
            archived.append(
                try ArchivedArticle(
                    draft: draft(name, front, body), published: published,
                    updated: front.updated.map { try ExampleValue.parse($0) { Timestamp(rfc3339: $0) } } ?? published,
                    reviewed: front.reviewed.map { try ExampleValue.parse($0) { Timestamp(rfc3339: $0) } },
                    formerSlugs: (front.formerSlugs ?? []).map { try Slug($0) },
                    corrections: (front.corrections ?? []).map {
                        Correction(date: try ExampleValue.parse($0.date) { CalendarDay($0) }, text: $0.text)
                    },
                    note: "Written for the example site."))
        }
        let publications = try await store.publish(contentsOf: archived)
        return Dictionary(uniqueKeysWithValues: publications.map { ($0.slug.description, $0.id) })
    }

    private func draft(_ name: String, _ front: ExampleRecords.Article, _ body: String) throws -> ArticleDraft {
        try ArticleDraft(
            slug: Slug(name), kind: ExampleValue.parse(front.kind, ArticleKind.init(rawValue:)), title: front.title,
            description: front.description, answer: front.answer, body: body, about: front.about,
            section: Slug(front.section), topics: front.topics.map { try Slug($0) },
            authors: front.writtenBy.map { try Slug($0) }, reviewers: front.reviewedBy.map { try Slug($0) },
            facts: front.facts.map { try Slug($0) }, related: (front.related ?? []).map { try Slug($0) })
    }
}
