package import Kernel
package import Secrets

/// A comment that somebody sent, was screened, and is to be written down.
package struct CommentDraft: Sendable {
    package enum Author: Sendable {
        /// Somebody who has shown its key.
        case known(Handle)
        /// Somebody who wants a name that nobody has.
        case new(HandleName)
        /// Somebody who takes the next name that is given out.
        case anonymous
    }

    /// What the form that was sent is known by.
    package struct Nonce: Sendable, Hashable {
        package let digest: [UInt8]
        /// How long the same is the same.
        package let lifetime: Duration

        package init(digest: [UInt8], lifetime: Duration) {
            self.digest = digest
            self.lifetime = lifetime
        }
    }

    package let id: Comment.ID
    package let article: ArticleID
    package let parent: Comment.ID?
    package let author: Author
    /// The key that a new handle gets.
    package let key: Secret
    package let text: String
    package let at: Timestamp
    package let nonce: Nonce
    /// Either shown or held.
    package let state: Comment.State
    package let findings: [Finding]
    package let network: NetworkDigest?
    /// Whether the site closes such discussions by their age; one that was opened by hand stays open.
    package let isPastClosing: Bool

    package init(
        id: Comment.ID, article: ArticleID, parent: Comment.ID?, author: Author, key: Secret, text: String,
        at: Timestamp, nonce: Nonce, state: Comment.State, findings: [Finding], network: NetworkDigest?,
        isPastClosing: Bool
    ) {
        self.id = id
        self.article = article
        self.parent = parent
        self.author = author
        self.key = key
        self.text = text
        self.at = at
        self.nonce = nonce
        self.state = state
        self.findings = findings
        self.network = network
        self.isPastClosing = isPastClosing
    }
}

/// What became of a draft.
package enum CommentReceipt: Sendable, Hashable {
    /// It is durable.
    case written(Comment.ID, handle: String, state: Comment.State, isNewHandle: Bool)
    /// The same form was sent before, and this is what became of it then.
    case repeated(Comment.ID)
}

extension CommentDraft {
    package static let longestText = 20_000

    /// What of a text is kept: without blank lines around it.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when nothing or too much is left.
    package static func text(_ typed: String) throws(Problem) -> String {
        let text = typed.trimmed
        guard !text.isEmpty else {
            throw Self.problem("comment-empty", "Write something first.")
        }
        guard text.unicodeScalars.count <= longestText else {
            throw Self.problem(
                "comment-long",
                "A comment has at most 20,000 characters; this one has \(text.unicodeScalars.count).")
        }
        return text
    }

    private static func problem(_ slug: String, _ detail: String) -> Problem {
        Problem(
            .invalid, slug: slug, title: "The comment was not sent", detail: detail,
            fieldErrors: [.init(field: "text", message: detail)])
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
