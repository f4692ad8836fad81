import Editorial
package import Kernel

/// A site with as many articles as a measurement needs, the same for the same number.
package struct GeneratedSite: Sendable {
    private static let batch = 500
    private static let sectionCount = 5
    private static let topicCount = 40

    private let settings: Settings
    private let clock: any WallClock

    package init(settings: Settings, clock: any WallClock) {
        self.settings = settings
        self.clock = clock
    }

    /// Adds articles to an empty site.
    ///
    /// - Parameter progress: Is told after each batch how many there are.
    package func make(_ count: Int, progress: @Sendable (Int) -> Void) async throws {
        let stores = try await Stores(settings, clock: clock)
        let changes = ChangeFeed()
        let taxonomy = TaxonomyStore(database: stores.editorial, changes: changes)
        for number in 0..<Self.sectionCount {
            try await taxonomy.save(
                Section(slug: Slug("section-\(number)"), name: "Section \(number)", description: "Generated."))
        }
        for number in 0..<Self.topicCount {
            try await taxonomy.save(
                Topic(slug: Slug("topic-\(number)"), name: "Topic \(number)", description: "Generated."))
        }
        try await PersonStore(database: stores.editorial, changes: changes).save(
            Person(slug: Slug("writer"), name: "A Writer", role: "Writer", biography: "Generated."))
        let articles = ArticleStore(database: stores.editorial, changes: changes)
        var words = GeneratedWords()
        var made = 0
        while made < count {
            let size = min(Self.batch, count - made)
            let batch = try (made..<made + size).map { try article($0, words: &words) }
            try await articles.publish(contentsOf: batch)
            made += size
            progress(made)
        }
        try await SearchStore(database: stores.editorial).optimise()
        await stores.close()
    }

    /// Publishes one article after another into a site, and tells how long each took.
    package func publish(_ count: Int) async throws -> [Duration] {
        let stores = try await Stores(settings, clock: clock)
        let articles = ArticleStore(database: stores.editorial, changes: ChangeFeed())
        var words = GeneratedWords(seed: UInt64(bitPattern: clock.now().milliseconds))
        var durations: [Duration] = []
        for number in 0..<count {
            var archived = try article(number, words: &words)
            archived.draft.slug = try Slug("timed-\(clock.now().milliseconds)-\(number)")
            let draft = archived.draft
            let start = ContinuousClock.now
            try await articles.publish(draft, at: clock.now(), note: "Timed.")
            durations.append(ContinuousClock.now - start)
        }
        await stores.close()
        return durations
    }

    private func article(_ number: Int, words: inout GeneratedWords) throws -> ArchivedArticle {
        let start = Int64(1_262_304_000_000)
        let published = Timestamp(milliseconds: start + Int64(number) * 3_600_000)
        let body = (0..<6).map { index in
            (index % 2 == 0 ? "## \(words.sentence(4))\n\n" : "")
                + (0..<4).map { _ in words.sentence(18) + "." }.joined(separator: " ")
        }
        let title = words.sentence(6)
        return ArchivedArticle(
            draft: ArticleDraft(
                slug: try Slug(title.lowercased().replacing(" ", with: "-") + "-\(number)"),
                kind: number % 4 == 0 ? .guide : .answer, title: title + "?", description: words.sentence(12) + ".",
                answer: words.sentence(20) + ".", body: body.joined(separator: "\n\n"), about: words.sentence(1),
                section: try Slug("section-\(number % Self.sectionCount)"),
                topics: [try Slug("topic-\(number % Self.topicCount)")], authors: [try Slug("writer")], reviewers: [],
                facts: [], related: []),
            published: published, updated: published, reviewed: nil, formerSlugs: [], corrections: [],
            note: "Generated.")
    }
}
