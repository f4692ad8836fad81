import Audience
import Database
import HTTPSupport
import Kernel
import TestSupport
import Testing

@testable import AudienceWeb

@Suite struct EditionLetterTests {
    private let site = SiteIdentity(
        name: "Quarto & Co", tagline: "", description: "", publisher: "Quarto <b>", founded: 2015,
        contact: "desk@quarto.example", language: "en-GB", zone: .utc)

    /// An edition as the store keeps it, with these items.
    private func letter(
        _ items: [EditionItem], intro: String = ""
    ) async throws -> EditionLetter {
        try await withDatabase(.sqlite, store: "audience", migrations: AudienceSchema.migrations) { database in
            let store = EditionStore(database: database)
            let id = try #require(Edition.ID("2026-11-26"))
            let now = SettableClock().now()
            try await store.compose(id, items: items, since: now, until: now, goes: now, needsApproval: true)
            let composed = try #require(try await store.edition(id))
            try await store.change(
                id, version: 1,
                to: .init(subject: composed.edition.subject, intro: intro, order: Array(items.indices)))
            let changed = try #require(try await store.edition(id))
            return EditionLetter(
                of: changed.edition, items: changed.items(for: []), site: site, origin: "https://quarto.example")
        }
    }

    private func item(
        _ part: EditionItem.Part = .published, _ path: String = "/moon", title: String = "The moon",
        summary: String = "It is far.", note: String = ""
    ) -> EditionItem {
        EditionItem(
            part, path: path, title: title, summary: summary, kind: "answer", topics: [], bylines: ["Ann Doe"],
            at: SettableClock().now(), note: note)
    }

    @Test func bothBodiesSayTheSame() async throws {
        let letter = try await letter(
            [
                item(), item(.corrected, "/sun", title: "The sun", note: "It was 8 minutes."),
                item(.comment, "/moon", title: "On the moon", summary: "I saw it.", note: "Zoe"),
                item(.archive, "/atlas", title: "Atlases"),
            ], intro: "Good *morning*, see [this](https://example.org/a).")
        #expect(letter.subject == "Quarto & Co: The moon")
        let sample = letter.unaddressedSample
        for body in [sample.html, sample.text] {
            for words in [
                "The moon", "It is far.", "By Ann Doe", "Correction: It was 8 minutes.", "On the moon", "— Zoe",
                "Atlases",
                "https://quarto.example/sun", "https://quarto.example/newsletter/2026-11-26", "morning",
                "https://example.org/a",
                EditionLetter.leaveMark, EditionLetter.manageMark, "desk@quarto.example",
            ] { #expect(body.contains(words), "\(words)") }
        }
        #expect(sample.text.split(separator: "\n").allSatisfy { $0.count <= 72 || $0.hasPrefix("https://") })
        #expect(sample.text.contains("NEW\n") && sample.text.contains("FROM THE ARCHIVE\n"))
        #expect(sample.text.contains("see this [1].\n\n[1] https://example.org/a\n\nNEW"))
        #expect(sample.html.contains("<em>morning</em>") && sample.html.contains("Quarto &amp; Co"))
        #expect(sample.html.contains("<meta name=\"color-scheme\" content=\"light dark\">"))
        #expect(sample.html.contains("prefers-color-scheme:dark"))
    }

    /// Whoever fills one body fills the other, by the same list.
    @Test func bothBodiesHaveTheSameOpenings() async throws {
        let letter = try await letter(
            [item(), item(.archive, "/atlas")],
            intro: """
                - [one](https://example.org/1?a=1&b="2") and <https://example.org/2>
                - [ours](https://quarto.example/moon), [not a page](mailto:x@example.org)

                > [*three*](http://example.org/3) [](https://example.org/4)
                """)
        let plate = letter.plate
        #expect(plate.html.outboundLinks == plate.text.outboundLinks)
        #expect(
            plate.html.outboundLinks.map(\.address) == [
                "https://example.org/1?a=1&b=\"2\"", "https://example.org/2", "http://example.org/3",
                "https://example.org/4",
            ])
        #expect(plate.html.outboundLinks.allSatisfy { $0.place == .letter })
        #expect(plate.html.notices == plate.text.notices)
        #expect(plate.html.notices == [.label(of: "/moon"), .label(of: "/atlas")])
        for plate in [plate.html, plate.text] {
            let regions = plate.regions
            let disclosure = try #require(regions.firstIndex(of: .letterDisclosure))
            #expect(disclosure == 0)
            #expect(regions.filter { $0 == .slot(Slot(.newsletter)) }.count == 1)
        }
        #expect(letter.sample.text.contains("[2] https://quarto.example/moon\n") == false)
        #expect(letter.sample.text.contains("[3] https://quarto.example/moon\n"))
        #expect(letter.sample.text.contains("An advertisement may stand here.\n\nFROM THE ARCHIVE"))
    }

    /// Nothing is loaded, and every link is absolute.
    @Test func itTellsNobodyThatItWasOpened() async throws {
        let html = try await letter([item(), item(.archive, "/ä")], intro: "![x](https://t.example/p.gif) <img src=x>")
            .unaddressedSample.html
        #expect(!html.contains(#/<(img|link|script|iframe|object|picture|video)[ >]/#))
        #expect(!html.contains("url(") && !html.contains("background="))
        for match in html.matches(of: #/href="([^"]*)"/#) {
            let address = match.1
            #expect(
                address.hasPrefix("https://quarto.example/") || address.hasPrefix("https://t.example/")
                    || address == EditionLetter.leaveMark || address == EditionLetter.manageMark, "\(address)")
        }
        #expect(html.contains("https://quarto.example/%C3%A4"))
    }

    @Test func whateverATitleHoldsItIsText() async throws {
        let noise = "</h3><script>alert(1)</script>\"' style=x"
        let letter = try await letter([item(title: noise, summary: noise)]).sample
        #expect(!letter.html.contains("<script>") && !letter.html.contains("\"' style=x\""))
        #expect(letter.html.contains("&lt;script>") || letter.html.contains("&lt;script&gt;"))
    }

    /// As long as editions get: thirty items, each with a summary of 300 letters.
    @Test func itIsShorterThanProgramsCutOff() async throws {
        let items = (0..<30).map { number in
            item(
                .published, "/article-\(number)", title: String(repeating: "Word ", count: 14),
                summary: String(repeating: "é", count: 300))
        }
        let html = try await letter(items, intro: String(repeating: "word ", count: 700)).sample.html
        #expect(html.utf8.count < EditionLetter.longest, "\(html.utf8.count)")
    }
}
