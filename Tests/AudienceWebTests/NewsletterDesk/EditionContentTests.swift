import Audience
import HTTPSupport
import Kernel
import TestSupport
import Testing

@testable import AudienceWeb

/// One edition as editors change it, with and without the buttons.
@Suite struct EditionContentTests {
    @Test(arguments: TestEngine.allCases)
    func buttonsOrderLeaveOutAndTakeIn(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let id = try await office.edition()
            func press(_ step: String, _ path: String) async throws -> NewsletterOffice.Answer {
                let composed = try #require(try await office.editions.edition(id))
                let item = try #require(composed.items.first { $0.path == path })
                return try await office.ask(
                    .deskEdition(":id"), id, form: try await office.form(id) + [("do", "\(step) \(item.formName)")])
            }
            for (step, path, order) in [
                ("up", "/c", ["/a", "/c", "/b", "/d"]), ("down", "/b", ["/a", "/c", "/d", "/b"]),
                ("up", "/a", ["/a", "/c", "/d", "/b"]), ("down", "/b", ["/a", "/c", "/d", "/b"]),
                ("out", "/c", ["/a", "/d", "/b"]), ("in", "/c", ["/a", "/d", "/b", "/c"]),
            ] {
                let answer = try await press(step, path)
                #expect(answer.status == 303, "\(step) \(path)")
                #expect(try await office.names(id) == order, "\(step) \(path)")
            }
            // The page goes on where the item stands.
            let answer = try await press("up", "/c")
            #expect(answer.location == "/desk/newsletter/\(id)#item-2")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func topicsStandWithTheirNames(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let now = office.clock.now()
            let id = Edition.ID(day: now.day, rhythm: .daily)
            let quoted = EditionItem(
                .comment, path: "/e", title: "About /e", summary: "Well put.", kind: "answer", topics: [],
                bylines: [], at: now, note: "wanderer")
            // Nothing is published about the second, and the third is no more.
            let items = try [
                office.item("/a", topics: ["maps", "deep-sea"]), office.item("/b", topics: ["history-of-science"]),
                quoted,
            ]
            try await office.editions.compose(
                id, items: items, since: now, until: now, goes: now.advanced(by: .seconds(3600)), needsApproval: true)
            let page = try await office.ask(.deskEdition(":id"), id).text
            #expect(page.contains("New</strong> · Maps &amp; atlases, The deep sea</p>"))
            #expect(page.contains("New</strong> · History of science</p>"))
            #expect(!page.contains("deep-sea") && !page.contains("history-of-science"))
            #expect(page.contains(" · By wanderer</p>"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func ofTwoEditorsNobodyLosesWhatTheyTyped(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let id = try await office.edition()
            var mine = try await office.form(id)
            mine[1].1 = "Mine <b>"
            mine[2].1 = "My introduction"
            mine.swapAt(4, 5)
            var theirs = try await office.form(id)
            theirs[1].1 = "Theirs"
            #expect(try await office.ask(.deskEdition(":id"), id, form: theirs).status == 303)
            let refused = try await office.ask(.deskEdition(":id"), id, form: mine)
            #expect(refused.status == 409)
            for words in [
                "value=\"Mine &lt;b&gt;\"", "My introduction", "<strong>Theirs</strong>",
                "name=\"version\" value=\"2\"",
            ] { #expect(refused.text.contains(words), "\(words)") }
            let b = try #require(refused.text.firstRange(of: "About /b"))
            let a = try #require(refused.text.firstRange(of: "About /a"))
            #expect(b.lowerBound < a.lowerBound)
            #expect(try await office.editions.edition(id)?.edition.subject == "Theirs")
            // Now it is meant.
            mine[0].1 = "2"
            #expect(try await office.ask(.deskEdition(":id"), id, form: mine).status == 303)
            #expect(try await office.editions.edition(id)?.edition.subject == "Mine <b>")
            #expect(try await office.names(id) == ["/b", "/a", "/c", "/d"])
            // The same once more is done already, whatever its version.
            #expect(try await office.ask(.deskEdition(":id"), id, form: mine).status == 303)
            #expect(try await office.editions.edition(id)?.edition.version == 3)
        }
    }

    static let faults: [(field: String, value: String?, status: Int)] = [
        ("subject", "", 422), ("subject", "\n \t", 422), ("subject", String(repeating: "x", count: 151), 422),
        ("subject", String(repeating: "é", count: 100_000), 422), ("intro", String(repeating: "x", count: 4001), 422),
        ("item", "published 0 /nowhere", 422), ("item", "", 422), ("item", "<script>alert(1)</script>", 422),
        ("item", nil, 422), ("version", "0", 409), ("version", "-1", 409), ("version", "two", 409),
        ("version", "99999999999999999999", 409), ("version", nil, 409),
    ]

    @Test(arguments: faults)
    func whatCannotBeKeptComesBack(fault: (field: String, value: String?, status: Int)) async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition()
            let before = try await office.editions.edition(id)
            var form = try await office.form(id)
            form[2].1 = "An introduction that was typed"
            form.removeAll { $0.0 == fault.field }
            if let value = fault.value { form.append((fault.field, value)) }
            let steps = [OfficeRoute.deskEdition(":id"), .editionApproval(":id"), .editionTest(":id")]
            for route in fault.field == "subject" && fault.value == nil ? [] : steps {
                let answer = try await office.ask(route, id, form: form)
                #expect(answer.status == fault.status, "\(route.path) with \(fault.field)")
                #expect(answer.text.contains("role=\"alert\""))
                #expect(!answer.text.contains("<script>alert"))
                if fault.field != "intro" { #expect(answer.text.contains("An introduction that was typed")) }
            }
            #expect(try await office.editions.edition(id) == before)
            #expect(office.tests.all.isEmpty)
        }
    }

    /// What is left out of all news would be no edition; and what is named twice stands in it once.
    @Test func anEditionNeedsNewsAndTellsEachOnce() async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition()
            let form = try await office.form(id)
            let archive = form.filter { $0.0 != "item" || $0.1.hasPrefix("archive") }
            let empty = try await office.ask(.deskEdition(":id"), id, form: archive)
            #expect(empty.status == 422 && empty.text.contains("Keep something that is new"))
            let twice = try await office.ask(.deskEdition(":id"), id, form: form + [form[4]])
            #expect(twice.status == 422)
            #expect(try await office.names(id) == ["/a", "/b", "/c", "/d"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func approvingSavesWhatWasTyped(engine: TestEngine) async throws {
        try await NewsletterOffice.with(engine) { office in
            let id = try await office.edition()
            var form = try await office.form(id)
            form[1].1 = "Another subject"
            let approved = try await office.ask(.editionApproval(":id"), id, form: form)
            #expect(approved.status == 303 && approved.notice?.hasPrefix("Approved. It goes on") == true)
            var edition = try #require(try await office.editions.edition(id)).edition
            #expect(edition.subject == "Another subject" && edition.state == .scheduled)
            // Once more is no other thing.
            #expect(try await office.ask(.editionApproval(":id"), id, form: form).status == 303)
            #expect(try await office.ask(.editionHold(":id"), id, form: form).status == 303)
            edition = try #require(try await office.editions.edition(id)).edition
            #expect(edition.state == .draft)
            // The list’s button says only which version was seen.
            let old = try await office.ask(.editionApproval(":id"), id, form: [("version", "1")])
            #expect(old.status == 409 && old.text.contains("Look at it again"))
            let seen = [("version", String(edition.version))]
            #expect(try await office.ask(.editionApproval(":id"), id, form: seen).status == 303)
            #expect(try await office.editions.edition(id)?.edition.state == .scheduled)
        }
    }

    /// What somebody typed while it began to be sent can be copied, and changes nothing.
    @Test func whatIsBeingSentIsChangedNoMore() async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition(needsApproval: false, goesIn: .zero)
            var form = try await office.form(id)
            form[1].1 = "Too late"
            #expect(try await office.ledger.begin(id, at: office.clock.now()))
            for route in [OfficeRoute.deskEdition(":id"), .editionApproval(":id"), .editionHold(":id")] {
                let answer = try await office.ask(route, id, form: form)
                #expect(answer.status == 409 && answer.text.contains("Too late"), "\(route.path)")
            }
            #expect(try await office.editions.edition(id)?.edition.subject == "About /a")
            let page = try await office.ask(.deskEdition(":id"), id)
            #expect(page.status == 200 && !page.text.contains("<form") && page.text.contains("About /a"))
        }
    }

    @Test func aTestGoesToWhereItShall() async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            let id = try await office.edition()
            var form = try await office.form(id)
            form[1].1 = "A test of mine"
            let page = try await office.ask(.deskEdition(":id"), id)
            #expect(page.text.contains("value=\"edda@quarto.example\""))
            for address in ["", "ann", "ann@", "a@b@c", "ann@x\r\nBcc: all@x", "<ann@mail.example>"] {
                form[3].1 = address
                let answer = try await office.ask(.editionTest(":id"), id, form: form)
                #expect(answer.status == 422 && answer.text.contains("A test of mine"), "\(address)")
            }
            #expect(office.tests.all.isEmpty)
            form[3].1 = " ann@mail.example "
            form[0].1 = "2"
            let sent = try await office.ask(.editionTest(":id"), id, form: form)
            #expect(sent.status == 303 && sent.notice == "A test is on its way to ann@mail.example.")
            #expect(office.tests.all == ["A test of mine to ann@mail.example"])
            office.tests.breakDown()
            let failed = try await office.ask(.editionTest(":id"), id, form: form)
            #expect(failed.status == 503 && failed.text.contains("Nobody answers there."))
            #expect(failed.text.contains("value=\" ann@mail.example \""))
        }
    }

    @Test(arguments: ["", "2000-01-01", "2026-11-26-week-week", "../../etc", "<script>"])
    func whatIsNoEditionIsNotThere(name: String) async throws {
        try await NewsletterOffice.with(.sqlite) { office in
            for endpoint in office.desk.endpoints where endpoint.route != .newsletterDesk {
                let form: [(String, String)]? = endpoint.method == .post ? [("version", "1")] : nil
                await #expect(throws: StaffRequest.nothingHere) {
                    _ = try await office.ask(endpoint.route, form: form, name: name)
                }
            }
        }
    }
}
