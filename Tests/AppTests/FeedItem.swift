import Foundation
import Testing

/// An item of a feed, as a program that knows the format reads it.
struct FeedItem {
    let title: String
    let html: String

    /// The items of a feed in any of the three formats.
    ///
    /// - Throws: An error when the feed is not well-formed.
    static func all(in feed: [UInt8]) throws -> [FeedItem] {
        guard feed.first == UInt8(ascii: "{") else { return xml(String(decoding: feed, as: UTF8.self)) }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(feed)) as? [String: Any])
        return try #require(object["items"] as? [[String: Any]]).map { item in
            FeedItem(
                title: try #require(item["title"] as? String), html: try #require(item["content_html"] as? String))
        }
    }

    private static func xml(_ feed: String) -> [FeedItem] {
        let (item, content) = feed.contains("<rss ") ? ("item", "content:encoded") : ("entry", "content")
        return feed.split(separator: "<\(item)>").dropFirst().map { text in
            FeedItem(title: unescaped(inner("title", of: text)), html: unescaped(inner(content, of: text)))
        }
    }

    private static func inner(_ name: String, of text: Substring) -> Substring {
        guard let start = text.firstRange(of: "<\(name)")?.upperBound,
            let open = text[start...].firstIndex(of: ">"),
            let end = text[open...].firstRange(of: "</\(name)>")?.lowerBound
        else { return "" }
        #expect(!text[text.index(after: open)..<end].contains("<"))
        return text[text.index(after: open)..<end]
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&#x3C;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }

    /// P7: a commission is told of before the first link that earns one, if and only if there is one.
    ///
    /// - Returns: Whether there is one.
    func checkDisclosure() throws -> Bool {
        let notice = html.firstRange(of: "may earn a commission from")?.lowerBound
        let links = html.ranges(of: "rel=\"sponsored nofollow external\"")
        #expect((notice == nil) == links.isEmpty, "\(title)")
        #expect(links.count == html.ranges(of: "<span class=\"paid-link\">").count, "\(title)")
        guard let notice, let link = links.first else { return false }
        #expect(notice < link.lowerBound, "\(title)")
        return true
    }
}
