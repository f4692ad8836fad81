import Database
import Kernel
import Synchronization
import TestSupport

@testable import Editorial

/// A site with a little of everything to write articles about, on a database of its own.
struct EditorialSite {
    let database: any Database
    let changes = ChangeFeed()

    static let start = moment("2026-01-01T00:00:00Z")

    var taxonomy: TaxonomyStore { TaxonomyStore(database: database, changes: changes) }
    var people: PersonStore { PersonStore(database: database, changes: changes) }
    var sources: SourceStore { SourceStore(database: database, changes: changes) }
    var facts: FactStore { FactStore(database: database, changes: changes) }
    var articles: ArticleStore {
        ArticleStore(database: database, changes: changes, reservedSlugs: [slug("search"), slug("desk")])
    }
    var search: SearchStore { SearchStore(database: database) }

    /// Makes the site for the time of `body`.
    static func with(_ engine: TestEngine, _ body: (EditorialSite) async throws -> Void) async throws {
        try await withDatabase(engine, store: EditorialSchema.store, migrations: EditorialSchema.migrations) {
            database in
            let site = EditorialSite(database: database)
            try await site.fill()
            try await body(site)
        }
    }

    private func fill() async throws {
        for name in ["places", "science"] {
            try await taxonomy.save(Section(slug: slug(name), name: "The \(name)", description: "About \(name)."))
        }
        for name in ["korea", "migration", "moon"] {
            try await taxonomy.save(Topic(slug: slug(name), name: "Topic \(name)", description: ""))
        }
        for name in ["ann", "bob"] {
            try await people.save(
                Person(
                    slug: slug(name), name: name.prefix(1).uppercased() + name.dropFirst(), role: "Writer",
                    biography: "*Hi*."))
        }
        for source in MarkdownFixture.sources { try await sources.save(source) }
        try await facts.save(contentsOf: MarkdownFixture.facts, at: Self.start)
    }

    /// A draft that can be published; a test changes what it is about.
    static func draft(_ name: String, _ change: (inout ArticleDraft) -> Void = { _ in }) -> ArticleDraft {
        var draft = ArticleDraft(
            slug: slug(name), kind: .answer, title: "Title of \(name)", description: "Description of \(name)",
            answer: "Answer of \(name).", body: "Body of \(name).", about: "", section: slug("places"),
            topics: [slug("korea")], authors: [slug("ann")], reviewers: [], facts: [], related: [])
        change(&draft)
        return draft
    }

    /// The moment `minutes` after the start.
    static func time(_ minutes: Int) -> Timestamp { start.advanced(by: .seconds(minutes * 60)) }

    @discardableResult
    func publish(
        _ name: String, _ minutes: Int = 0, note: String = "Because.", _ change: (inout ArticleDraft) -> Void = { _ in }
    ) async throws -> Publication {
        try await articles.publish(Self.draft(name, change), at: Self.time(minutes), note: note)
    }

    func page(_ name: String) async throws -> PublishedArticle? {
        try await articles.publishedArticle(slug(name), today: day("2026-06-01"))
    }

    func count(_ table: String) async throws -> Int {
        try await database.read { connection in
            try connection.value(Int.self, SQL(stringLiteral: "SELECT count(*) FROM \(table)")) ?? -1
        }
    }
}

/// Remembers what a feed announced.
final class ChangeRecorder: Sendable {
    private let seen = Mutex<[EditorialChange]>([])

    init(_ feed: ChangeFeed) {
        feed.observe { [weak self] change in self?.seen.withLock { $0.append(change) } }
    }

    var changes: [EditorialChange] { seen.withLock { $0 } }
}

/// The field errors of the problem that `body` throws.
func fieldErrors(_ body: () async throws -> Void) async throws -> [String] {
    do {
        try await body()
        return []
    } catch let problem as Problem {
        return problem.fieldErrors.map(\.field)
    }
}

/// The kind of the problem that `body` throws.
func kind(_ body: () async throws -> Void) async throws -> Problem.Kind? {
    do {
        try await body()
        return nil
    } catch let problem as Problem {
        return problem.kind
    }
}
