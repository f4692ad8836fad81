import Commerce
import HTTPSupport
import Kernel
import Testing

@testable import CommerceWeb

@Suite struct ClickJudgeTests {
    private static let browser =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"

    private let judge = ClickJudge(repeats: RepeatFilter())
    private let now = Timestamp(milliseconds: 1_795_478_400_000)

    private func outcome(
        agent: String? = browser, isHead: Bool = false, purpose: String? = nil, address: String = "192.0.2.7"
    ) throws -> Click.Outcome {
        let link = try #require(AffiliateLink.ID("2222222222"))
        let visit = Visit(isHead: isHead, agent: agent, purpose: purpose, address: address)
        return judge.outcome(of: visit, on: link, at: now)
    }

    @Test(arguments: [
        browser, "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
        "Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.5", "Opera/9.80 (J2ME/MIDP; Opera Mini/4.2) Presto/2.5",
    ])
    func browsersCount(agent: String) throws { #expect(try outcome(agent: agent) == .counted) }

    @Test(arguments: [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.14.1", "Wget/1.25.0",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "python-requests/2.32", "BOT",
        "Mozilla/5.0 (compatible; YandexBot/3.0)", "Mozilla/5.0 (compatible; Baiduspider/2.0)", "Go-http-client/1.1",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0.0.0 Safari/537.36", "CCBot/2.0",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)", "Scrapy/2.13", "CUBOT bot",
        String(repeating: "Mozilla/5.0 ", count: 2000),
    ])
    func crawlersDoNot(agent: String) throws { #expect(try outcome(agent: agent) == .crawler) }

    @Test(arguments: [
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "WhatsApp/2.24", "Twitterbot/1.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mastodon/4.5 (http.rb/5.3; +https://m.example/) Bot",
    ])
    func linkPreviewsDoNot(agent: String) throws { #expect(try outcome(agent: agent) == .unfurler) }

    @Test func agentsThatSayNothingDoNot() throws {
        #expect(try outcome(agent: nil) == .noAgent)
        #expect(try outcome(agent: "") == .noAgent)
        #expect(try outcome(agent: " \t ") == .noAgent)
    }

    @Test(arguments: ["prefetch", "prefetch;prerender", "Prefetch", "preview", "prefetch; anonymous-client-ip"])
    func whatIsFetchedAheadDoesNot(purpose: String) throws { #expect(try outcome(purpose: purpose) == .prefetch) }

    @Test func aHeaderAloneDoesNotWhoeverAsks() throws {
        #expect(try outcome(agent: nil, isHead: true, purpose: "prefetch") == .head)
        #expect(try outcome(isHead: true) == .head)
        // None of them was remembered.
        #expect(try outcome() == .counted)
    }

    @Test func repetitionsDoNotAndAnAddressThatIsNoneIsNotCompared() throws {
        #expect(try outcome() == .counted)
        #expect(try outcome() == .repeated)
        #expect(try outcome(address: "192.0.3.7") == .counted)
        for address in ["", "unix:", "nonsense"] {
            #expect(try outcome(address: address) == .counted)
            #expect(try outcome(address: address) == .counted)
        }
    }

    @Test func onlyTheProxysOwnEntryIsBelieved() {
        let fields = ["X-Forwarded-For": "198.51.100.1, 203.0.113.9", "Purpose": "a", "Sec-Purpose": "b"]
        let behind = Visit(isHead: false, peer: "127.0.0.1", isBehindProxy: true) { fields[$0] }
        #expect(behind.address == "203.0.113.9")
        #expect(behind.purpose == "b")
        #expect(Visit(isHead: false, peer: "192.0.2.7", isBehindProxy: false) { fields[$0] }.address == "192.0.2.7")
        #expect(Visit(isHead: false, peer: "127.0.0.1", isBehindProxy: true) { _ in nil }.address == "127.0.0.1")
    }

    @Test func anAddressInAFieldEndsNoLine() {
        #expect(RedirectFields.location("https://a.example/?b=c#d") == "https://a.example/?b=c#d")
        #expect(RedirectFields.location("https://a.example/\r\nX: é ") == "https://a.example/%0D%0AX:%20%C3%A9%20")
    }
}
