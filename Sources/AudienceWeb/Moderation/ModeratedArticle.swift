package import Audience
package import Kernel

/// What moderators see of an article: its name and its address, as every reader does.
package struct ModeratedArticle: Sendable, Hashable {
    package let title: String
    package let path: String

    package init(title: String, path: String) {
        self.title = title
        self.path = path
    }
}

/// What the moderators’ office needs of the rest of the site.
package struct ModerationGround: Sendable {
    /// Published articles; others are left out.
    let articles: @Sendable (_ identifiers: [ArticleID]) async throws -> [ArticleID: ModeratedArticle]
    /// The names under which the editors write.
    let bylines: @Sendable () async throws -> [String]
    /// Puts what a comment says is wrong in its article on the desk.
    let suggest: @Sendable (SuggestionDraft) async throws -> Void
    /// What became of that; `nil` when nothing was passed on.
    let suggestion: @Sendable (_ comment: Comment.ID) async throws -> PassedOnCorrection?
    /// Is called after a change that readers see.
    let changed: @Sendable (_ articles: Set<ArticleID>) async throws -> Void

    package init(
        articles: @escaping @Sendable (_ identifiers: [ArticleID]) async throws -> [ArticleID: ModeratedArticle],
        bylines: @escaping @Sendable () async throws -> [String],
        suggest: @escaping @Sendable (SuggestionDraft) async throws -> Void,
        suggestion: @escaping @Sendable (_ comment: Comment.ID) async throws -> PassedOnCorrection?,
        changed: @escaping @Sendable (_ articles: Set<ArticleID>) async throws -> Void
    ) {
        self.articles = articles
        self.bylines = bylines
        self.suggest = suggest
        self.suggestion = suggestion
        self.changed = changed
    }
}
