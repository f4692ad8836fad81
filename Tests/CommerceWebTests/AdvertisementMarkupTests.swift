import Commerce
import CommerceWeb
import Kernel
import Markup
import Testing

@Suite struct AdvertisementMarkupTests {
    private static let picture = Creative.Picture(
        path: "/ad/picture/a.webp", width: 90, height: 80, alternative: "A \"lamp\"")

    private func html(of content: Creative.Content, view: String? = "/ad/view/1/2") -> String {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        let creative = Creative(
            id: Creative.ID(at: now), flight: Flight.ID(at: now), name: "Autumn <b>", place: .top, content: content,
            destination: "https://lamps.example/")
        var html = HTMLWriter()
        AdvertisementMarkup.write(
            creative, links: .init(click: "/ad/click/1/2", view: view, why: "/ad/why/1/2", frame: "/ad/frame/1/2"),
            to: &html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    private static let label =
        "<p class=\"slot-label\">Advertisement · <a href=\"/ad/why/1/2\">Why this ad?</a></p>"
    private static let link = "<a href=\"/ad/click/1/2\" rel=\"sponsored nofollow noopener\">"

    @Test func aTextIsLabelledLinkedAndEscaped() {
        #expect(
            html(of: .text(headline: "<i>Lamps</i>", text: "Bright & warm")) == """
                \(Self.label)<div class="ad ad-text" data-view="/ad/view/1/2">\(Self.link)&lt;i&gt;Lamps&lt;/i&gt;</a>\
                <p>Bright &amp; warm</p></div>
                """)
    }

    @Test func aPictureSaysItsSizeAndWhatItShows() {
        let image =
            "<img src=\"/ad/picture/a.webp\" width=\"90\" height=\"80\" alt=\"A &quot;lamp&quot;\" decoding=\"async\">"
        #expect(
            html(of: .picture(Self.picture), view: nil) == """
                \(Self.label)<div class="ad ad-picture">\(Self.link)\(image)</a></div>
                """)
        #expect(
            html(of: .pictureAndText(Self.picture, headline: "Lamps", text: "Bright"), view: nil) == """
                \(Self.label)<div class="ad ad-both">\(Self.link)\(image)<b>Lamps</b> <span>Bright</span></a></div>
                """)
    }

    @Test func aDocumentStaysInASandboxedFrame() {
        let written = html(of: .html("<script>alert(1)</script>"))
        #expect(!written.contains("alert"))
        #expect(!written.contains("allow-same-origin"))
        #expect(
            written.hasSuffix(
                """
                <iframe src="/ad/frame/1/2" title="Advertisement (top)" sandbox="allow-scripts \
                allow-top-navigation-by-user-activation" loading="lazy" \
                referrerpolicy="no-referrer"></iframe></div>
                """))
    }
}
