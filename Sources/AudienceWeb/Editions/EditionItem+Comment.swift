package import Audience
package import Kernel

extension EditionItem {
    /// In letters; the rest is read on the site.
    static let longestQuotation = 400

    /// What somebody wrote under an article, in plain words; `nil` when it has none.
    ///
    /// - Parameters:
    ///   - path: The article’s.
    ///   - title: The article’s.
    ///   - kind: The article’s.
    package init?(quoting comment: Comment, path: String, title: String, kind: String, topics: Set<Slug>) {
        let words = CommentMarkdown.plainText(from: comment.text).split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return nil }
        var text = ""
        for word in words {
            guard text.count + word.count + 1 <= Self.longestQuotation else {
                text = text.isEmpty ? String(word.prefix(Self.longestQuotation)) + "…" : text + " …"
                break
            }
            text += text.isEmpty ? String(word) : " \(word)"
        }
        self.init(
            .comment, path: path, title: title, summary: text, kind: kind, topics: topics, bylines: [],
            at: comment.posted, note: comment.handle)
    }
}
