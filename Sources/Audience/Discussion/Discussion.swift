/// The comments under one article, in the order in which they are read: each followed by its answers.
package struct Discussion: Sendable, Hashable {
    /// A comment and how many comments deep it answers; 0 for one that answers the article.
    package struct Entry: Sendable, Hashable {
        package let comment: Comment
        package let depth: Int
    }

    package let entries: [Entry]

    /// - Parameter comments: In the order in which answers to one comment shall stand. A comment whose parent is not
    ///   among them stands as if it answered the article, so that none is lost.
    package init(_ comments: [Comment]) {
        let known = Set(comments.map(\.id))
        var answers: [Comment.ID: [Comment]] = [:]
        var roots: [Comment] = []
        for comment in comments {
            if let parent = comment.parent, known.contains(parent) {
                answers[parent, default: []].append(comment)
            } else {
                roots.append(comment)
            }
        }
        // A stack instead of recursion: a thread may be deeper than the call stack.
        var stack = roots.reversed().map { Entry(comment: $0, depth: 0) }
        var entries: [Entry] = []
        entries.reserveCapacity(comments.count)
        while let entry = stack.popLast() {
            entries.append(entry)
            for answer in (answers[entry.comment.id] ?? []).reversed() {
                stack.append(Entry(comment: answer, depth: entry.depth + 1))
            }
        }
        self.entries = entries
    }
}
