import Audience
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct WorkTests {
    private let start = ScreenFixture.start
    private let form = FormSeal.Form(
        made: ScreenFixture.start.advanced(by: .seconds(-60)), nonce: "AAAAAAAAAAAAAAAAAAAAAA")

    private func submission(_ text: String, nonce: String, work: String, at moment: Timestamp? = nil) -> Submission {
        Submission(
            article: ScreenFixture.article, handle: "Reader", isFirst: false, isEdit: false, text: text, network: nil,
            formMade: form.made, formNonce: nonce, work: work, trap: "", at: moment ?? start)
    }

    @Test func onlyItsSolutionSolvesIt() {
        let challenge = WorkChallenge(nonce: form.nonce, bits: 10)
        let solution = challenge.solution()
        #expect(challenge.isSolved(by: solution))
        // As browsers find it: work.js looks from 0 on, too.
        #expect(WorkChallenge(nonce: form.nonce, bits: 17).isSolved(by: "175060"))
        for wrong in [
            "", "0", "-1", "+\(solution)", "0\(solution)", " \(solution)", "\(solution)0", "1e3",
            String(repeating: "9", count: 30),
        ] {
            #expect(!challenge.isSolved(by: wrong))
        }
        #expect(!WorkChallenge(nonce: "BAAAAAAAAAAAAAAAAAAAAA", bits: 10).isSolved(by: solution))
        #expect(!WorkChallenge(nonce: form.nonce, bits: 30).isSolved(by: solution))
    }

    @Test func withoutWorkCommentsWaitAndEachProofServesOnce() {
        let screen = ScreenFixture.screen {
            $0.rules[.alwaysWork] = 1
            $0.rules[.workBits] = 8
        }
        #expect(screen.workBits(at: start) == 8)
        let solution = WorkChallenge(nonce: form.nonce, bits: 8).solution()
        #expect(screen.verdict(on: submission("The first", nonce: form.nonce, work: "")).isHeld)
        #expect(screen.verdict(on: submission("The second", nonce: form.nonce, work: "nonsense")).isHeld)
        #expect(screen.verdict(on: submission("The third", nonce: "other", work: solution)).isHeld)
        // What is refused doesn’t use it up.
        let links = String(repeating: "http://a.example ", count: 20)
        #expect(screen.verdict(on: submission(links, nonce: form.nonce, work: solution)).problem != nil)
        #expect(screen.verdict(on: submission("The fourth", nonce: form.nonce, work: solution)).isShown)
        #expect(screen.verdict(on: submission("The fifth", nonce: form.nonce, work: solution)).isHeld)
        // An old form is refused, whatever it brings.
        let late = submission(
            "The sixth", nonce: form.nonce, work: solution, at: start.advanced(by: .seconds(86_400 * 2)))
        #expect(screen.verdict(on: late).problem?.slug == "comment-form")
    }

    @Test func theFormsOfOnePageAreToldApart() {
        let text = String(repeating: "b", count: 43)
        #expect(WorkChallenge.nonce(form, browser: text) == form.nonce + "bbbbbbbbbbbbbbbb")
        #expect(WorkChallenge.nonce(form, browser: "") == form.nonce)
        #expect(WorkChallenge.nonce(nil, browser: text) == "")
    }

    @Test func workIsAskedForWhileSomebodyAttacks() {
        let screen = ScreenFixture.screen { $0.rules[.attack] = 10 }
        func attack(_ count: Int, at second: Int) {
            for number in 0..<count {
                _ = screen.verdict(
                    on: ScreenFixture.submission(
                        "Text \(number)", trap: "x", at: start.advanced(by: .seconds(second))))
            }
        }
        func isAsked(at second: Int) -> Bool {
            screen.workBits(at: start.advanced(by: .seconds(second))) != nil
        }
        #expect(!isAsked(at: 0))
        attack(9, at: 0)
        #expect(!isAsked(at: 1))
        // Four a minute for long are no attack.
        for minute in 2..<10 { attack(4, at: minute * 60 + 30) }
        #expect(!isAsked(at: 600))
        attack(10, at: 700)
        #expect(isAsked(at: 700))
        #expect(isAsked(at: 999))
        #expect(!isAsked(at: 1000))
    }

    @Test func commentsOfNewHandlesAreNoAttack() {
        let screen = ScreenFixture.screen { $0.rules[.attack] = 5 }
        for number in 0..<100 {
            _ = screen.verdict(on: ScreenFixture.submission("Comment number \(number)", isFirst: true))
        }
        #expect(screen.workBits(at: start) == nil)
    }
}
