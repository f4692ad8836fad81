import Audience
import Kernel
import TestSupport
import Testing

@Suite struct ScreenTests {
    private let start = ScreenFixture.start

    private func verdict(_ submission: Submission, _ change: (inout Screen.Knowledge) -> Void = { _ in }) -> Verdict {
        ScreenFixture.screen(change).verdict(on: submission)
    }

    @Test func whatNothingIsWrongWithIsShown() {
        let text = "The figure in the second paragraph is from 2019, isn’t it? See https://example.org/report."
        #expect(verdict(ScreenFixture.submission(text, network: "192.0.2.1")) == .shown([]))
    }

    @Test func aFieldThatPeopleDontSeeIsATrap() {
        let result = verdict(ScreenFixture.submission("Nice", trap: "x"))
        #expect(result.rules == [.trap])
        #expect(result.problem?.slug == "comment-trap")
    }

    @Test(
        arguments: [
            (nil, "refused"), (-172_801, "refused"), (-172_800, "shown"), (-3, "shown"), (-2, "held"), (0, "held"),
            (120, "held"), (121, "refused"),
        ] as [(Int?, String)])
    func formsAreSentNeitherTooSoonNorTooLate(seconds: Int?, outcome: String) {
        let made = seconds.map { start.advanced(by: .seconds($0)) }
        let result = verdict(ScreenFixture.submission("Some words about it", formMade: made))
        switch outcome {
        case "shown": #expect(result.isShown)
        case "held": #expect(result.isHeld && result.rules == [.form])
        default: #expect(result.problem?.slug == "comment-form" && result.rules == [.form])
        }
    }

    @Test func networksAreLimitedByTheMinuteAndTheHour() {
        let screen = ScreenFixture.screen { $0.rules[.perHour] = 5 }
        func sends(_ number: Int, at second: Int, from network: String? = "192.0.2.1") -> Bool {
            let moment = start.advanced(by: .seconds(second))
            return screen.verdict(
                on: ScreenFixture.submission("Text number \(number)", network: network, formMade: start, at: moment)
            ).problem?.slug != "comment-rate"
        }
        #expect((0..<4).map { sends($0, at: 10) } == [true, true, true, false])
        // The same network, and another.
        #expect(!sends(4, at: 10, from: "192.0.2.77"))
        #expect(sends(4, at: 10, from: "198.51.100.1"))
        #expect(sends(5, at: 30))
        #expect(!sends(6, at: 31))
        #expect(sends(7, at: 50))
        // Now the hour’s five are used up, whatever the minute allows.
        #expect(!sends(8, at: 200))
        #expect(sends(9, at: 10 + 3600))
        // Where the network isn’t known, nothing can be said of it.
        #expect((10..<30).allSatisfy { sends($0, at: 10, from: nil) })
    }

    @Test func aClockThatIsSetBackGivesNothing() {
        let screen = ScreenFixture.screen()
        func sends(_ number: Int, at second: Int) -> Bool {
            screen.verdict(
                on: ScreenFixture.submission(
                    "Text number \(number)", network: "192.0.2.1", formMade: start.advanced(by: .seconds(-3600)),
                    at: start.advanced(by: .seconds(second)))
            ).rules.contains(.rate)
        }
        #expect((0..<3).allSatisfy { !sends($0, at: 0) })
        #expect((3..<10).allSatisfy { sends($0, at: $0.isMultiple(of: 2) ? -600 : 0) })
    }

    @Test func theFirstCommentOfAHandleWaits() {
        let submission = ScreenFixture.submission("Some words about it", isFirst: true)
        #expect(verdict(submission).isHeld)
        #expect(verdict(submission).rules == [.firstComment])
        #expect(verdict(submission) { $0.rules[.holdsFirst] = 0 }.isShown)
    }

    @Test func manyLinksAreHeldAndVeryManyRefused() {
        func text(_ count: Int) -> String {
            "It is all told in these pages, which took me years to find and which I can only recommend: "
                + (0..<count).map { "https://s\($0).example/" }.joined(separator: " and also in ")
        }
        #expect(verdict(ScreenFixture.submission(text(1))).isShown)
        #expect(verdict(ScreenFixture.submission(text(2))).rules == [.links])
        #expect(verdict(ScreenFixture.submission(text(9))).isHeld)
        let refused = verdict(ScreenFixture.submission(text(10)))
        #expect(refused.problem?.slug == "comment-links")
        // Whoever sends it learns no limit.
        #expect(refused.problem.map { !$0.detail.contains { $0.isNumber } } == true)
    }

    @Test(
        arguments: [
            "https://example.org/a/long/way/to/the/page", "see bit.ly/3abc for what I mean by all of this",
            "It is told in [nytimes.com](https://evil.example/nytimes.com) as everybody knows",
        ])
    func linksThatHideWhereTheyLeadAreHeld(text: String) {
        #expect(verdict(ScreenFixture.submission(text)).rules == [.links])
    }

    @Test(arguments: [
        "It is told in [example.org](https://www.example.org/page) as everybody knows",
        "It is told in [this report of the agency](https://example.org/page) as everybody knows",
    ])
    func linksThatSayWhereTheyLeadAreShown(text: String) { #expect(verdict(ScreenFixture.submission(text)).isShown) }

    @Test func wordsAreRefusedHeldOrAllowed() throws {
        let words = try ScreenFixture.words([
            ("viagr*", .refuse), ("free money", .hold), ("*sex*", .hold), ("essex", .allow), ("middlesex", .allow),
        ])
        func result(_ text: String) -> Verdict { verdict(ScreenFixture.submission(text)) { $0.words = words } }
        #expect(result("Buy Vіаgra here").problem?.slug == "comment-words")
        #expect(result("Buy v.1.a.g.r.a! here").problem?.slug == "comment-words")
        #expect(result("They gave me FREE  m0ney for it").isHeld)
        #expect(result("Free the money").isShown)
        #expect(result("The people of Essex and Middlesex").isShown)
        #expect(result("Sexy people of Essex").isHeld)
        #expect(result("Sexy people of Essex").findings.first?.detail.contains("*sex*") == true)
    }

    @Test func bansRefuse() throws {
        let network = try #require(AddressPrefix("192.0.2.1"))
        let yesterday = start.advanced(by: .seconds(-86_400))
        let bans = ScreeningBans(
            handles: ["Bad Bot"], words: [try WordPattern("elixir")],
            networks: [PlainHasher().digest(of: network, for: NetworkDigest.ofComments, at: yesterday)])
        func result(_ submission: Submission) -> Verdict { verdict(submission) { $0.bans = bans } }
        #expect(result(ScreenFixture.submission("Hello there", handle: "bad  bоt")).problem?.slug == "comment-banned")
        #expect(result(ScreenFixture.submission("An el1x1r")).rules == [.banned])
        #expect(result(ScreenFixture.submission("Hello there", network: "192.0.2.200")).rules == [.banned])
        #expect(result(ScreenFixture.submission("Hello there", network: "192.0.3.1")).isShown)
        #expect(bans.days == [yesterday.day])
    }
}
