package import Database
package import Kernel

/// A comment as it was on another system.
package struct ImportedComment: Sendable, Hashable {
    /// What it was called there, with the system’s name before it; the same comment is taken in once.
    package let origin: String
    package let article: ArticleID
    /// The origin of the comment that it answers.
    package let parent: String?
    package let handle: String
    package let posted: Timestamp
    /// Markdown.
    package let text: String
    /// One that was not approved there is held here.
    package let state: Comment.State
    package let votes: Int
    package let highlighted: Timestamp?

    package init(
        origin: String, article: ArticleID, parent: String?, handle: String, posted: Timestamp, text: String,
        state: Comment.State, votes: Int = 0, highlighted: Timestamp? = nil
    ) {
        self.origin = origin
        self.article = article
        self.parent = parent
        self.handle = handle
        self.posted = posted
        self.text = text
        self.state = state
        self.votes = votes
        self.highlighted = highlighted
    }
}

/// Takes in comments from other systems; it never changes or deletes one, so that it can be run again.
///
/// Nobody owns them. Their names are reserved, so that nobody here can pass for those who wrote them.
package struct CommentImport: Sendable {
    package struct Outcome: Sendable, Hashable {
        package var added = 0
        /// They were there already.
        package var known = 0
        /// They cannot be kept, each with the reason.
        package var refused: [Refusal] = []
    }

    package struct Refusal: Sendable, Hashable {
        package let origin: String
        package let reason: String
    }

    private static let batch = 500
    private static let longestOrigin = 400
    private static let comments = Insertion(
        into: "comment",
        ["id", "article", "parent", "handle", "posted", "text", "state", "votes", "highlighted", "origin", "change"],
        onConflict: "ON CONFLICT (origin) DO NOTHING")
    private static let handles = Insertion(
        into: "handle", ["id", "name", "folded", "made"], onConflict: "ON CONFLICT (folded) DO NOTHING")

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Takes in comments; one that answers another has to come after it, in this call or an earlier one.
    ///
    /// - Throws: ``DatabaseError``; what was taken in before stays, and the same call can be made again.
    package func take(_ comments: some Collection<ImportedComment> & Sendable) async throws -> Outcome {
        var outcome = Outcome()
        var rest = Array(comments)[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(Self.batch))
            rest = rest.dropFirst(Self.batch)
            let part = try await database.write { try Self.take(batch, in: $0) }
            outcome.added += part.added
            outcome.known += part.known
            outcome.refused += part.refused
        }
        return outcome
    }

    private static func take(_ comments: [ImportedComment], in connection: any Connection) throws -> Outcome {
        var outcome = Outcome()
        var places = try places(of: comments, in: connection)
        var rows: [[Value]] = []
        var names: [String: [Value]] = [:]
        for comment in comments {
            guard places[comment.origin] == nil else {
                outcome.known += 1
                continue
            }
            if let reason = fault(of: comment, places) {
                outcome.refused.append(Refusal(origin: comment.origin, reason: reason))
                continue
            }
            let id = Comment.ID(at: comment.posted)
            places[comment.origin] = (id, comment.article)
            let isGone = comment.state == .deleted
            rows.append([
                id.databaseValue, comment.article.databaseValue,
                comment.parent.flatMap { places[$0]?.id }?.databaseValue ?? .null,
                (isGone ? Comment.erased : comment.handle).databaseValue, comment.posted.databaseValue,
                (isGone ? Comment.erased : comment.text).databaseValue, comment.state.rawValue.databaseValue,
                comment.votes.databaseValue, comment.highlighted?.databaseValue ?? .null,
                comment.origin.databaseValue,
            ])
            let folded = HandleName.folded(comment.handle)
            guard !isGone, !folded.isEmpty else { continue }
            names[folded] = [
                Handle.ID(at: comment.posted).databaseValue, comment.handle.databaseValue, folded.databaseValue,
                comment.posted.databaseValue,
            ]
        }
        guard !rows.isEmpty else { return outcome }
        let change = try ChangeNumber.next(in: connection)
        outcome.added = try connection.insert(rows.map { $0 + [change.databaseValue] }, by: Self.comments)
        if !names.isEmpty { try connection.insert(names.sorted { $0.key < $1.key }.map(\.value), by: handles) }
        return outcome
    }

    private typealias Places = [String: (id: Comment.ID, article: ArticleID)]

    /// Where comments stand that were taken in before.
    private static func places(of comments: [ImportedComment], in connection: any Connection) throws -> Places {
        let origins = Set(comments.map(\.origin) + comments.compactMap(\.parent))
        var places: Places = [:]
        for row in try connection.rows(
            "SELECT origin, id, article FROM comment WHERE origin IN \(list: Array(origins))")
        { places[try row.value("origin")] = (try row.value("id"), try row.value("article")) }
        return places
    }

    private static func fault(of comment: ImportedComment, _ places: Places) -> String? {
        guard (1...longestOrigin).contains(comment.origin.utf8.count) else { return "It has no name of its own." }
        if comment.state != .deleted {
            guard (1...64).contains(comment.handle.unicodeScalars.count) else {
                return "Its author’s name is empty or longer than 64 characters."
            }
            guard (1...CommentDraft.longestText).contains(comment.text.unicodeScalars.count) else {
                return "It is empty or longer than 20,000 characters."
            }
        }
        guard !comment.handle.utf8.contains(0), !comment.text.utf8.contains(0), !comment.origin.utf8.contains(0) else {
            return "It holds the character U+0000."
        }
        guard comment.votes >= 0 else { return "It has fewer votes than none." }
        guard let parent = comment.parent else { return nil }
        guard let place = places[parent] else { return "The comment that it answers is not there." }
        return place.article == comment.article ? nil : "The comment that it answers is under another article."
    }
}
