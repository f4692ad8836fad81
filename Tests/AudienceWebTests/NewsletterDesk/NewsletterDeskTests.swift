import Audience
import HTTPSupport
import Kernel
import TestSupport
import Testing

@testable import AudienceWeb

/// The list of editions, the preview, and an edition on its way.
@Suite struct NewsletterDeskTests {
    @Test(arguments: [(true, true), (false, true), (true, false), (false, false)])
    func itSaysWhatIsMissing(isOn: Bool, sendsMail: Bool) async throws {
        try await NewsletterOffice.with(.sqlite, isOn: isOn, sendsMail: sendsMail) { office in
            let page = try await office.ask(.newsletterDesk).text
            #expect(page.contains("Nothing is sent at present"))
            #expect(page.contains("no mail server") != sendsMail)
            #expect(page.contains("switched off") != isOn)
            #expect(page.contains("Nobody has confirmed a subscription") == sendsMail)
            #expect(page.contains("at 07:00 by the clocks of UTC") && page.contains("On Friday"))
            #expect(page.contains("The next daily edition") == (isOn && sendsMail))
            #expect(page.contains("The next weekly edition") == (isOn && sendsMail))
            #expect(page.contains("Nothing is new so far") == (isOn && sendsMail))
            #expect(page.contains("So far it would tell 1 item: “Told soon”") == (isOn && sendsMail))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNextIsToldOnce(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let id = try await office.edition()
            var page = try await office.ask(.newsletterDesk).text
            #expect(page.contains("Waits for approval") && page.contains("“About /a”, “About /b”"))
            #expect(!page.contains("The next daily edition") && page.contains("The next weekly edition"))
            try await office.editions.approve(id, version: 1)
            #expect(try await office.ledger.begin(id, at: office.clock.now()))
            page = try await office.ask(.newsletterDesk).text
            #expect(page.contains("On its way") && page.contains("The next daily edition"))
            #expect(page.contains("What was sent stands here"))
            try await office.ledger.cancel(id, at: office.clock.now())
            page = try await office.ask(.newsletterDesk).text
            #expect(page.contains("Cancelled") && !page.contains("On its way"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func earlierOnesStandPageByPage(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            var ids: [Edition.ID] = []
            for _ in 0..<45 {
                let id = try await office.edition()
                try await office.ledger.cancel(id, at: office.clock.now())
                ids.append(id)
                office.clock.advance(by: .seconds(86_400))
            }
            var seen: [String] = []
            var before: String? = nil
            for _ in 0..<4 {
                let page = try await office.ask(
                    .newsletterDesk, query: before.map { ["before": $0] } ?? [:]
                ).text
                seen += page.matches(of: #/<th scope="row"><a href="/desk/newsletter/([-0-9]+)"/#).map { String($0.1) }
                before = page.firstMatch(of: #/\?before=([-0-9]+)/#).map { String($0.1) }
                if before == nil { break }
            }
            #expect(seen == ids.reversed().map(\.description))
            let odd = try await office.ask(.newsletterDesk, query: ["before": "yesterday"])
            #expect(odd.status == 200)
        }
    }

    @Test func thePreviewIsWhatASubscriberGets() async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition()
            let page = try await office.ask(.editionPreview(":id"), id)
            #expect(page.text.contains("sandbox=\"\"") && page.text.contains("letter-phone"))
            #expect(page.text.contains("Quarto: About /a") && page.text.contains("FROM THE ARCHIVE"))
            let all = try await office.ask(.editionLetter(":id"), id).text
            #expect(all.contains("About /a") && all.contains("About /b") && !all.contains("%%"))
            #expect(all.contains("https://quarto.example/newsletter/leave/sample"))
            let maps = try await office.ask(.editionLetter(":id"), id, query: ["topic": "maps", "look": "dark"]).text
            #expect(!maps.contains("quarto.example/a\"") && maps.contains("About /b"))
            // Of the archive alone nobody gets a mail.
            let form = try await office.form(id).filter { !$0.1.hasSuffix("/b") }
            #expect(try await office.ask(.deskEdition(":id"), id, form: form).status == 303)
            let none = try await office.ask(.editionPreview(":id"), id, query: ["topic": "maps"])
            #expect(none.status == 200 && none.text.contains("gets no mail") && !none.text.contains("<iframe"))
            for topic in ["unknown", "../x", "<b>"] {
                for route in [OfficeRoute.editionPreview(":id"), .editionLetter(":id")] {
                    await #expect(throws: Problem.self) {
                        _ = try await office.ask(route, id, query: ["topic": topic])
                    }
                }
            }
        }
    }

    @Test func aLongLetterIsWarnedOf() async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let now = office.clock.now()
            let id = Edition.ID(day: now.day, rhythm: .daily)
            let items = try (0..<300).map { try office.item("/article-\($0)") }
            try await office.editions.compose(
                id, items: items, since: now, until: now, goes: now, needsApproval: true)
            let page = try await office.ask(.editionPreview(":id"), id).text
            #expect(page.contains("Gmail will cut its end off") && page.contains("kB as HTML"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func sendingIsPausedResumedAndCancelled(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let id = try await office.edition(needsApproval: false, goesIn: .zero)
            #expect(try await office.ask(.editionSending(":id"), id).location == "/desk/newsletter/\(id)")
            for route in [OfficeRoute.editionPause(":id"), .editionResume(":id")] {
                // What isn’t being sent can neither be paused nor resumed.
                let answer = try? await office.ask(route, id, form: [])
                #expect(answer?.notice != "Paused. What is on its way at this moment still goes.")
                #expect(try await office.editions.edition(id)?.edition.state == .scheduled)
            }
            #expect(try await office.ledger.begin(id, at: office.clock.now()))
            #expect(try await office.ask(.editionSending(":id"), id).text.contains(">Pause<"))
            #expect(try await office.ask(.editionPause(":id"), id, form: []).status == 303)
            let paused = try await office.ask(.editionSending(":id"), id).text
            #expect(paused.contains("Paused by Edda") && paused.contains(">Resume<") && !paused.contains("5.7"))
            #expect(try await office.ask(.editionPause(":id"), id, form: []).notice == "It isn’t being sent.")
            #expect(try await office.ask(.editionResume(":id"), id, form: []).status == 303)
            #expect(try await office.ask(.editionResume(":id"), id, form: []).status == 303)
            #expect(try await office.ask(.editionCancellation(":id"), id).text.contains("Cancel it for good"))
            #expect(try await office.editions.edition(id)?.edition.state == .sending)
            #expect(try await office.ask(.editionCancellation(":id"), id, form: []).status == 303)
            #expect(try await office.ask(.editionCancellation(":id"), id, form: []).status == 303)
            #expect(try await office.editions.edition(id)?.edition.state == .cancelled)
            await #expect(throws: Problem.self) { _ = try await office.ask(.editionResume(":id"), id, form: []) }
            #expect(try await office.ask(.editionCancellation(":id"), id).location == "/desk/newsletter/\(id)")
        }
    }

    @Test(arguments: [
        ("550 5.7.26 unauthenticated <b>", "refuses this site as a sender"),
        ("An address cannot be opened with this “audience.key”.", "Addresses can’t be opened"),
        ("554 4.3.0 no idea", "Sending stopped by itself"), ("Paused by Ann", "Paused by Ann"),
        ("15.7.10 is a version", "Sending stopped by itself"),
    ])
    func aHaltIsToldInPlainWords(reason: String, words: String) async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition(needsApproval: false, goesIn: .zero)
            #expect(try await office.ledger.begin(id, at: office.clock.now()))
            try await office.ledger.pause(id, because: reason, at: office.clock.now())
            let page = try await office.ask(.editionSending(":id"), id).text
            #expect(page.contains(words) && !page.contains("<b>"))
            #expect(page.contains("masthead doctor") == reason.contains(" 5.7."))
        }
    }
}
