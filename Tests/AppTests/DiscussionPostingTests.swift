import Audience
import AudienceWeb
import HTTPSupport
import HTTPTypes
import Kernel
import RouterTestSupport
import Secrets
import TestSupport
import Testing

@testable import App

@Suite struct DiscussionPostingTests {
    @Test func aCommentStandsWhereItsAddressLeads() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("I *disagree* with <b>that</b>.")
            #expect(sent.status == 303)
            #expect(sent.cookie == nil)
            let own = try await reader.get(sent.location)
            #expect(own.status == 200)
            #expect(own.text.contains("Your comment is published"))
            #expect(own.headers[.cacheControl] == "no-store")
            let permalink = try await reader.get("/discussion/comment/\(sent.comment)")
            #expect(permalink.status == 303)
            #expect(permalink.location == "\(DiscussionAsker.newest)#comment-\(sent.comment)")
            let list = try await reader.get(DiscussionAsker.newest)
            #expect(list.status == 200)
            #expect(list.text.contains("id=\"comment-\(sent.comment)\""))
            #expect(list.text.contains("I <em>disagree</em> with &lt;b&gt;that&lt;/b&gt;."))
            #expect(list.text.contains("anon1<"))
        }
    }

    @Test func anAnswerNamesWhatItAnswers() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("First.", ["name": "Ann Lee"])
            let form = try await reader.get("\(DiscussionAsker.list)/reply?to=\(sent.comment)")
            #expect(form.status == 200)
            #expect(form.text.contains("First."))
            #expect(form.text.contains("name=\"to\" value=\"\(sent.comment)\""))
            let answer = try await reader.post("Second.", ["to": sent.comment])
            #expect(answer.status == 303)
            let list = try await reader.get(DiscussionAsker.newest)
            #expect(list.text.contains("<a href=\"#comment-\(sent.comment)\">Ann Lee</a>"))
        }
    }

    @Test func aCommentCanBeChangedAndDeletedWithItsKey() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Frist words.")
            let key = try #require(sent.key)
            let address = "/discussion/comment/\(sent.comment)"
            // A program that looks at links changes nothing.
            for action in ["edit", "delete"] {
                #expect(try await reader.get("\(address)/\(action)?key=\(key)").status == 200)
                #expect(try await reader.get("\(address)/\(action)").status == 403)
            }
            #expect(try await reader.send("\(address)/edit", ["key": key, "text": "First words."]).status == 303)
            var list = try await reader.get(DiscussionAsker.newest)
            #expect(list.text.contains("First words."))
            #expect(list.text.contains(" · edited"))
            #expect(try await reader.send("\(address)/edit", ["key": key, "text": " "]).status == 422)
            #expect(try await reader.send("\(address)/delete", [:]).status == 403)
            #expect(try await reader.send("\(address)/delete", ["key": Secret().text]).status == 403)
            #expect(try await reader.send("\(address)/delete", ["key": key]).status == 200)
            list = try await reader.get(DiscussionAsker.newest)
            #expect(!list.text.contains("First words."))
            #expect(list.text.contains("Deleted by its author"))
            #expect(try await reader.get("\(address)/edit?key=\(key)").status == 403)
        }
    }

    @Test func theSameFormPostsOnce() async throws {
        try await DiscussionAsker.with { reader in
            let before = try await reader.count()
            let nonce = Secret().text
            let first = try await reader.post("Twice.", ["nonce": nonce])
            let again = try await reader.post("Twice.", ["nonce": nonce])
            #expect(again.comment == first.comment)
            #expect(try await reader.get(again.location).status == 200)
            // Another text in a form that the browser kept is another comment.
            let other = try await reader.post("Thrice.", ["nonce": nonce])
            #expect(other.comment != first.comment)
            // Without a script, the words are what tells.
            let plain = try await reader.post("Plain.")
            let plainAgain = try await reader.post("Plain.")
            #expect(plainAgain.comment == plain.comment)
            #expect(plain.key != nil)
            #expect(plainAgain.key == nil)
            #expect(try await reader.count() == before + 3)
        }
    }

    @Test func aDeviceIsRememberedOnlyWhenAskedTo() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("Remember me.", ["name": "Ann Lee", "remember": "yes"])
            let cookie = try #require(sent.headers[values: .setCookie].first)
            for part in ["Path=/discussion", "HttpOnly", "SameSite=Lax", "Secure"] { #expect(cookie.contains(part)) }
            #expect(sent.location == "/discussion/comment/\(sent.comment)")
            let next = try await reader.post("As before.", cookie: sent.cookie)
            #expect(next.status == 303)
            let own = try await reader.get("/discussion/comment/\(next.comment)/own", cookie: sent.cookie)
            #expect(own.text.contains("<strong>Ann Lee</strong>"))
            let home = try await reader.get("/discussion/handle", cookie: sent.cookie)
            #expect(home.text.contains("As before."))
            let out = try await reader.send("/discussion/handle/sign-out", [:], cookie: sent.cookie)
            #expect(out.headers[values: .setCookie].first?.contains("Max-Age=0") == true)
            #expect(try await reader.get("/discussion/handle", cookie: sent.cookie).text.contains("not known"))
        }
    }

    @Test(arguments: [
        ["text": ""], ["text": " \n "], ["text": String(repeating: "a", count: 20_001)],
        ["text": "Hello.", "name": "a"], ["text": "Hello.", "name": "<script>"], ["text": "Hello.", "name": "Editor"],
        ["text": "Hello.", "name": "anon7"], ["text": "Hello.", "name": "Quarto"], ["text": "Hello.", "website": "x"],
    ])
    func whatCannotBeTakenComesBackWithAReason(fields: [String: String]) async throws {
        try await DiscussionAsker.with { reader in
            let before = try await reader.count()
            let answer = try await reader.send(DiscussionAsker.list, fields)
            #expect(answer.status == 422)
            #expect(answer.text.contains("role=\"alert\""))
            #expect(try await reader.count() == before)
        }
    }

    @Test func aFormOfAnotherSiteIsRefused() async throws {
        try await DiscussionAsker.with { reader in
            let before = try await reader.count()
            let fetched: HTTPFields = [try #require(HTTPField.Name("Sec-Fetch-Site")): "cross-site"]
            for headers in [fetched, [.origin: "https://evil.example"]] {
                #expect(try await reader.send(DiscussionAsker.list, ["text": "Hello."], headers).status == 403)
            }
            #expect(
                try await reader.send(DiscussionAsker.list, ["text": "Hello."], [.origin: "https://quarto.example"])
                    .status == 303)
            #expect(try await reader.count() == before + 1)
        }
    }

    @Test(arguments: [
        "/discussion/nothing-here", "/discussion/UPPER", "/discussion/comment/x",
        "/discussion/comment/\(ArticleID(high: 1, low: 1))",
        "\(DiscussionAsker.list)?page=2", "\(DiscussionAsker.list)/reply?to=\(ArticleID(high: 1, low: 1))",
    ])
    func whatIsNotThereIsNotFound(path: String) async throws {
        try await DiscussionAsker.with { reader in
            let answer = try await reader.get(path)
            #expect(answer.status == 404)
        }
    }

    @Test(arguments: [
        "page=0", "page=-1", "page=x", "page=01", "page=99999999", "sort=worst", "page=1&page=2", "page=%FF",
    ])
    func anAddressThatAsksForNothingIsToldSo(query: String) async throws {
        try await DiscussionAsker.with { reader in
            let answer = try await reader.get("\(DiscussionAsker.list)?\(query)")
            #expect(answer.status == 400)
        }
    }

    @Test func aTakenNameIsRefusedAndTheTextKept() async throws {
        try await DiscussionAsker.with { reader in
            _ = try await reader.post("Mine.", ["name": "Ann Lee"])
            let thief = try await reader.post("What I wrote.", ["name": "Аnn Lee"])
            #expect(thief.status == 422)
            #expect(thief.text.contains("Somebody else uses this name"))
            #expect(thief.text.contains("What I wrote."))
        }
    }

    @Test func whatIsHeldIsSeenByItsSenderAlone() async throws {
        try await DiscussionAsker.with { reader in
            let links = "See https://a.example and https://b.example and https://c.example and https://d.example now."
            let sent = try await reader.post(links)
            #expect(sent.status == 303)
            let own = try await reader.get(sent.location)
            #expect(own.text.contains("will be looked at by a moderator"))
            #expect(try await reader.get("/discussion/comment/\(sent.comment)").status == 404)
            #expect(try await !reader.get(DiscussionAsker.newest).text.contains("c.example"))
        }
    }

    @Test func thePreviewIsWhatReadersWillSee() async throws {
        try await DiscussionAsker.with { reader in
            let before = try await reader.count()
            let page = try await reader.send(
                "\(DiscussionAsker.list)/preview", ["text": "**Bold** <i>", "name": "Ann"])
            #expect(page.status == 200)
            #expect(page.text.contains("<p><strong>Bold</strong> &lt;i&gt;</p>"))
            #expect(page.text.contains("value=\"Ann\""))
            #expect(try await reader.send("\(DiscussionAsker.list)/preview", ["text": ""]).status == 422)
            #expect(try await reader.count() == before)
        }
    }

    @Test func aLongDiscussionHasPages() async throws {
        try await DiscussionAsker.with { reader in
            let before = try await reader.count()
            for number in 0..<60 { _ = try await reader.post("Number \(number), no more.") }
            #expect(try await reader.count() == before + 60)
            let first = try await reader.get(DiscussionAsker.newest)
            #expect(first.text.contains("rel=\"canonical\" href=\"https://quarto.example\(DiscussionAsker.list)\""))
            #expect(first.text.contains("\(DiscussionAsker.list)?page=2"))
            let second = try await reader.get("\(DiscussionAsker.list)?page=2")
            #expect(second.text.contains("href=\"https://quarto.example\(DiscussionAsker.list)?page=2\""))
            // All were written at the same moment, so that any of them may stand there.
            let place = try #require(second.text.firstRange(of: "id=\"comment-")?.upperBound)
            let there = String(second.text[place...].prefix { $0 != "\"" })
            let permalink = try await reader.get("/discussion/comment/\(there)")
            #expect(permalink.location == "\(DiscussionAsker.list)?page=2#comment-\(there)")
            let newest = try await reader.get("\(DiscussionAsker.list)?sort=newest")
            #expect(newest.status == 200)
            #expect(newest.text.contains("noindex"))
            let article = try await reader.get("/\(DiscussionAsker.slug)")
            #expect(article.text.ranges(of: "id=\"comment-").count == 20)
            #expect(article.text.contains("comments</a>"))
        }
    }

    /// The first page is made once for everybody, until the discussion has changed.
    @Test func theFirstPageIsKept() async throws {
        try await DiscussionAsker.with { reader in
            let first = try await reader.get(DiscussionAsker.list)
            #expect(first.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
            let sent = try await reader.post("Said to everybody.")
            // Whoever wrote it is led to where it stands.
            let place = try await reader.get("/discussion/comment/\(sent.comment)").location.prefix { $0 != "#" }
            #expect(try await reader.get(String(place)).text.contains("Said to everybody."))
            let kept = try await reader.get(DiscussionAsker.list)
            #expect(kept.text == first.text)
            #expect(kept.headers[.eTag] == first.headers[.eTag])
            await reader.site.library.renew([DiscussionAsker.list])
            let renewed = try await reader.get(DiscussionAsker.list)
            #expect(renewed.text.contains("Said to everybody."))
            #expect(renewed.headers[.eTag] != first.headers[.eTag])
            #expect(try await reader.get("/discussion/no-such-article").status == 404)
        }
    }

    @Test func listsSayHowManyCommentsThereAre() async throws {
        try await DiscussionAsker.with { reader in
            let before = try await reader.get("/search?q=korea")
            let link = "<a href=\"\(DiscussionAsker.list)\">"
            let start = try #require(before.text.firstRange(of: link)?.upperBound)
            let count = try #require(Int(before.text[start...].prefix { $0 != " " }))
            _ = try await reader.post("One more.")
            let article = try #require(try await reader.site.discussions.articles.article(Slug(DiscussionAsker.slug)))
            reader.site.discussions.outlines.markStale([article.id])
            #expect(try await reader.get("/search?q=korea").text.contains("\(link)\(count + 1) comments</a>"))
        }
    }

    @Test func aFeedHasWhatWasWrittenLast() async throws {
        try await DiscussionAsker.with { reader in
            let sent = try await reader.post("For *feeds* <b>too</b>.")
            let feed = try await reader.get("\(DiscussionAsker.list)/feed.xml")
            #expect(feed.status == 200)
            #expect(feed.headers[.contentType]?.hasPrefix("application/atom+xml") == true)
            #expect(feed.text.contains("urn:uuid:\(sent.comment)"))
            #expect(feed.text.contains("&lt;em&gt;feeds&lt;/em&gt; &amp;lt;b&amp;gt;"))
        }
    }

    @Test func anExchangeOfAnyDepthIsShown() async throws {
        try await DiscussionAsker.with { reader in
            var parent = try await reader.post("Depth 0.").comment
            for depth in 1...200 { parent = try await reader.post("Depth \(depth).", ["to": parent]).comment }
            let permalink = try await reader.get("/discussion/comment/\(parent)")
            let path = permalink.location.prefix { $0 != "#" }
            let page = try await reader.get(String(path))
            #expect(page.status == 200)
            #expect(page.text.contains("Depth 200."))
            #expect(page.text.ranges(of: "<ol class=\"comments\">").count <= 5)
        }
    }
}
