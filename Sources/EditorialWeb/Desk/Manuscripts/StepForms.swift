import Editorial
import HTTPSupport
import Kernel
import Markup

/// What can be done with a manuscript as a whole now: the next step first.
struct StepForms {
    let manuscript: Manuscript
    let actions: [ManuscriptAction]
    let isOwnText: Bool
    let typed: FormBody
    let token: String
    let problem: Problem?

    private static let leading: [ManuscriptAction] = [.submit, .checkFacts, .publish, .revise, .restore]

    func write(into html: inout HTMLWriter) {
        html.element(.section, .class("steps-next")) { html in
            html.element(.h2, text: "Next step")
            if actions.isEmpty {
                html.element(.p, .class("empty"), text: "There is nothing for you to do with it now.")
            }
            for action in actions.sorted(by: { rank($0) < rank($1) }) { write(action, into: &html) }
            if isOwnText, manuscript.state == .inReview || manuscript.state == .factChecked {
                html.element(
                    .p, .class("hint"),
                    text: "Some of this text is yours, so a colleague has to approve it.")
            }
        }
    }

    private func rank(_ action: ManuscriptAction) -> Int {
        Self.leading.firstIndex(of: action) ?? Self.leading.count
    }

    private func write(_ action: ManuscriptAction, into html: inout HTMLWriter) {
        let isLeading = Self.leading.contains(action)
        // What needs a word more than a button opens on demand, unless it was just sent with a fault.
        let wasSent = typed["action"] == action.rawValue && problem != nil
        guard action.needsNote || action == .schedule || (action == .publish && manuscript.article != nil) else {
            return html.form(.manuscriptStep(manuscript.id.description), token: token, .class("step")) { html in
                writeHidden(action, into: &html)
                html.element(.button, isLeading ? .class("primary") : nil, text: action.name)
            }
        }
        html.element(.details, .class("step"), wasSent || action == .publish ? .open : nil) { html in
            html.element(.summary, text: action.name)
            html.form(.manuscriptStep(manuscript.id.description), token: token) { html in
                writeHidden(action, into: &html)
                writeFields(action, wasSent ? typed : FormBody(), wasSent ? problem?.fieldErrors ?? [] : [], &html)
                html.element(.button, isLeading ? .class("primary") : nil, text: action.name)
            }
        }
    }

    private func writeHidden(_ action: ManuscriptAction, into html: inout HTMLWriter) {
        html.void(.input, .type("hidden"), .name("action"), .value(action.rawValue))
    }

    private func writeFields(
        _ action: ManuscriptAction, _ typed: FormBody, _ errors: [Problem.FieldError], _ html: inout HTMLWriter
    ) {
        let state = FormState(errors: errors)
        switch action {
        case .schedule:
            ScheduleField.write(typed, state, into: &html)
        case .publish:
            note("What changed", "note", "Readers see it in the article’s history.", typed, state, &html)
            note(
                "Correction", "correction",
                "Only when something was wrong: readers see this text, with the date, in the article and on the corrections page.",
                typed, state, &html)
        default:
            note(
                "Why", "note",
                action == .withdraw ? "Readers see this in place of the article." : "The writer sees this.", typed,
                state, &html, id: "step-\(action.rawValue)")
        }
    }

    private func note(
        _ label: String, _ name: String, _ hint: String, _ typed: FormBody, _ state: FormState,
        _ html: inout HTMLWriter, id: String? = nil
    ) {
        html.field(label, name: name, hint: hint, state: state, id: id ?? "step-\(name)") {
            html, id, description, invalid in
            html.element(.textarea, .id(id), .name(name), .rows(2), description, invalid) { html in
                html.raw("\n")
                html.text(typed[name])
            }
        }
    }
}
