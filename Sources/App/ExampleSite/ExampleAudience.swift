import Audience
import Database
import Kernel

/// Writes the example site's discussions.
struct ExampleAudience {
    let files: ExampleFiles
    let database: any Database

    /// - Parameter articles: The articles by the names that the comments use.
    func write(under articles: [String: ArticleID]) async throws {
        var comments: [ImportedComment] = []
        for (index, record) in try files.yaml("comments.yaml", as: [ExampleRecords.Comment].self).enumerated() {
            comments.append(
                ImportedComment(
                    origin: "example:\(record.id ?? String(index))",
                    article: try ExampleValue.parse(record.article) { articles[$0] },
                    parent: record.replyTo.map { "example:\($0)" }, handle: record.handle,
                    posted: try ExampleValue.parse(record.posted) { Timestamp(rfc3339: $0) },
                    text: record.text,
                    state: .shown, votes: record.votes ?? 0,
                    highlighted: try record.highlighted.map { try ExampleValue.parse($0) { Timestamp(rfc3339: $0) } }))
        }
        let outcome = try await CommentImport(database: database).take(comments)
        guard let refusal = outcome.refused.first else { return }
        throw Problem(
            .invalid, slug: "example-comment", title: "The example site cannot be made",
            detail: "Comment “\(refusal.origin)”: \(refusal.reason)")
    }
}
