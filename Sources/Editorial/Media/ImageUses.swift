import Database
import Kernel
import Markdown

/// Where an image stands.
package struct ImageUses: Sendable, Hashable {
    /// A text on the desk that names it.
    package struct Draft: Sendable, Hashable {
        package let id: Manuscript.ID
        package let title: String
    }

    /// The published articles, newest first.
    package let articles: [ArticleSummary]
    /// The texts on the desk, those that were changed last first.
    package let manuscripts: [Draft]

    package var isEmpty: Bool { articles.isEmpty && manuscripts.isEmpty }

    init(of slug: Slug, _ connection: any Connection) throws {
        articles = try Self.articles(showing: slug, connection)
        let pattern = "\(LinkTarget.mediaFolder)\(slug)".likePattern
        let rows = try connection.rows(
            """
            SELECT manuscript.id, manuscript_save.title, manuscript_save.answer, manuscript_save.body
            FROM manuscript JOIN manuscript_save ON manuscript_save.manuscript = manuscript.id
                AND manuscript_save.number = manuscript.save
            WHERE manuscript.state <> 'discarded' AND (
                manuscript_save.answer LIKE \(pattern) ESCAPE '!' OR manuscript_save.body LIKE \(pattern) ESCAPE '!'
            )
            ORDER BY manuscript.updated DESC, manuscript.id DESC
            """)
        // The pattern also finds an image whose slug begins like this one's.
        manuscripts = try rows.compactMap { row in
            let texts = try [row.value("answer", as: String.self), row.value("body", as: String.self)]
            guard texts.contains(where: { MarkdownDocument($0).imageSlugs.contains(slug) }) else { return nil }
            return try Draft(id: row.value("id"), title: row.value("title"))
        }
    }

    static func articles(showing slug: Slug, _ connection: any Connection) throws -> [ArticleSummary] {
        try connection.all(
            ArticleSummary.self,
            """
            SELECT \(ArticleSummary.columns)
            FROM image_use JOIN article ON article.id = image_use.article
                JOIN section ON section.slug = article.section
            WHERE image_use.image = \(slug) ORDER BY article.published DESC, article.id DESC
            """)
    }
}
