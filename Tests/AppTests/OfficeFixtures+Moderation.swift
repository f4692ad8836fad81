import Audience
import Database
import Editorial
import Kernel
import Staff
import TestSupport

@testable import App

extension OfficeFixtures {
    /// A comment that waits, one that was decided on, and an article of its own.
    func moderated(_ text: String) async throws -> [String: String] {
        if text.contains("{ban}") {
            let moderator = try await offices.account([.moderator])
            let now = offices.clock.now()
            let ban = try await BanStore(database: offices.stores.audience).add(
                BanDraft(target: .handle("n\(Ban.ID(at: now))"), reason: "Spam", days: nil),
                by: ModeratorSignature(account: moderator.id, name: moderator.name, at: now))
            return ["{ban}": ban.id.description]
        }
        if text.contains("{listedWord}") {
            let moderator = try await offices.account([.moderator])
            let now = offices.clock.now()
            let word = "w\(Ban.ID(at: now))"
            try await ScreeningDesk(database: offices.stores.audience).add(
                [word], to: .hold, by: ModeratorSignature(account: moderator.id, name: moderator.name, at: now))
            return ["{listedWord}": word]
        }
        if text.contains("{suggestion}") {
            let store = SuggestedCorrectionStore(database: offices.stores.editorial)
            let articles = ArticleStore(database: offices.stores.editorial, changes: ChangeFeed())
            guard let article = try await articles.latest(1).items.first?.id else { return [:] }
            let now = offices.clock.now()
            let comment = Comment.ID(at: now).description
            try await store.add("Old.", on: article, comment: comment, link: "/x", by: "Mona", at: now)
            return ["{suggestion}": try await store.correction(from: comment)?.id.description ?? ""]
        }
        guard ["{heldComment}", "{decision}", "{discussed}", "{underArticle}"].contains(where: text.contains) else {
            return [:]
        }
        let now = offices.clock.now()
        let audience = offices.stores.audience
        let articles = ArticleStore(database: offices.stores.editorial, changes: ChangeFeed())
        guard let article = try await articles.latest(1).items.first?.id else { return [:] }
        let comment = Comment.ID(at: now)
        try await audience.write { connection in
            // Each form finds the discussion as nobody has touched it.
            try connection.execute("DELETE FROM discussion")
            try connection.execute(
                """
                INSERT INTO comment (id, article, handle, posted, text, state)
                VALUES (\(comment), \(article), 'anon', \(now), 'Words', 'held')
                """)
        }
        let moderator = try await offices.account([.moderator])
        let outcome =
            text.contains("{decision}")
            ? try await ModerationStore(database: audience).decide(
                .approve, on: [DecisionSubject(comment: comment, seen: nil)],
                by: ModeratorSignature(account: moderator.id, name: moderator.name, at: now)) : DecisionOutcome()
        return [
            "{heldComment}": "\(comment) held.0.0", "{discussed}": article.description,
            "{underArticle}": comment.description,
            "{decision}": outcome.done.first.map { String($0.number) } ?? "",
        ]
    }
}
