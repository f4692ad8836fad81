import Audience
import Kernel
import TestSupport
import Testing

@Suite struct DuplicateTests {
    private static let long = """
        I have read the whole report and I think that the figure for last year leaves out everybody who left over the \
        southern border, which the ministry says in a footnote.
        """

    @Test func theSameTwiceIsRefused() {
        let screen = ScreenFixture.screen()
        #expect(screen.verdict(on: ScreenFixture.submission("Thanks!")).isShown)
        let again = screen.verdict(on: ScreenFixture.submission("  thanks \u{200B}"))
        #expect(again.problem?.slug == "comment-again")
        #expect(again.rules == [.duplicate])
        // What many say is no duplicate of each other’s.
        #expect(screen.verdict(on: ScreenFixture.submission("Thanks!", handle: "Somebody")).isShown)
        #expect(screen.verdict(on: ScreenFixture.submission("Thanks!", article: ScreenFixture.other)).isShown)
    }

    @Test func aLongTextElsewhereIsHeldAndThenRefused() {
        let screen = ScreenFixture.screen()
        let results = (0..<5).map { number in
            screen.verdict(on: ScreenFixture.submission(Self.long, handle: "Reader \(number)"))
        }
        #expect(results[0].isShown)
        #expect(results[1...2].allSatisfy { $0.isHeld && $0.rules == [.duplicate] })
        #expect(results[4].problem?.slug == "comment-same")
    }

    @Test(arguments: [
        ("last year", "this year"), ("I have read", "We read"), ("border,", "bоrder;"), (".", ". http://a.example/"),
    ])
    func nearlyTheSameIsHeld(change: (String, String)) {
        let screen = ScreenFixture.screen()
        _ = screen.verdict(on: ScreenFixture.submission(Self.long))
        let changed = Self.long.replacing(change.0, with: change.1, maxReplacements: 1)
        let result = screen.verdict(
            on: ScreenFixture.submission(changed, handle: "Somebody", article: ScreenFixture.other))
        #expect(result.isHeld)
        #expect(!result.rules.isDisjoint(with: [.nearDuplicate, .duplicate]))
    }

    @Test func anotherTextIsNotLikeIt() {
        let screen = ScreenFixture.screen()
        _ = screen.verdict(on: ScreenFixture.submission(Self.long))
        let other = """
            The report says that last year more people left than the year before, and I think that the ministry knows why, \
            though it leaves that out of the footnote.
            """
        #expect(screen.verdict(on: ScreenFixture.submission(other)).isShown)
    }

    @Test func anEditIsNoDuplicateOfItself() {
        let screen = ScreenFixture.screen()
        _ = screen.verdict(on: ScreenFixture.submission(Self.long))
        let edited = Self.long.replacing("last year", with: "2019")
        #expect(screen.verdict(on: ScreenFixture.submission(edited, isEdit: true)).isShown)
        #expect(screen.verdict(on: ScreenFixture.submission(Self.long, isEdit: true)).isShown)
        #expect(
            screen.verdict(on: ScreenFixture.submission(Self.long, handle: "Somebody", isEdit: true)).rules
                == [.duplicate])
    }

    @Test func whatWasRefusedOrForgottenMayBeSentAgain() {
        let screen = ScreenFixture.screen()
        #expect(screen.verdict(on: ScreenFixture.submission(Self.long, formMade: nil)).problem != nil)
        #expect(screen.verdict(on: ScreenFixture.submission(Self.long)).isShown)
        screen.forget(Self.long, handle: "reader", article: ScreenFixture.other)
        #expect(screen.verdict(on: ScreenFixture.submission(Self.long)).problem != nil)
        screen.forget(Self.long, handle: "reader", article: ScreenFixture.article)
        #expect(screen.verdict(on: ScreenFixture.submission(Self.long)).isShown)
    }

    @Test func onlyTheLastAreRemembered() {
        let screen = ScreenFixture.screen { $0.rules[.remembered] = 3 }
        func sends(_ number: Int) -> Bool {
            screen.verdict(on: ScreenFixture.submission("Text \(number)")).isShown
        }
        #expect((0..<4).allSatisfy(sends))
        #expect([1, 2, 3].allSatisfy { !sends($0) })
        #expect(sends(0))
        #expect(sends(1))
        #expect(!sends(0))
        screen.update { $0.rules[.remembered] = 1 }
        #expect(sends(7))
        #expect(sends(0))
        #expect(!sends(0))
        screen.update { $0.rules[.remembered] = 0 }
        screen.remember("Text 8", handle: "Reader", article: ScreenFixture.article)
        #expect(sends(8) && sends(8))
    }

    @Test func whatOthersJudgedIsKnownOnce() {
        let screen = ScreenFixture.screen()
        for _ in 0..<10 { screen.remember(Self.long, handle: "Reader", article: ScreenFixture.other) }
        let result = screen.verdict(on: ScreenFixture.submission(Self.long))
        #expect(result.isHeld && result.rules == [.duplicate])
    }
}
