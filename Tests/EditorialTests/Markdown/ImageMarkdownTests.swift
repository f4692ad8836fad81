import Testing

@testable import Editorial

@Suite("Images in Markdown")
struct ImageMarkdownTests {
    private static func widths(_ format: String) -> String {
        let a = String(repeating: "a", count: 32)
        let b = String(repeating: "b", count: 32)
        return """
            srcset="/media/\(a).\(format) 360w, /media/\(b).\(format) 640w" \
            sizes="(min-width: 1100px) 590px, (min-width: 900px) 531px, (min-width: 642px) 590px, 92vw"
            """
    }

    private static func picture(_ alternative: String, _ title: String = "") -> String {
        """
        <picture><source type="image/avif" \(widths("avif"))><source type="image/webp" \(widths("webp"))>\
        <img src="/media/\(String(repeating: "b", count: 32)).jpg" \(widths("jpg")) width="640" height="320" \
        alt="\(alternative)"\(title) loading="lazy" decoding="async"></picture>
        """
    }

    private static let credit =
        "<span class=\"credit\">⟦https://maps.example/?a=1&b=2⟧Ann &lt;a@b.example&gt;</a>, "
        + "⟦https://creativecommons.org/licenses/by/4.0/⟧CC BY 4.0</a></span>"

    @Test func alineOfItsOwnBecomesAFigure() {
        #expect(
            MarkdownFixture.html("![The *coast*](/media/map \"Where it is\")") == """
                <figure class="picture">
                \(Self.picture("The coast"))
                <figcaption>Where it is \(Self.credit)</figcaption>
                </figure>

                """)
        #expect(
            MarkdownFixture.html("![](/media/map)") == """
                <figure class="picture">
                \(Self.picture("A map of &quot;it&quot; &amp; more"))
                <figcaption>\(Self.credit)</figcaption>
                </figure>

                """)
    }

    @Test func withinALineItStaysInIt() {
        let title = " title=\"Ann &lt;a@b.example&gt;, CC BY 4.0\""
        #expect(MarkdownFixture.html("See ![x](/media/map).") == "<p>See \(Self.picture("x", title)).</p>\n")
        #expect(
            MarkdownFixture.html("[![x](/media/map)](/d)") == "<p><a href=\"/d\">\(Self.picture("x", title))</a></p>\n")
    }

    @Test func anUnknownOneIsShownAsItsText() {
        #expect(MarkdownFixture.html("![What it shows](/media/nothing \"Title\")") == "<p>What it shows</p>\n")
    }

    @Test func problemsNameTheLine() {
        let document = MarkdownDocument(
            "# A\n\n![a](/media/nothing)\n\n- b\n  ![](/media/map)\n\n![c](https://x.example/c)")
        let images = [MarkdownFixture.image.slug: MarkdownFixture.image]
        #expect(document.imageSlugs == [slug("nothing"), slug("map")])
        #expect(document.problems(facts: [], sources: [], images: images).map(\.line) == [3])
        #expect(document.problems(facts: [], sources: []).map(\.line) == [3, 6])
        #expect(document.problems(facts: [], sources: []).allSatisfy { $0.fault == .unknownImage })
    }

    @Test func thePlainTextIsWhatItSays() {
        let document = MarkdownDocument("Before\n\n![The coast](/media/map)\n\nafter")
        #expect(MarkdownFixture.renderer().plainText(of: document) == "Before\nThe coast\nafter")
    }
}
