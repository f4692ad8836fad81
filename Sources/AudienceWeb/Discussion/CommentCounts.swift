package import Audience
package import Kernel
import Markup

/// Says in lists of articles how many comments each has.
package struct CommentCounts: NoticeFiller {
    private let outlines: DiscussionOutlines

    package init(outlines: DiscussionOutlines) { self.outlines = outlines }

    package func fills(of notices: Set<Notice>) async throws -> [Notice: NoticeFill] {
        let counts = try await outlines.shownCounts(of: Array(notices.articlesWithCounts))
        var fills: [Notice: NoticeFill] = [:]
        for case .comments(let article, let path) in notices {
            guard let count = counts[article], count > 0 else { continue }
            var html = HTMLWriter()
            html.text(" · ")
            html.element(
                .a, .href("/discussion\(path)"), text: count == 1 ? "1 comment" : "\(count.grouped) comments")
            fills[.comments(under: article, at: path)] = NoticeFill(html: html.bytes)
        }
        return fills
    }
}

extension Set<Notice> {
    /// The articles whose comments are counted.
    package var articlesWithCounts: Set<ArticleID> {
        Set<ArticleID>(compactMap { if case .comments(let article, _) = $0 { article } else { nil } })
    }
}
