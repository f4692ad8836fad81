import HTTPTypes
import Kernel
import Markup
import Testing

@testable import Commerce
@testable import CommerceWeb

@Suite struct ThirdPartyFrameTests {
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    private func creative() throws -> Creative {
        let address = try TagAddress("https://tags.example/serve?a=b&c=d")
        return Creative(
            id: Creative.ID(at: now), flight: Flight.ID(at: now), name: "Frame", place: .top, content: .tag(address),
            destination: address.description)
    }

    private func html(of creative: Creative, house: String = "") -> String {
        let fill = AdvertisementFill(
            of: creative, scripts: .init(seen: "/seen.js", ask: "/frames.js"), house: Array(house.utf8)
        ).fill
        #expect(fill.kind == .paid)
        return fill.segments.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "OFFER")
    }

    @Test func thePageHoldsTheQuestionHiddenAndTheFrameInert() throws {
        let creative = try creative()
        let html = html(of: creative, house: "<div class=\"ad\">Ours</div>")
        #expect(html.hasPrefix("<p class=\"slot-label\">Advertisement · <a href=\"/ad/why/\(creative.id)\">"))
        #expect(html.contains("<div class=\"ad ad-frame\" hidden data-host=\"tags.example\""))
        #expect(html.contains("data-view=\"/ad/view/\(creative.id)/OFFER\""))
        let template = try #require(html.firstRange(of: "<template>"))
        let frame = try #require(html.firstRange(of: "<iframe src=\"/ad/frame/\(creative.id)/OFFER\""))
        let end = try #require(html.firstRange(of: "</template>"))
        #expect(template.upperBound == frame.lowerBound && frame.upperBound < end.lowerBound)
        #expect(
            html.contains(
                "sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\" loading=\"lazy\" "
                    + "referrerpolicy=\"no-referrer\""))
        #expect(html.hasSuffix("<div class=\"ad\">Ours</div><script src=\"/frames.js\" async></script>"))
        // Its address is told to nobody before the frame is asked for, and nothing counts by itself.
        #expect(!html.contains("https://") && !html.contains("noscript") && !html.contains("/ad/click/"))
    }

    @Test func aPreviewAsksAndLoadsNothing() throws {
        var html = HTMLWriter()
        AdvertisementMarkup.write(
            try creative(), links: .init(click: "#", view: nil, why: "#", frame: "/frame"), to: &html)
        let written = String(decoding: html.bytes, as: UTF8.self)
        #expect(written.contains("Shown by <b>tags.example</b>"))
        #expect(!written.contains("iframe") && !written.contains("hidden") && !written.contains("/frame"))
    }

    @Test func theFrameMayHoldOneHostAndNothingElse() throws {
        let frame = ThirdPartyFrame(try TagAddress("https://tags.example/serve?a=b&c=d"))
        let policy = try #require(frame.fields[.contentSecurityPolicy])
        #expect(
            policy == """
                sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
                style-src 'unsafe-inline'; frame-src https://tags.example; form-action 'none'; base-uri 'none'; \
                frame-ancestors 'self'
                """)
        #expect(frame.fields[.cacheControl] == "private, no-store")
        #expect(frame.document.contains("<iframe src=\"https://tags.example/serve?a=b&amp;c=d\""))
        #expect(!frame.document.contains("allow-same-origin") && !frame.document.contains("top-navigation"))
    }

    @Test(arguments: [
        (["Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"], true),
        (["Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin", "Sec-GPC": "0"], true),
        (["Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin", "Sec-GPC": "1"], false),
        (["Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"], false),
        (["Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"], false),
        (["Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"], false), (["Sec-Fetch-Dest": "iframe"], false),
        ([:], false),
    ])
    func onlyAFrameOfAPageOfOursGetsIt(values: [String: String], isAsked: Bool) throws {
        var fields = HTTPFields()
        for (name, value) in values { fields[try #require(HTTPField.Name(name))] = value }
        #expect(ThirdPartyFrame.isAsked(by: fields) == isAsked)
    }
}
