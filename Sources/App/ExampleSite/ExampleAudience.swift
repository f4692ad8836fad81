import Audience
import Database
import Kernel

/// Writes the example site's discussions.
struct ExampleAudience {
    let files: ExampleFiles
    let database: any Database

    /// - Parameter articles: The articles by the names that the comments use.
    func write(under articles: [String: ArticleID]) async throws {
        let store = CommentStore(database: database)
        var written: [String: Comment.ID] = [:]
        for record in try files.yaml("comments.yaml", as: [ExampleRecords.Comment].self) {
            let posted = try ExampleValue.parse(record.posted) { Timestamp(rfc3339: $0) }
            let comment = Comment(
                id: Comment.ID(at: posted), article: try ExampleValue.parse(record.article) { articles[$0] },
                parent: try record.replyTo.map { key in try ExampleValue.parse(key) { written[$0] } },
                handle: record.handle, posted: posted, text: record.text)
            try await store.add(comment)
            if let key = record.id { written[key] = comment.id }
        }
    }
}
