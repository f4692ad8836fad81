import Kernel

extension ArticleStore {
    static func noArticle(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "article-not-found", title: "There is no such article",
            detail: "No article has the address “\(slug)”.")
    }

    func prepare(_ draft: ArticleDraft, note: String) throws(Problem) -> PreparedDraft {
        var stems = StemCache()
        return try prepare(draft, note: note, stems: &stems)
    }

    private func prepare(
        _ draft: ArticleDraft, note: String, stems: inout StemCache
    ) throws(Problem) -> PreparedDraft {
        var fields = FieldChecks()
        fields.allow(note, as: "note", upTo: 2000, multiline: true)
        try fields.finish(for: draft)
        return try PreparedDraft(draft, reservedSlugs: reservedSlugs, stems: &stems)
    }

    private func prepare(_ archived: ArchivedArticle, stems: inout StemCache) throws(Problem) -> PreparedDraft {
        var fields = FieldChecks()
        if archived.updated < archived.published { fields.add("updated", "This is before the article was published.") }
        for slug in archived.formerSlugs where reservedSlugs.contains(slug) {
            fields.add("formerSlugs", "“\(slug)” is the address of one of the site’s own pages.")
        }
        fields.check(archived.formerSlugs + [archived.draft.slug], as: "formerSlugs", upTo: 50)
        try fields.finish(for: archived.draft)
        for correction in archived.corrections { try Self.check(correction) }
        return try prepare(archived.draft, note: archived.note, stems: &stems)
    }

    /// Checks and parses on all cores: for many articles this is a good part of the work.
    func prepare(_ articles: [ArchivedArticle]) async throws -> [(archived: ArchivedArticle, draft: PreparedDraft)] {
        try await withThrowingTaskGroup(of: (Int, [PreparedDraft]).self) { group in
            let chunks = articles.chunks(of: 250)
            for (number, chunk) in chunks.enumerated() {
                group.addTask {
                    var stems = StemCache()
                    return (number, try chunk.map { try prepare($0, stems: &stems) })
                }
            }
            var drafts: [[PreparedDraft]] = Array(repeating: [], count: chunks.count)
            for try await (number, prepared) in group { drafts[number] = prepared }
            return zip(articles, drafts.joined()).map { (archived: $0, draft: $1) }
        }
    }

    static func require(_ note: String) throws(Problem) {
        var fields = FieldChecks()
        fields.require(note, as: "note", upTo: 2000, multiline: true)
        try fields.finish(slug: "note-missing", title: "Say what changed and why")
    }

    static func check(_ correction: Correction) throws(Problem) {
        var fields = FieldChecks()
        fields.require(correction.text, as: "correction", upTo: 1900, multiline: true)
        try fields.finish(slug: "correction-invalid", title: "The correction can’t be published")
    }

    static func add(
        _ archived: ArchivedArticle, _ draft: PreparedDraft, writer: inout ArticleWriter
    ) throws -> Publication {
        let publication = try writer.add(
            draft, published: archived.published, updated: archived.updated, reviewed: archived.reviewed,
            note: archived.note)
        for slug in archived.formerSlugs {
            try writer.claim(slug, for: publication.id, at: archived.published)
            try writer.addSlug(slug, of: publication.id, at: archived.published)
        }
        for correction in archived.corrections {
            try writer.addCorrection(correction, to: publication.id, at: correction.date.start)
        }
        return publication
    }
}
