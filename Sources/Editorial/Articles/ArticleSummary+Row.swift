package import Database
import Kernel

extension ArticleSummary: RowDecodable {
    /// What a query selects from `article` joined with `section` to read summaries.
    static let columns: SQL = """
        article.id, article.slug, article.kind, article.title, article.description, article.published, article.updated,
        section.slug AS section_slug, section.name AS section_name, section.description AS section_description
        """

    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), slug: row.value("slug"), kind: row.value("kind"), title: row.value("title"),
            description: row.value("description"),
            section: Section(
                slug: row.value("section_slug"), name: row.value("section_name"),
                description: row.value("section_description")),
            published: row.value("published"), updated: row.value("updated"))
    }
}
