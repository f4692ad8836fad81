import Database
package import Kernel

extension ArticleStore {
    /// An article's versions, newest first, with the corrections between them; `nil` when readers see no such article.
    ///
    /// - Parameters:
    ///   - before: Lists only versions with a lower number than this.
    ///   - limit: How many versions to list, 1 or more.
    package func history(_ slug: Slug, before: Int? = nil, limit: Int) async throws -> ArticleHistory? {
        try await database.read { connection in
            let reader = HistoryReader(connection: connection)
            return try reader.present(slug).map { try reader.history($0, before: before, limit: max(limit, 1)) }
        }
    }

    /// One version of an article, set with the values that its facts had then; `nil` when there is none that readers
    /// could have seen.
    package func version(_ number: Int, of slug: Slug) async throws -> VersionAnswer<ArticleVersion>? {
        try await database.read { connection in
            let reader = HistoryReader(connection: connection)
            guard let article = try reader.present(slug), (1...article.revision).contains(number) else { return nil }
            guard number >= (try reader.firstReadable(of: article)) else { return .withheld }
            return try reader.version(number, of: article).map(VersionAnswer.found)
        }
    }

    /// What changed from a version to the one after it; `nil` when there is no such version, or none after it.
    package func change(after number: Int, of slug: Slug) async throws -> VersionAnswer<VersionChange>? {
        let found = try await database.read {
            connection -> VersionAnswer<(HistoryReader.Present, ArticleVersion, ArticleVersion)>? in
            let reader = HistoryReader(connection: connection)
            guard let article = try reader.present(slug), number >= 1, number < article.revision else { return nil }
            guard number >= (try reader.firstReadable(of: article)) else { return .withheld }
            guard let earlier = try reader.version(number, of: article),
                let later = try reader.version(number + 1, of: article)
            else { return nil }
            return .found((article, earlier, later))
        }
        switch found {
        case nil: return nil
        case .withheld: return .withheld
        case .found(let (article, earlier, later)):
            let parts = zip(earlier.words, later.words).filter { $0.text != $1.text }.map { before, after in
                VersionChange.Part(name: before.name, change: TextDiff(from: before.text, to: after.text))
            }
            return .found(
                VersionChange(
                    slug: article.slug, title: article.title, section: article.section, earlier: number,
                    earlierWritten: earlier.written, later: number + 1, laterWritten: later.written,
                    note: later.note, isPresent: later.number == article.revision, parts: parts))
        }
    }
}
