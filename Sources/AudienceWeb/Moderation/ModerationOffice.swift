package import Audience
package import HTTPSupport
import Kernel

/// The moderators’ office: what waits for a decision, what was decided, and who is kept out; never money, never a draft.
package struct ModerationOffice: Sendable {
    let store: ModerationStore
    let queue: ModerationQueue
    let history: ModerationHistory
    let bans: BanStore
    let screening: ScreeningDesk
    let ground: ModerationGround

    static let access = StaffEndpoint.Access.roles([.moderator])

    package init(
        store: ModerationStore, queue: ModerationQueue, history: ModerationHistory, bans: BanStore,
        screening: ScreeningDesk,
        ground: ModerationGround
    ) {
        self.store = store
        self.queue = queue
        self.history = history
        self.bans = bans
        self.screening = screening
        self.ground = ground
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.moderation, Self.access) { try await list($0) },
            .get(.moderatedComment(":id"), Self.access) { try await comment($0) },
            .get(.moderationDecisions, Self.access) { try await decisions($0) },
            .post(.moderationDecisions, Self.access, action: "decide on comments") { try await decide($0) },
            .post(.moderationUndo, Self.access, action: "take a decision on comments back") { try await undo($0) },
            .post(.moderatedDiscussion, Self.access, action: "close or reopen a discussion") {
                try await setDiscussion($0)
            },
            .get(.bans, Self.access) { try await banList($0) },
            .post(.bans, Self.access, action: "set a ban") { try await setBan($0) },
            .compute(.banTrial, Self.access) { try await tryBan($0) },
            .post(.correctionSuggestion, Self.access, action: "pass a correction on to the desk") {
                try await suggestCorrection($0)
            },
            // The publisher may look at what holds, and change nothing.
            .get(.screening, .roles([.moderator, .publisher])) { try await screeningRules($0) },
            .post(.screening, Self.access, action: "change the screen of comments") { try await setRules($0) },
            .post(.screenedWords, Self.access, action: "add words to the screen") { try await addWords($0) },
            .post(.screenedWordRemoval, Self.access, action: "take a word off the screen") { try await removeWord($0) },
            .post(.banLift(":id"), Self.access, action: "lift a ban") { try await liftBan($0) },
        ]
    }

    func signature(of request: StaffRequest) -> ModeratorSignature {
        ModeratorSignature(account: request.member.id, name: request.member.name, at: request.now)
    }

    /// The articles that some comments stand under.
    func articles(of comments: [ModeratedComment]) async throws -> [ArticleID: ModeratedArticle] {
        let identifiers = Set(comments.map(\.article))
        return identifiers.isEmpty ? [:] : try await ground.articles(Array(identifiers))
    }
}
