package import Database
import Kernel

extension Revision: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            number: row.value("number"), written: row.value("written"), note: row.value("note"),
            draft: ArticleDraft(
                slug: row.value("slug"), kind: row.value("kind"), title: row.value("title"),
                description: row.value("description"), answer: row.value("answer"), body: row.value("body"),
                about: row.value("about"), section: row.value("section"), topics: row.slugs("topics"),
                authors: row.slugs("authors"), reviewers: row.slugs("reviewers"), facts: row.slugs("facts"),
                related: row.slugs("related")))
    }
}

extension Row {
    /// A list that was written by ``Swift/Sequence/joinedSlugs``.
    func slugs(_ column: String) throws -> [Slug] {
        try value(column, as: String.self).split(separator: " ").map { text in
            guard let slug = Slug(validating: text) else {
                throw DatabaseError.decoding("Column “\(column)” holds “\(text)”, which is not a slug.")
            }
            return slug
        }
    }
}

extension Sequence<Slug> {
    /// The slugs with spaces between, as a revision keeps them.
    var joinedSlugs: String { map(\.description).joined(separator: " ") }
}
