import Audience
import HTTPSupport
import Kernel
import Markup

/// What the screen goes by: its rules, its words, and who changed them.
struct ScreeningPage {
    let rules: ScreeningRules
    let words: [WordList.Entry]
    let history: [ScreeningDesk.Change]
    let mayChange: Bool
    /// What was typed, when there is something wrong with it.
    let values: FormBody?
    let problem: Problem?
    let token: String

    private var state: FormState { FormState(errors: problem?.fieldErrors ?? []) }

    var page: OfficePage {
        OfficePage(title: "Screening", area: mayChange ? .moderation : .publisher, place: .screening) { html in
            html.element(.h1, text: "Screening")
            html.element(
                .p, .class("hint"),
                text:
                    "Each comment is judged before anybody sees it, by these rules. What moderators decide teaches it what spam is."
            )
            if let problem { html.problem(problem) }
            html.element(.h2, text: "Rules")
            mayChange ? writeRuleForm(into: &html) : writeRules(into: &html)
            html.element(.h2, .id("words"), text: "Words")
            if mayChange { writeWordForm(into: &html) }
            for effect in WordList.Effect.allCases { write(effect, into: &html) }
            html.element(.h2, text: "What was changed")
            writeHistory(into: &html)
        }
    }

    private func writeRules(into html: inout HTMLWriter) {
        html.element(.dl, .class("facts")) { html in
            for setting in ScreeningRules.Setting.allCases {
                html.element(.dt, text: ScreeningWords.name(of: setting))
                let text = ScreeningWords.text(of: rules[setting], setting)
                html.element(
                    .dd,
                    text: setting.isSwitch
                        ? (rules[setting] >= 0.5 ? "Yes" : "No") : setting.isCount ? text : "\(text)\u{A0}%")
            }
        }
    }

    private func writeRuleForm(into html: inout HTMLWriter) {
        html.form(.screening, token: token) { html in
            html.element(.div, .class("pair")) { html in
                for setting in ScreeningRules.Setting.allCases where !setting.isSwitch {
                    let present = ScreeningWords.text(of: rules[setting], setting)
                    let typed = values.flatMap { $0.has(setting.rawValue) ? $0[setting.rawValue] : nil }
                    let standard = ScreeningWords.text(of: setting.standard, setting)
                    html.textField(
                        ScreeningWords.name(of: setting), name: setting.rawValue, value: typed ?? present,
                        hint: setting.isCount ? "Usually \(standard)." : "In percent; usually \(standard).",
                        state: state,
                        .inputmode("numeric"), .maxlength(7))
                }
            }
            for setting in ScreeningRules.Setting.allCases where setting.isSwitch {
                html.box(
                    ScreeningWords.name(of: setting), name: setting.rawValue, value: "1",
                    isTicked: rules[setting] >= 0.5, id: "field-\(setting.rawValue)")
            }
            html.submit("Save the rules")
        }
    }

    private func writeWordForm(into html: inout HTMLWriter) {
        html.form(.screenedWords, token: token) { html in
            html.element(.div, .class("pair")) { html in
                html.textArea(
                    "Words and phrases", name: "words", value: values?["words"] ?? "", rows: 4,
                    hint: "One a line. * stands for any letters of a word, and alone for any word.", state: state,
                    .spellcheck("false"))
                html.choice(
                    "What becomes of a comment that has one", name: "effect", value: values?["effect"] ?? "hold",
                    options: [
                        ("hold", "It is held for a moderator"), ("refuse", "It is refused"),
                        ("allow", "Nothing: the word is allowed"),
                    ], state: state)
            }
            html.submit("Put them on the list")
        }
    }

    private func write(_ effect: WordList.Effect, into html: inout HTMLWriter) {
        let entries = words.filter { $0.effect == effect }
        html.element(.h3, text: ScreeningWords.name(of: effect))
        guard !entries.isEmpty else { return html.element(.p, .class("empty"), text: "No word is on this list.") }
        html.element(.ul, .class("word-list")) { html in
            for entry in entries {
                html.element(.li) { html in
                    html.element(.code, text: entry.pattern.text)
                    guard mayChange else { return }
                    html.form(.screenedWordRemoval, token: token) { html in
                        html.void(.input, .type("hidden"), .name("word"), .value(entry.pattern.text))
                        html.element(.button, .class("quiet")) { html in
                            html.text("Take off")
                            html.element(.span, .class("visually-hidden"), text: ": \(entry.pattern.text)")
                        }
                    }
                }
            }
        }
    }

    private func writeHistory(into html: inout HTMLWriter) {
        guard !history.isEmpty else {
            return html.element(
                .p, .class("empty"), text: "Nothing was changed yet; the screen goes by its usual rules.")
        }
        html.element(.ul, .class("lines")) { html in
            for change in history {
                html.element(.li) { html in
                    html.element(.p, text: ScreeningWords.sentence(change))
                    html.element(.p, .class("hint")) { html in
                        html.text("\(change.name), ")
                        html.moment(change.at)
                    }
                }
            }
        }
    }
}
