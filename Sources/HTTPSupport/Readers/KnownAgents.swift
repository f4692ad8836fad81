/// Tells programs from people by what they say of themselves.
///
/// It knows the words in which nearly all of them do (“bot”, “crawler”, “spider”), and the best-known of those that use none of
/// these. Who wants to pass for a reader passes; that is what the network’s own filters are for.
package enum KnownAgents {
    package enum Kind: Sendable { case crawler, unfurler }

    /// In bytes; no browser’s is nearly as long.
    static let longest = 1024

    private struct Token: Sendable {
        let bytes: [UInt8]
        let kind: Kind
    }

    /// In lower case; they win over the others, since some of them say “bot” as well.
    private static let unfurlers = [
        "facebookexternalhit", "facebookcatalog", "twitterbot", "slackbot", "slack-imgproxy", "discordbot",
        "telegrambot",
        "whatsapp", "linkedinbot", "skypeuripreview", "pinterestbot", "pinterest/0.", "redditbot", "embedly",
        "iframely",
        "mastodon/", "pleroma", "misskey", "signal-desktop", "viber", "line-poker", "kakaotalk-scrap", "vkshare",
        "bluesky cardyb", "snap url preview", "google-pagerenderer", "googlemessages", "microsoftpreview", "bitlybot",
        "flipboardproxy",
    ]

    private static let crawlers = [
        "bot", "crawl", "spider", "slurp", "scrapy", "archiver", "mediapartners-google", "google-inspectiontool",
        "googleother",
        "feedfetcher", "apis-google", "lighthouse", "headlesschrome", "phantomjs", "puppeteer", "playwright",
        "selenium", "curl/",
        "wget/", "python-requests", "python-urllib", "python-httpx", "aiohttp", "httpx/", "go-http-client", "java/",
        "okhttp", "apache-httpclient", "libwww-perl", "lwp::", "ruby", "guzzle", "axios/", "node-fetch", "undici",
        "postman",
        "httpie", "uptime", "pingdom", "statuscake", "site24x7", "w3c_validator", "validator.nu", "linkchecker",
        "link checker", "nutch",
        "heritrix", "ia_archiver", "facebookexternalua", "meta-externalagent", "chatgpt-user", "perplexity-user",
        "claude-user",
        "anthropic-ai", "cohere-ai", "preview", "scanner", "monitoring", "fetcher", "http client", "masthead (",
    ]

    /// The tokens, together with those that begin with the same two bytes; the first group is empty.
    private static let groups: [[Token]] = {
        let tokens = [(unfurlers, Kind.unfurler), (crawlers, .crawler)].flatMap { list, kind in
            list.map { Token(bytes: Array($0.utf8), kind: kind) }
        }
        return [[]] + Dictionary(grouping: tokens) { pair($0.bytes[0], $0.bytes[1]) }.values
    }()

    /// The group by two bytes, in whatever case; most of what browsers say of themselves is passed over by this.
    private static let groupByPair: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 65_536)
        for (number, group) in groups.enumerated() {
            guard let token = group.first else { continue }
            for first in cases(of: token.bytes[0]) {
                for second in cases(of: token.bytes[1]) { table[pair(first, second)] = UInt8(number) }
            }
        }
        return table
    }()

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }

    private static func cases(of byte: UInt8) -> Set<UInt8> {
        Set([byte, byte & ~0x20].filter { lowered($0) == byte })
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// What kind of program it is; `nil` for what may be somebody’s browser.
    package static func kind(of agent: String) -> Kind? {
        guard agent.utf8.count <= longest else { return .crawler }
        var agent = agent
        return agent.withUTF8(kind(of:))
    }

    private static func kind(of text: UnsafeBufferPointer<UInt8>) -> Kind? {
        let groups = groups
        let groupByPair = groupByPair
        var found: Kind?
        for start in 0..<max(text.count - 1, 0) {
            let group = groupByPair[pair(text[start], text[start + 1])]
            guard group != 0 else { continue }
            for token in groups[Int(group)] where begins(text, at: start, with: token.bytes) {
                if token.kind == .unfurler { return .unfurler }
                if !isCubot(text, at: start, token.bytes) { found = .crawler }
            }
        }
        return found
    }

    private static func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int, with token: [UInt8]) -> Bool {
        guard text.count - start >= token.count else { return false }
        for offset in token.indices where lowered(text[start + offset]) != token[offset] { return false }
        return true
    }

    /// “Cubot” makes telephones.
    private static func isCubot(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ token: [UInt8]) -> Bool {
        token.count == 3 && start >= 2 && lowered(text[start - 2]) == UInt8(ascii: "c")
            && lowered(text[start - 1]) == UInt8(ascii: "u") && lowered(text[start]) == UInt8(ascii: "b")
    }
}
