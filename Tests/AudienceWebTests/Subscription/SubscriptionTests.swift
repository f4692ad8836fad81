import Audience
import HTTPTypes
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import AudienceWeb

@Suite struct SubscriptionTests {
    @Test(arguments: TestEngine.allCases)
    func nobodySignsUpForNone(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine, isOffered: false) { site in
            let answer = try await site.ask(.post, "/newsletter", form: [("address", "ann@mail.example")])
            #expect(answer.status == 409)
            #expect(try await site.subscribers.counts().isEmpty && site.mailbox.all.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aMailedLinkAndAButtonSubscribe(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine) { site in
            let asked = try await site.ask(
                .post, "/newsletter",
                form: [
                    ("address", " Ann@mail.example "), ("rhythm", "weekly"), ("topic", "maps"), ("topic", "sky"),
                    ("page", "/moon"),
                ])
            #expect(asked.status == 200 && asked.headers[.cacheControl] == "no-store")
            #expect(asked.headers[.setCookie] == nil)
            let mail = try #require(try await site.mailbox.mails(atLeast: 1).first)
            #expect(mail.recipient.text == "Ann@mail.example")
            let path = try site.path(in: mail)
            // Link scanners follow links, and must not confirm for anybody.
            let before = try await site.state()
            for _ in 0..<3 {
                let looked = try await site.ask(.get, path)
                #expect(looked.status == 200 && looked.text.contains("action=\"\(path)\""))
            }
            #expect(try await site.state() == before)
            let confirmed = try await site.ask(.post, path)
            #expect(confirmed.status == 200 && confirmed.text.contains("You get the newsletter"))
            #expect(try await site.ask(.post, path).status == 200)
            let link = try #require(confirmed.text.firstMatch(of: #/\/newsletter\/yours\/[\w-]{56}/#)?.output)
            let yours = try await site.ask(.get, String(link))
            #expect(yours.text.contains("Ann@mail.example"))
            #expect(yours.text.contains("value=\"weekly\" checked") && yours.text.contains("value=\"maps\" checked"))
            #expect(yours.text.contains("Maps &amp; atlases"))
        }
    }

    /// The screen says the same of an address that is known, is not, bounced, or was caught in the trap.
    @Test(arguments: TestEngine.allCases)
    func theAnswerTellsNothingOfAnAddress(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine) { site in
            let id = try await site.subscriber("known@mail.example")
            _ = try await site.subscriber("gone@mail.example")
            let stranger = try await site.ask(.post, "/newsletter", form: [("address", "new@mail.example")])
            let known = try await site.ask(.post, "/newsletter", form: [("address", "KNOWN@mail.example")])
            let trapped = try await site.ask(
                .post, "/newsletter", form: [("address", "bot@mail.example"), ("website", "https://spam.example")])
            for answer in [known, trapped] {
                #expect(answer.status == stranger.status && answer.text == stranger.text)
                #expect(answer.headers == stranger.headers)
            }
            let mails = try await site.mailbox.mails(atLeast: 4)
            #expect(mails.count == 4)
            #expect(!mails.contains { $0.recipient.text == "bot@mail.example" })
            let management = try #require(mails.last { $0.recipient.text == "KNOWN@mail.example" })
            #expect(management.subject == "Your newsletter of Quarto")
            #expect(try await site.ask(.get, site.path(in: management)).text.contains("known@mail.example"))
            #expect(try await site.subscribers.subscriber(id)?.address.text == "known@mail.example")
        }
    }

    /// Whatever a stranger types, nothing of it but the address is in the mail.
    @Test func nothingOfAStrangerIsInTheMail() async throws {
        try await SubscriptionSite.with(.sqlite) { site in
            let spam = "Buy http://spam.example now"
            _ = try await site.ask(
                .post, "/newsletter",
                form: [
                    ("address", "ann@mail.example"), ("name", spam), ("page", spam), ("subject", spam),
                    ("page", "/\(spam)"),
                ])
            let mail = try #require(try await site.mailbox.mails(atLeast: 1).first)
            #expect(!mail.text.contains("spam") && !mail.subject.contains("spam"))
            let consents = try await site.state()[1]
            #expect(!consents.contains("spam") && consents.contains("/newsletter"))
        }
    }

    static let faults: [[(String, String)]] = [
        [], [("address", "")], [("address", "ann")], [("address", "ann@")], [("address", "a@b@c.example")],
        [("address", "ann@mail.example\r\nBcc: all@mail.example")],
        [("address", String(repeating: "a", count: 300) + "@mail.example")], [("address", "\"a b\"@mail.example")],
        [("address", "ann@mail.example"), ("rhythm", "hourly")], [("address", "ann@mail.example"), ("rhythm", "")],
        [("address", "ann@mail.example"), ("topic", "unknown")],
        [("address", "ann@mail.example"), ("topic", "maps"), ("topic", "../etc")],
        [("address", "ann@mail.example"), ("topic", "<script>alert(1)</script>")],
    ]

    @Test(arguments: faults)
    func aFormThatCannotBeUsedComesBack(form: [(String, String)]) async throws {
        try await SubscriptionSite.with(.sqlite) { site in
            let before = try await site.state()
            let answer = try await site.ask(.post, "/newsletter", form: form)
            #expect(answer.status == 422, "\(form)")
            #expect(answer.text.contains("role=\"alert\"") && !answer.text.contains("<script>"))
            #expect(try await site.state() == before)
            #expect(site.mailbox.all.isEmpty)
        }
    }

    @Test func anotherSitesFormIsRefused() async throws {
        try await SubscriptionSite.with(.sqlite) { site in
            let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let form = [("address", "ann@mail.example")]
            let other = try await site.ask(.post, "/newsletter", form: form, [name: "cross-site"])
            #expect(other.status == 403 && other.text == "other-site")
            let long = try await site.ask(.post, "/newsletter", body: [UInt8](repeating: 97, count: 70_000))
            #expect(long.status == 413)
            let broken = try await site.ask(.post, "/newsletter", body: Array("address=%ZZ".utf8))
            #expect(broken.status == 400)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func tooManyTriesAreLimitedForEverybodyAlike(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine) { site in
            for _ in 0..<3 {
                #expect(
                    try await site.ask(.post, "/newsletter", form: [("address", "ann@mail.example")]).status == 200)
            }
            let limited = try await site.ask(.post, "/newsletter", form: [("address", "ann+x@mail.example")])
            #expect(limited.status == 429 && limited.text.contains("tried too often"))
            _ = try await site.mailbox.mails(atLeast: 3)
            #expect(site.mailbox.all.count == 3)
            for number in 0..<16 {
                _ = try await site.ask(.post, "/newsletter", form: [("address", "p\(number)@mail.example")])
            }
            let network = try await site.ask(
                .post, "/newsletter", form: [("address", "other@mail.example")], from: "192.0.2.99")
            #expect(network.status == 429)
        }
    }
}
