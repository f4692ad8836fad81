import Editorial
import HTTPSupport
import Kernel
import Markup

/// What a change of a fact would do, sentence by sentence, before it is saved.
struct FactEffectPage {
    let fact: Fact
    let change: FactChange
    let effects: [FactEffect]
    /// What was typed, to be sent again.
    let form: FormBody
    let token: String

    var page: OfficePage {
        OfficePage(title: "What the change does", area: .desk, place: .facts) { html in
            html.element(.h1, text: "What the change does")
            html.element(.p, text: summary)
            for effect in effects { write(effect, into: &html) }
            html.form(.fact(fact.slug.description), token: token) { html in
                for field in form.fields {
                    html.void(.input, .type("hidden"), .name(field.name), .value(field.value))
                }
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Save the change")
                    html.element(
                        .a, .class("button"), .href(OfficeRoute.fact(fact.slug.description).path), text: "Leave it")
                }
            }
        }
    }

    private var summary: String {
        guard !effects.isEmpty else {
            return "No published article shows “\(fact.label)”, so no reader sees a difference yet."
        }
        let sentences = effects.reduce(0) { $0 + $1.sentences.count }
        let articles = effects.count == 1 ? "One article shows" : "\(effects.count) articles show"
        let changed = sentences == 1 ? "one sentence changes" : "\(sentences) sentences change"
        return "\(articles) “\(fact.label)”, and \(changed). Nothing was saved yet."
    }

    private func write(_ effect: FactEffect, into html: inout HTMLWriter) {
        html.element(.h2, text: effect.article.title)
        if effect.sentences.isEmpty {
            html.element(
                .p, .class("empty"), text: effect.isInText ? unchangedWords : "It stands in the list of facts only.")
        }
        for sentence in effect.sentences {
            html.element(.div, .class("diff sentence")) { html in
                write(sentence.runs, into: &html)
                guard sentence.isPart else { return }
                html.element(.details) { html in
                    html.element(.summary, text: "The paragraph")
                    write(sentence.paragraph, into: &html)
                }
            }
        }
    }

    private var unchangedWords: String {
        change.source == fact.source
            ? "Its words stay as they are." : "Its words stay as they are; they get the new source."
    }

    private func write(_ runs: [TextDiff.Run], into html: inout HTMLWriter) {
        html.element(.p) { html in
            for run in runs {
                switch run {
                case .same(let text): html.text(text)
                case .removed(let text): html.element(.del, text: text)
                case .added(let text): html.element(.ins, text: text)
                }
            }
        }
    }
}
