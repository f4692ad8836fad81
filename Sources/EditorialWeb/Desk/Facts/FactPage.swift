import Editorial
import HTTPSupport
import Kernel
import Markup

/// One fact: its value, where it is used, what it was before, and how to change it.
struct FactPage {
    let fact: Fact
    let history: [FactRevision]
    let uses: [ArticleSummary]
    let sources: [Source]
    let values: FormBody
    let today: CalendarDay
    let token: String
    let problem: Problem?

    private var slug: String { fact.slug.description }

    var page: OfficePage {
        OfficePage(title: fact.label, area: .desk, place: .facts) { html in
            html.element(.h1, text: fact.label)
            html.element(.p) { html in
                html.element(.strong, text: fact.displayValue)
                html.text(", as of \(fact.asOf.written) · ")
                html.element(.code, text: ":fact[\(slug)]")
            }
            if let note = fact.note { html.element(.p, .class("hint"), text: note) }
            if let problem { html.problem(problem) }
            writeReview(into: &html)
            html.element(.h2, text: "Change its value")
            html.form(.factPreview(slug), token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                FactForm.write(values, sources, state, into: &html)
                html.textField(
                    "Why", name: "reason", value: values["reason"],
                    hint: "It stands in the history, and in that of the articles.", state: state)
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "See what it changes")
                }
            }
            writeUses(into: &html)
            writeHistory(into: &html)
        }
    }

    private func writeReview(into html: inout HTMLWriter) {
        html.element(.h2, text: "Review")
        html.element(.p) { html in
            html.text(fact.isStale(on: today) ? "It is due for review since " : "It is to be reviewed on ")
            html.time(fact.reviewDue)
            html.text(", \(fact.reviewInterval) days after it was last known to be right.")
        }
        html.form(.factConfirm(slug), token: token) { html in
            html.element(.button, text: "I looked, and it is still right")
        }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it is used")
        guard !uses.isEmpty else {
            return html.element(.p, .class("empty"), text: "No published article shows it.")
        }
        html.element(.ul, .class("lines")) { html in
            for article in uses {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) {
                        $0.element(.a, .href(Route.article(article.slug).path), text: article.title)
                    }
                }
            }
        }
    }

    private func writeHistory(into html: inout HTMLWriter) {
        html.element(.h2, text: "What it was")
        html.element(.ul, .class("lines")) { html in
            for revision in history {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.text("\(revision.qualifier.map { "\($0.rawValue) " } ?? "")\(revision.value)")
                        html.text("\(revision.unit.map { " \($0)" } ?? ""), as of \(revision.asOf.written) · written ")
                        html.moment(revision.written)
                    }
                    if !revision.reason.isEmpty { html.element(.p, .class("quoted"), text: revision.reason) }
                }
            }
        }
    }
}

/// What a change of a fact would do, before it is saved.
struct FactEffectPage {
    let fact: Fact
    let effects: [FactEffect]
    let form: FormBody
    let token: String

    var page: OfficePage {
        OfficePage(title: "What the change does", area: .desk, place: .facts) { html in
            html.element(.h1, text: "What the change does")
            html.element(
                .p,
                text: effects.isEmpty
                    ? "No published article shows “\(fact.label)”, so no reader sees a difference yet."
                    : effects.count == 1
                        ? "One article shows “\(fact.label)”. Nothing was saved yet."
                        : "\(effects.count) articles show “\(fact.label)”. Nothing was saved yet.")
            for effect in effects {
                html.element(.h2, text: effect.article.title)
                html.element(.div, .class("diff")) { html in
                    let changed = effect.change.changedBlocks
                    if changed.isEmpty {
                        html.element(.p, .class("empty"), text: "It stands in the list of facts only.")
                    }
                    for runs in changed { write(runs, into: &html) }
                }
            }
            html.form(.fact(fact.slug.description), token: token) { html in
                for field in form.fields where field.name != "token" {
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

extension TextDiff {
    /// The paragraphs that differ, each with what differs in it.
    var changedBlocks: [[Run]] {
        blocks.compactMap { block in
            switch block {
            case .unchanged: nil
            case .removed(let text): [.removed(text)]
            case .added(let text): [.added(text)]
            case .changed(let runs): runs
            }
        }
    }
}
