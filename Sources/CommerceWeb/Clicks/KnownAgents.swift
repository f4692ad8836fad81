/// Tells programs from people by what they say of themselves.
///
/// It knows the words in which nearly all of them do (“bot”, “crawler”, “spider”), and the best-known of those that use none of
/// these. Who wants to pass for a reader passes; that is what the network’s own filters are for.
enum KnownAgents {
    enum Kind: Sendable { case crawler, unfurler }

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

    /// By their first byte.
    private static let tokens: [[Token]] = {
        var table = [[Token]](repeating: [], count: 256)
        for (list, kind) in [(unfurlers, Kind.unfurler), (crawlers, .crawler)] {
            for token in list {
                let bytes = Array(token.utf8)
                table[Int(bytes[0])].append(Token(bytes: bytes, kind: kind))
            }
        }
        return table
    }()

    /// What kind of program it is; `nil` for what may be somebody’s browser.
    static func kind(of agent: String) -> Kind? {
        guard agent.utf8.count <= longest else { return .crawler }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { space in
            var length = 0
            for byte in agent.utf8 {
                space[length] = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
                length += 1
            }
            return kind(of: UnsafeBufferPointer(rebasing: space[..<length]))
        }
    }

    /// - Parameter text: In lower case.
    private static func kind(of text: UnsafeBufferPointer<UInt8>) -> Kind? {
        var found: Kind?
        for start in text.indices {
            for token in tokens[Int(text[start])] where begins(text, at: start, with: token.bytes) {
                if token.kind == .unfurler { return .unfurler }
                if !isCubot(text, at: start, token.bytes) { found = .crawler }
            }
        }
        return found
    }

    private static func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int, with token: [UInt8]) -> Bool {
        guard text.count - start >= token.count else { return false }
        for offset in token.indices where text[start + offset] != token[offset] { return false }
        return true
    }

    /// “Cubot” makes telephones.
    private static func isCubot(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ token: [UInt8]) -> Bool {
        token.count == 3 && start >= 2 && text[start - 2] == UInt8(ascii: "c") && text[start - 1] == UInt8(ascii: "u")
            && text[start] == UInt8(ascii: "b")
    }
}
