import Database
import Kernel
import Secrets
import TestSupport
import Testing

@testable import Audience

/// A comment that an edition quotes and that its author or a moderator takes back.
@Suite struct EditionQuotationTests {
    private struct Scene {
        let site: NewsletterFixture
        let ann: Handle
        let comment: Audience.Comment
        let edition: Edition.ID

        init(_ site: NewsletterFixture, isSent: Bool = false) async throws {
            self.site = site
            let secret = Secret()
            let id = try await CommentWriter(database: site.database).write(
                CommentFixtures.draft(
                    "Private words.", by: .new(HandleName("Ann")), at: site.clock.now(), key: secret)
            ).id
            ann = try #require(
                try await HandleStore(database: site.database, clock: site.clock).handle(byKey: secret))
            comment = try #require(try await CommentStore(database: site.database).comment(id))
            site.clock.advance(by: .seconds(60))
            let quoted = EditionItem(
                .comment, path: "/sun", title: "The sun", summary: "Private words.", kind: "answer", topics: [],
                bylines: [], at: comment.posted, note: comment.handle)
            // The same moment, and somebody else.
            let other = EditionItem(
                .comment, path: "/sea", title: "The sea", summary: "Other words.", kind: "answer", topics: [],
                bylines: [], at: comment.posted, note: "Bob")
            edition = try await site.edition(
                items: [site.item(.published, "/moon"), quoted, other], needsApproval: !isSent)
            if isSent { #expect(try await site.ledger.begin(edition, at: site.clock.now())) }
        }

        func composed() async throws -> ComposedEdition {
            try #require(try await site.editions.edition(edition))
        }

        var revision: CommentRevision { CommentRevision(database: site.database, clock: site.clock) }

        /// Whether nothing of it is left in the tables.
        func isGone() async throws -> Bool {
            try await composed().items.allSatisfy { $0.summary != "Private words." && $0.note != "Ann" }
        }
    }

    @Test(arguments: TestEngine.allCases, [true, false])
    func whatItsAuthorDeletesIsGoneFromEditions(engine: TestEngine, isHandle: Bool) async throws {
        for isSent in [true, false] {
            try await NewsletterFixture.with(engine) { site in
                let scene = try await Scene(site, isSent: isSent)
                let seen = try await scene.composed().edition.version
                if isHandle {
                    _ = try await HandlePrivacy(database: site.database, key: site.key, clock: site.clock)
                        .erase(scene.ann.id, .texts)
                } else {
                    try await scene.revision.delete(scene.comment.id, of: scene.ann.id)
                }
                #expect(try await scene.isGone())
                let composed = try await scene.composed()
                #expect(composed.items(for: []).map(\.path) == ["/moon", "/sea"])
                let pages = try await EditionClicks(database: site.database).pages(of: scene.edition)
                if isSent {
                    // Links that lie in mailboxes still lead on.
                    #expect(pages?.paths == ["/moon", "/sun", "/sea"])
                    #expect(try await site.editions.quoting(under: ["/sun", "/moon"]) == [scene.edition])
                    #expect(try await site.editions.quoting(under: ["/moon"]) == [])
                } else {
                    // An editor who has it open is told, and can’t take it in again.
                    #expect(composed.edition.version == seen + 1)
                    #expect(composed.items.map(\.path) == ["/moon", "/sea"])
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoeverLeavesTheirWordsLeavesNoName(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let scene = try await Scene(site)
            _ = try await HandlePrivacy(database: site.database, key: site.key, clock: site.clock)
                .erase(scene.ann.id, .names)
            let items = try await scene.composed().items(for: [])
            #expect(items.map(\.note) == ["", HandlePrivacy.formerName, "Bob"])
            #expect(items[1].summary == "Private words.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasChangedIsNotQuotedAsItWas(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let scene = try await Scene(site)
            try await scene.revision.edit(
                scene.comment.id, of: scene.ann.id, text: "Better words.", state: .shown, findings: [])
            #expect(try await scene.isGone())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatAModeratorRemovesIsInNoEdition(engine: TestEngine) async throws {
        try await NewsletterFixture.with(engine) { site in
            let scene = try await Scene(site, isSent: true)
            let signature = ModeratorSignature(
                account: StaffID(at: site.clock.now()), name: "Pat", at: site.clock.now())
            let store = ModerationStore(database: site.database, trainer: nil)
            func decide(_ decision: Decision) async throws {
                let outcome = try await store.decide(
                    decision, on: [DecisionSubject(comment: scene.comment.id, seen: nil)], note: "", by: signature)
                #expect(outcome.done.count == 1)
            }
            try await decide(.remove(.abuse))
            #expect(try await scene.composed().items(for: []).map(\.path) == ["/moon", "/sea"])
            #expect(try await !scene.isGone())
            // Its author can have it erased all the same.
            _ = try await HandlePrivacy(database: site.database, key: site.key, clock: site.clock)
                .erase(scene.ann.id, .texts)
            #expect(try await scene.isGone())
        }
    }
}
