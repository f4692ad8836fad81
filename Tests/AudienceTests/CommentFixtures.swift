import Audience
import Database
import Kernel
import Secrets
import TestSupport

/// Drafts and comments for the tests.
enum CommentFixtures {
    static let article = ArticleID(high: 7, low: 7)
    static let start = Timestamp(milliseconds: 1_795_478_400_000)

    static func draft(
        _ text: String = "A thought.", by author: CommentDraft.Author = .anonymous,
        answering parent: Audience.Comment.ID? = nil,
        under article: ArticleID = article, at moment: Timestamp = start, nonce: String? = nil,
        state: Audience.Comment.State = .shown, findings: [Finding] = [], key: Secret = Secret(),
        isPastClosing: Bool = false
    ) -> CommentDraft {
        CommentDraft(
            id: Audience.Comment.ID(at: moment), article: article, parent: parent, author: author, key: key, text: text,
            at: moment,
            nonce: CommentDraft.Nonce(digest: Digest.of(nonce ?? Secret().text), lifetime: .seconds(600)),
            state: state, findings: findings, network: nil, isPastClosing: isPastClosing)
    }
}

/// Gives `body` an empty audience store.
func withAudience(_ engine: TestEngine, _ body: (any Database) async throws -> Void) async throws {
    try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations, body)
}

extension CommentReceipt {
    var id: Audience.Comment.ID {
        switch self {
        case .written(let id, _, _, _), .repeated(let id): id
        }
    }
}
