import Audience
import Commerce
import HTTPSupport
import HTTPTypes
import Kernel
import Pictures
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// Creatives from a form to a page of the site.
@Suite struct CreativeFormTests {
    private static let text = [
        "name": "Lamp", "place": "top", "form": "text", "headline": "A lamp", "text": "For long evenings.",
        "destination": "https://lamps.example/a",
    ]

    private func fields(_ changes: [String: String]) -> [String: String] {
        Self.text.merging(changes) { _, new in new }
    }

    private func made(
        _ asker: AdvertisingAsker, _ changes: [String: String], file: [UInt8]? = nil
    ) async throws -> (id: Creative.ID, answer: AdvertisingAsker.Answer) {
        let id = Creative.ID(at: asker.offices.clock.now())
        let answer = try await asker.upload(
            "/business/advertising/flights/\(asker.booking.flight)/creatives",
            fields(changes).merging(["id": id.description]) { old, _ in old }, file: file)
        return (id, answer)
    }

    @Test func aPictureIsTakenServedAndShownInItsSlot() async throws {
        try await AdvertisingAsker.with { asker in
            let changes = ["form": "picture", "alternative": "A lamp on a desk"]
            let png = ImageFiles.png(width: 600, height: 180)
            let (id, answer) = try await made(asker, changes, file: png)
            #expect(answer.status == 303 && answer.location == "/business/advertising/creatives/\(id)")
            let reviewed = try #require(try await asker.offices.creatives.reviewed(id))
            #expect(reviewed.mayBeShown)
            let picture = try #require(reviewed.creative.picture)
            #expect(picture.width == 300 && picture.height == 90)
            let name = try #require(picture.path.split(separator: "/").last)
            #expect(picture.path == Route.advertisingPicture(String(name)).path)
            #expect(Route(path: picture.path) == .advertisingPicture(String(name)))

            let file = try await asker.get(picture.path, isSignedIn: false)
            #expect(file.status == 200)
            #expect(file.headers[.contentType] == "image/webp")
            #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(file.headers[.xContentTypeOptions] == "nosniff")
            let master = try #require(picture.master)
            let hidden = try await asker.get("/ad/picture/\(master)", isSignedIn: false)
            #expect(hidden.status == 404)

            let preview = try await asker.get("/business/advertising/creatives/\(id)/preview/page")
            #expect(preview.status == 200)
            #expect(
                preview.text.contains("src=\"\(picture.path)\" width=\"300\" height=\"90\" alt=\"A lamp on a desk\""))
            #expect(preview.text.contains("class=\"slot slot-top\""))
            #expect(!preview.text.contains("data-view"))
            #expect(preview.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'self'") == true)

            // Without another file the picture stays, and is made anew for another slot.
            let moved = try await asker.upload(
                "/business/advertising/creatives/\(id)", fields(changes.merging(["place": "rail"]) { $1 }))
            #expect(moved.status == 303)
            let rail = try #require(try await asker.offices.creatives.creative(id)?.picture)
            #expect(rail.width == 300 && rail.height == 90)
        }
    }

    /// A mail loads nothing and counts no views, so a form that asks for either comes back with the reason.
    @Test func whatCannotStandInAMailIsRefused() async throws {
        try await AdvertisingAsker.with { asker in
            let byViews = try await made(asker, ["place": "newsletter"])
            #expect(byViews.answer.status == 422 && byViews.answer.text.contains("Views of mails can’t be counted."))
            for form in ["picture", "both", "html", "tag"] {
                let changes = ["place": "newsletter", "form": form, "html": "<p>", "frame": "https://tags.example/a"]
                let (id, answer) = try await made(asker, changes, file: ImageFiles.png(width: 60, height: 60))
                #expect(answer.status == 422 && answer.text.contains("what stands in it is text"), "\(form)")
                #expect(try await asker.offices.creatives.creative(id) == nil)
            }
        }
    }

    /// Before an edition went out there is nothing to show it in; then it stands in the letter, and its links lead nowhere.
    @Test func anAdvertisementOfTheNewsletterIsLookedAtInALetter() async throws {
        try await AdvertisingAsker.with { asker in
            let now = asker.offices.clock.now()
            let signature = Signature(account: nil, name: "Test", at: now)
            let flights = FlightStore(database: asker.offices.stores.commerce)
            let other = try #require(try await flights.flight(asker.booking.flight))
            let flight = Flight(
                id: Flight.ID(at: now), campaign: other.campaign, name: "Mails", first: other.first, last: other.last,
                budget: other.budget, pricing: .perClick(Money(micros: 1_000_000, .euro)))
            try await flights.save(flight, by: signature)
            let creative = Creative(
                id: Creative.ID(at: now), flight: flight.id, name: "Lamp", place: .newsletter,
                content: .text(headline: "A lamp <&\"", text: "For long evenings."),
                destination: "https://lamps.example/a")
            try await asker.offices.creatives.save(creative, by: signature)
            let page = "/business/advertising/creatives/\(creative.id)/preview/page"
            let none = try await asker.get(page)
            #expect(none.status == 200 && none.text.contains("Nothing was published yet"))
            let editions = asker.offices.site.editions
            let id = Edition.ID(day: now.day, rhythm: .daily)
            try await editions.store.compose(
                id,
                items: [
                    EditionItem(
                        .published, path: "/a", title: "Seen in a letter", summary: "", kind: "guide", topics: [],
                        bylines: [], at: now)
                ], since: now, until: now, goes: now, needsApproval: false)
            #expect(try await editions.begin(id))
            let shown = try await asker.get(page)
            #expect(shown.status == 200 && shown.text.contains("Seen in a letter"))
            #expect(shown.text.contains("A lamp &lt;&amp;\"") && shown.text.contains("href=\"\(page)#ad\""))
            #expect(!shown.text.contains("/ad/letter/") && !shown.text.contains("https://lamps.example"))
        }
    }

    @Test func whatIsSentTwiceIsMadeOnce() async throws {
        try await AdvertisingAsker.with { asker in
            let (id, first) = try await made(asker, [:])
            let (_, second) = try await made(asker, ["id": id.description, "headline": "Another"])
            #expect(first.status == 303 && second.location == first.location)
            #expect(
                try await asker.offices.creatives.creative(id)?.content
                    == .text(
                        headline: "A lamp", text: "For long evenings."))
        }
    }

    @Test func aDocumentRunsInAFrameThatReachesNothing() async throws {
        try await AdvertisingAsker.with { asker in
            let document = "<!doctype html><script>document.title = 'x'</script>"
            let (id, answer) = try await made(asker, ["form": "html", "html": document])
            #expect(answer.status == 303)
            let preview = try await asker.get("/business/advertising/creatives/\(id)/preview/page")
            #expect(preview.text.contains("sandbox=\"allow-scripts "))
            #expect(!preview.text.contains("document.title"))
            let frame = try await asker.get("/business/advertising/creatives/\(id)/preview/document")
            #expect(frame.text == document)
            let policy = frame.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.hasPrefix("sandbox allow-scripts; default-src 'none';"))
            #expect(policy.contains("frame-ancestors 'self'") && !policy.contains("allow-same-origin"))
            // Nobody else sees either.
            for part in ["preview/page", "preview/document", "preview"] {
                let stranger = try await asker.get("/business/advertising/creatives/\(id)/\(part)", isSignedIn: false)
                #expect(stranger.status == 303 && stranger.location.hasPrefix("/sign-in"))
            }
        }
    }

    @Test func whatIsWrongComesBackWithWhatWasTyped() async throws {
        try await AdvertisingAsker.with { asker in
            let before = try await asker.offices.rowCounts()
            for (changes, file, words) in [
                (["form": "picture", "alternative": "x"], nil, "Choose the file"),
                (["form": "both", "alternative": "x"], Array("<svg></svg>".utf8), "SVG"),
                (["form": "picture"], ImageFiles.png(width: 300, height: 90), "who don’t see it is missing"),
                (["headline": ""], nil, "headline is missing"),
                (["headline": "A\u{1}B"], nil, "control character"),
                (["destination": "javascript:alert(1)"], nil, "must be https or http"),
                (["place": "middle"], nil, "Choose a slot"), (["form": "video"], nil, "Choose what it consists of"),
                (["form": "html", "html": ""], nil, "document is missing"),
                (["form": "html", "html": String(repeating: "x", count: 65_537)], nil, "65536 fit"),
            ] as [([String: String], [UInt8]?, String)] {
                let (_, answer) = try await made(asker, changes, file: file)
                #expect(answer.status == 422, "\(changes)")
                #expect(answer.text.contains(words), "\(changes): \(words)")
                #expect(answer.text.contains("value=\"Lamp\""), "\(changes)")
            }
            #expect(try await asker.offices.rowCounts() == before)
        }
    }

    @Test func whatHasEndedIsLeftAlone() async throws {
        try await AdvertisingAsker.with { asker in
            let (id, _) = try await made(asker, [:])
            #expect(try await asker.send("/business/advertising/creatives/\(id)/end", []).status == 303)
            let late = try await asker.upload("/business/advertising/creatives/\(id)", fields(["name": "Late"]))
            #expect(late.status == 422 && late.text.contains("has ended"))
            let decided = try await asker.send(
                "/business/advertising/creatives/\(id)/decision", [("revision", "1"), ("verdict", "approve")])
            #expect(decided.status == 422)
            #expect(try await asker.get("/business/advertising/creatives/\(id)").status == 200)
        }
    }

    @Test func whatWaitsIsApprovedOnTheOverview() async throws {
        try await AdvertisingAsker.with { asker in
            let id = try #require(asker.booking.values["{bookedSubmission}"])
            let overview = try await asker.get("/business/advertising")
            #expect(overview.text.contains("Waits for approval"))
            #expect(overview.text.contains("/business/advertising/creatives/\(id)"))
            let path = "/business/advertising/creatives/\(id)"
            let stale = try await asker.send("\(path)/decision", [("revision", "7"), ("verdict", "approve")])
            #expect(stale.status == 422 && stale.text.contains("changed since"))
            let silent = try await asker.send("\(path)/decision", [("revision", "1"), ("verdict", "refuse")])
            #expect(silent.status == 422 && silent.text.contains("reason is missing"))
            let approved = try await asker.send("\(path)/decision", [("revision", "1"), ("verdict", "approve")])
            #expect(approved.status == 303)
            #expect(try await !asker.get("/business/advertising").text.contains("Waits for approval"))
        }
    }

    @Test(arguments: [
        "/ad/picture/x", "/ad/picture/..", "/ad/picture/../masthead.yaml", "/ad/picture/..%2fmasthead.yaml",
        "/ad/picture/0123456789abcdef0123456789abcdef.webp", "/ad/picture/%00.webp", "/ad/picture/",
        "/ad/picture/00/0123456789abcdef0123456789abcdef.webp",
    ])
    func nothingElseIsServed(path: String) async throws {
        try await AdvertisingAsker.with { asker in
            let status = try await asker.get(path, isSignedIn: false).status
            #expect([301, 400, 404].contains(status), "\(status)")
        }
    }
}
