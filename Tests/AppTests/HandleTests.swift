import Audience
import Database
import HTTPSupport
import HTTPTypes
import Kernel
import Logging
import RouterTestSupport
import Secrets
import TestSupport
import Testing

@testable import App

@Suite struct HandleTests {
    /// The address of a mail’s link, without the site.
    private func link(in mail: OutgoingMail, _ path: String) throws -> String {
        let line = mail.text.split(separator: "\n").first { $0.hasPrefix("https://quarto.example\(path)") }
        return String(try #require(line).dropFirst("https://quarto.example".count))
    }

    @Test func aNameIsKeptByMailAndOpensElsewhere() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Mine.", ["name": "Ann Lee"])
            let key = try #require(sent.key)
            let asked = try await reader.send(
                "/discussion/handle/keep", ["key": key, "address": "ann@site.example", "notify": "yes"])
            #expect(asked.status == 200)
            let mail = try #require(try await reader.mailbox.mails(atLeast: 1).first)
            #expect(mail.recipient.text == "ann@site.example")
            // Nobody’s words come to a stranger by way of a name.
            #expect(!mail.text.contains("Ann") && !mail.subject.contains("Ann"))
            let address = try link(in: mail, "/discussion/handle/link/")
            // A program that looks at the link uses nothing up.
            for _ in 0..<2 { #expect(try await reader.get(address).text.contains("“Ann Lee”")) }
            let followed = try await reader.send(address, [:])
            #expect(followed.status == 303)
            let cookie = try #require(followed.cookie)
            #expect(try await reader.send(address, [:]).status == 410)
            let home = try await reader.get("/discussion/handle", cookie: cookie)
            #expect(home.text.contains("ann@site.example"))
            // On another device.
            #expect(try await reader.send("/discussion/handle/sign-in", ["address": "ann@site.example"]).status == 200)
            let enter = try #require(try await reader.mailbox.mails(atLeast: 2).last)
            let other = try await reader.send(try link(in: enter, "/discussion/handle/link/"), [:])
            let own = try await reader.get(
                "/discussion/comment/\(sent.comment)/own", cookie: other.cookie)
            #expect(own.text.contains("Mine."))
        }
    }

    @Test func askingTellsNobodyWhoIsKnown() async throws {
        try await DiscussionAsker.with { reader in
            let answer = try await reader.send("/discussion/handle/sign-in", ["address": "nobody@site.example"])
            #expect(answer.status == 200)
            #expect(answer.text.contains("Look into your mail"))
            #expect(try await reader.send("/discussion/handle/sign-in", ["address": "no address"]).status == 422)
            #expect(try await reader.send("/discussion/handle/keep", ["address": "a@site.example"]).status == 403)
            #expect(try await reader.get("/discussion/handle/link/\(Secret().text)").status == 410)
            #expect(try await reader.get("/discussion/handle/link/x").status == 410)
            #expect(try await reader.get("/discussion/notices/x").status == 404)
            for _ in 0..<10 {
                _ = try await reader.send("/discussion/handle/sign-in", ["address": "nobody@site.example"])
            }
            let limited = try await reader.send("/discussion/handle/sign-in", ["address": "nobody@site.example"])
            #expect(limited.status == 429)
            #expect(limited.headers[.retryAfter] != nil)
        }
    }

    @Test func anAnswerIsToldAndOneClickEndsThat() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Ask me.", ["name": "Ann Lee"])
            _ = try await reader.send(
                "/discussion/handle/keep",
                ["key": try #require(sent.key), "address": "ann@site.example", "notify": "yes"])
            let first = try #require(try await reader.mailbox.mails(atLeast: 1).first)
            _ = try await reader.send(try link(in: first, "/discussion/handle/link/"), [:])
            _ = try await reader.post("An answer to it.", ["to": sent.comment])
            let service = try #require(
                reader.site.discussions.notices(clock: reader.clock, logger: Logger(label: "test")))
            let task = Task { try await service.run() }
            let mails = try await reader.mailbox.mails(atLeast: 2)
            task.cancel()
            let mail = try #require(mails.last)
            #expect(mail.text.contains("> An answer to it."))
            let stop = try link(in: mail, "/discussion/notices/")
            #expect(mail.unsubscribe == "https://quarto.example\(stop)")
            #expect(try await reader.get(stop).status == 200)
            // As a mail provider does it: from elsewhere, with what RFC 8058 says.
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let stopped = try await reader.send(stop, ["List-Unsubscribe": "One-Click"], [site: "cross-site"])
            #expect(stopped.status == 200)
            let notifies = try await reader.stores.audience.read { connection in
                try connection.value(Int.self, "SELECT count(*) FROM handle WHERE notifies = 1")
            }
            #expect(notifies == 0)
        }
    }

    @Test func whatIsKeptCanBeHadAndErased() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Take it with you.", ["name": "Ann Lee"])
            let key = try #require(sent.key)
            let file = try await reader.get("/discussion/handle/export?key=\(key)")
            #expect(file.headers[.contentType] == "application/json")
            #expect(file.text.contains("Take it with you."))
            #expect(try await reader.get("/discussion/handle/export").status == 403)
            #expect(try await reader.get("/discussion/handle/erase?key=\(key)").status == 200)
            #expect(try await reader.send("/discussion/handle/erase", ["key": key]).status == 422)
            #expect(try await reader.send("/discussion/handle/erase", ["leaving": "texts"]).status == 403)
            #expect(try await reader.get("/discussion/handle/export?key=\(key)").status == 200)
            #expect(try await reader.send("/discussion/handle/erase", ["key": key, "leaving": "texts"]).status == 200)
            #expect(try await reader.get("/discussion/handle/export?key=\(key)").status == 403)
            #expect(try await !reader.get(DiscussionAsker.newest).text.contains("Take it with you."))
        }
    }

    @Test func aCommentIsRecommendedOnceAndReported() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Judge me.", ["name": "Ann Lee"])
            let address = "/discussion/comment/\(sent.comment)"
            for action in ["vote", "flag"] { #expect(try await reader.get("\(address)/\(action)").status == 200) }
            #expect(try await !reader.get(DiscussionAsker.newest).text.contains("Recommend (1)"))
            #expect(try await reader.send("\(address)/vote", [:], from: "198.51.100.1").status == 303)
            let again = try await reader.send("\(address)/vote", [:], from: "198.51.100.9")
            #expect(again.status == 200)
            #expect(again.text.contains("Take it back"))
            #expect(try await reader.get(DiscussionAsker.newest).text.contains("Recommend (1)"))
            #expect(try await reader.send("\(address)/vote", ["take-back": "yes"], from: "198.51.100.1").status == 303)
            #expect(try await !reader.get(DiscussionAsker.newest).text.contains("Recommend (1)"))
            #expect(try await reader.send("\(address)/vote", ["key": try #require(sent.key)]).status == 403)
            #expect(try await reader.send("\(address)/flag", ["reason": "dislike"]).status == 422)
            let long = ["reason": "spam", "note": String(repeating: "a", count: 1001)]
            #expect(try await reader.send("\(address)/flag", long).status == 422)
            #expect(try await reader.send("\(address)/flag", ["reason": "spam"]).status == 200)
            let flags = try await reader.stores.audience.read { connection in
                try connection.value(Int.self, "SELECT count(*) FROM comment_flag")
            }
            #expect(flags == 1)
            let nobody = "/discussion/comment/\(ArticleID(high: 1, low: 1))"
            for action in ["vote", "flag"] {
                #expect(try await reader.get("\(nobody)/\(action)").status == 404)
                #expect(try await reader.send("\(nobody)/\(action)", ["reason": "spam"]).status == 404)
            }
        }
    }

    @Test func aClosedDiscussionTakesNothingIn() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Before.")
            try await reader.stores.audience.write { connection in
                try connection.execute(
                    "INSERT INTO discussion (article, closed) SELECT article, 1 FROM comment LIMIT 1")
                try connection.execute(
                    """
                    UPDATE discussion SET article =
                        (SELECT article FROM comment WHERE text = 'Before.')
                    """)
            }
            #expect(try await reader.post("After.").status == 403)
            #expect(try await reader.get("\(DiscussionAsker.list)/reply").status == 403)
            let key = try #require(sent.key)
            let edit = try await reader.send(
                "/discussion/comment/\(sent.comment)/edit", ["key": key, "text": "Changed."])
            #expect(edit.status == 403)
            let list = try await reader.get(DiscussionAsker.newest)
            #expect(list.text.contains("This discussion is closed"))
            #expect(!list.text.contains("class=\"comment-form\""))
            // Taking one’s words back stays possible.
            #expect(try await reader.send("/discussion/comment/\(sent.comment)/delete", ["key": key]).status == 200)
        }
    }
}
