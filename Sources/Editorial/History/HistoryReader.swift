import Database
import Kernel
import Markdown

/// Reads an article's history, in one transaction.
struct HistoryReader {
    let connection: any Connection

    /// The article as it is now; it was not withdrawn.
    struct Present: RowDecodable {
        let id: ArticleID
        let slug: Slug
        let title: String
        let section: Slug
        let revision: Int
        let published: Timestamp

        init(row: Row) throws {
            id = try row.value("id")
            slug = try row.value("slug")
            title = try row.value("title")
            section = try row.value("section")
            revision = try row.value("revision")
            published = try row.value("published")
        }
    }

    func present(_ slug: Slug) throws -> Present? {
        try connection.first(
            Present.self,
            """
            SELECT id, slug, title, section, revision, published FROM article
            WHERE slug = \(slug) AND withdrawn IS NULL
            """)
    }

    /// The first version that readers may see: when an article was withdrawn and came back, what was taken back stays so.
    ///
    /// An article that comes back under another address gets two versions in the same moment, the first of which still
    /// has the text that was withdrawn.
    func firstReadable(of article: Present) throws -> Int {
        func step(_ action: ManuscriptAction, _ extreme: SQL, after moment: Timestamp?) throws -> Timestamp? {
            let later: SQL = moment.map { " AND manuscript_step.at >= \($0)" } ?? ""
            return try connection.value(
                Timestamp?.self,
                """
                SELECT \(extreme)(manuscript_step.at)
                FROM manuscript_step JOIN manuscript ON manuscript.id = manuscript_step.manuscript
                WHERE manuscript.article = \(article.id) AND manuscript_step.action = \(action.past)\(later)
                """
            ).flatMap { $0 }
        }
        guard let withdrawn = try step(.withdraw, "max", after: nil) else { return 1 }
        guard let returned = try step(.publish, "min", after: withdrawn),
            let number = try connection.value(
                Int?.self,
                "SELECT max(number) FROM revision WHERE article = \(article.id) AND written = \(returned)"
            ).flatMap({ $0 })
        else { return article.revision }
        return number
    }

    func history(_ article: Present, before: Int?, limit: Int) throws -> ArticleHistory {
        let readable = try firstReadable(of: article)
        let before = before ?? article.revision + 1
        let rows = try connection.rows(
            """
            SELECT number, written, note FROM revision
            WHERE article = \(article.id) AND number < \(before) ORDER BY number DESC LIMIT \(limit + 1)
            """)
        let versions = try rows.prefix(limit).map { row in
            let number = try row.value("number", as: Int.self)
            return try ArticleHistory.Version(
                number: number, written: row.value("written"), note: row.value("note"), isWithheld: number < readable,
                isComparable: number > readable)
        }
        let newer = try connection.value(
            Timestamp.self, "SELECT written FROM revision WHERE article = \(article.id) AND number = \(before)")
        let corrections = try connection.all(
            Correction.self,
            "SELECT date, text FROM correction WHERE article = \(article.id) ORDER BY date DESC, id DESC")
        return ArticleHistory(
            slug: article.slug, title: article.title, section: article.section, published: article.published,
            present: article.revision,
            entries: ArticleHistory.entries(
                versions, corrections, newer: newer, isLast: rows.count <= limit,
                told: try told(corrections, of: article)), next: rows.count > limit ? versions.last?.number : nil)
    }

    /// Those notes that tell of a correction and that some version has.
    private func told(_ corrections: [Correction], of article: Present) throws -> Set<String> {
        try corrections.map(ArticleHistory.note).chunks(of: 50).reduce(into: []) { told, notes in
            let rows = try connection.rows(
                "SELECT DISTINCT note FROM revision WHERE article = \(article.id) AND note IN \(list: notes)")
            for row in rows { told.insert(try row.value("note")) }
        }
    }

    /// A version with its texts set; `nil` when there is none of this number.
    func version(_ number: Int, of article: Present) throws -> ArticleVersion? {
        let found = try connection.first(
            Revision.self, "SELECT * FROM revision WHERE article = \(article.id) AND number = \(number)")
        guard let revision = found else { return nil }
        let draft = revision.draft
        let (answer, body) = (MarkdownDocument(draft.answer), MarkdownDocument(draft.body))
        var matter = KnownMatter()
        try matter.load(
            facts: answer.factSlugs.union(body.factSlugs).union(draft.facts),
            sources: answer.sourceSlugs.union(body.sourceSlugs), connection)
        // An image that was deleted since is told by what the text says of it.
        try matter.load(images: answer.imageSlugs.union(body.imageSlugs), connection)
        let then = try FactsOfThen(matter.facts, at: revision.written, connection)
        try matter.load(facts: [], sources: Set(then.facts.values.map(\.source)), connection)
        // A comparison can't be set as it was then, so its directive stays in its place; the note tells what changed.
        try matter.load(evaluations: [], products: answer.productSlugs.union(body.productSlugs), connection)
        let sources = matter.sources
        // Whether a fact was due for review then is not told: without a day, none is.
        let renderer = MarkdownRenderer(
            facts: then.facts, sources: sources, products: matter.products, images: matter.images, today: nil)
        var page = MarkdownPage()
        let setAnswer = renderer.render(answer, on: &page)
        let setBody = renderer.render(body, on: &page)
        let listed = draft.facts.compactMap { then.facts[$0] }.map { fact in
            PublishedArticle.ListedFact(fact: fact, sourceNumber: page.citations.cite(fact.source).number)
        }
        let people = try people(draft.authors + draft.reviewers)
        let replaced = try connection.value(
            Timestamp.self, "SELECT written FROM revision WHERE article = \(article.id) AND number = \(number + 1)")
        return ArticleVersion(
            number: number, written: revision.written, replaced: replaced, note: revision.note,
            slug: article.slug, draft: draft,
            authors: draft.authors.compactMap { people[$0] }, reviewers: draft.reviewers.compactMap { people[$0] },
            answer: setAnswer, body: setBody, facts: listed,
            sources: page.citations.sources.compactMap { sources[$0] },
            unrecorded: then.unrecorded.sorted().compactMap { then.facts[$0] })
    }

    private func people(_ slugs: [Slug]) throws -> [Slug: Person] {
        guard !slugs.isEmpty else { return [:] }
        let found = try connection.all(
            Person.self, "SELECT slug, name, role, biography FROM person WHERE slug IN \(list: Set(slugs).sorted())")
        return Dictionary(found.map { ($0.slug, $0) }) { first, _ in first }
    }
}
