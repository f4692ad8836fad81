import Editorial
import HTTPSupport
import Kernel
import Markup
import Pictures

/// The editor: the text on the left, how it will look and what is said of it on the right.
struct ManuscriptPage {
    let manuscript: Manuscript
    let sections: [Section]
    let topics: [Topic]
    let people: [Person]
    let facts: [Fact]
    let colleagues: [StaffMember]
    let remarks: [Remark]
    let steps: [ManuscriptStep]
    let actions: [ManuscriptAction]
    /// Whether the reader may approve nothing here because some of it is theirs.
    let isOwnText: Bool
    /// What the checks before publication found.
    let findings: [Finding]
    /// The dead links of the text that readers see.
    let deadLinks: [TroubledLink]
    /// What readers say is wrong in it.
    let suggestions: [SuggestedCorrection]
    let remarkID: Remark.ID
    let typed: FormBody
    let token: String
    let problem: Problem?

    private var text: ManuscriptText { manuscript.text }
    private var id: String { manuscript.id.description }
    private var title: String { text.title.isEmpty ? "Untitled" : text.title }

    var page: OfficePage {
        OfficePage(
            title: title, area: .desk, place: .manuscripts, scripts: scripts, isWide: true
        ) { html in
            html.element(.div, .class("editor-head")) { html in
                html.element(.h1, text: title)
                writeState(into: &html)
            }
            if let problem { write(problem, into: &html) }
            DeadLinkNotice(links: deadLinks).write(into: &html)
            SuggestionLines.writeNotice(suggestions, into: &html)
            if manuscript.state.isOpen {
                InsertBar().writeDialog(into: &html)
                ShortcutSheet().write(into: &html)
            }
            html.element(.div, .class("editor")) { html in
                html.element(.div, .class("editor-text")) { html in
                    if manuscript.state.isOpen { writeForm(into: &html) } else { writeStill(into: &html) }
                }
                html.element(.div, .class("editor-side")) { html in
                    StepForms(
                        manuscript: manuscript, actions: actions, isOwnText: isOwnText, typed: typed, token: token,
                        problem: problem
                    ).write(into: &html)
                    if FindingList.applies(to: manuscript.state) {
                        FindingList(manuscript: manuscript, findings: findings).write(into: &html)
                    }
                    writePreview(into: &html)
                    RemarkList(
                        manuscript: manuscript, remarks: remarks, newID: remarkID, token: token
                    ).write(into: &html)
                    writeAssignment(into: &html)
                    writeSteps(into: &html)
                }
            }
        }
    }

    private var scripts: [String] {
        manuscript.state.isOpen
            ? ["editor.js", "findings.js", "media.js", "paste.js", "insert.js", "shortcuts.js"]
            : FindingList.applies(to: manuscript.state) ? ["findings.js"] : []
    }

    private func writeState(into html: inout HTMLWriter) {
        html.element(.p, .class("hint")) { html in
            html.element(
                .span, .class("state state-\(manuscript.state.rawValue)"), text: manuscript.state.name)
            if let moment = manuscript.scheduled {
                html.text(" for ")
                html.moment(moment)
            }
            html.text(" · saved ")
            html.moment(manuscript.updated)
            html.text(" by \(manuscript.updatedBy.name) · ")
            html.element(.a, .href(OfficeRoute.manuscriptHistory(id).path), text: "History")
            if let slug = manuscript.publicSlug {
                html.text(" · ")
                html.element(.a, .href(Route.article(slug).path), text: "As readers see it")
            }
        }
    }

    private func write(_ problem: Problem, into html: inout HTMLWriter) {
        html.element(.div, .class("problem"), .role("alert")) { html in
            html.element(.p) { $0.element(.strong, text: problem.title) }
            if problem.fieldErrors.isEmpty {
                html.element(.p, text: problem.detail)
            } else {
                html.element(.ul) { html in
                    for error in problem.fieldErrors {
                        html.element(.li) { html in
                            html.element(
                                .a, .href("#field-\(error.field)"),
                                text: ManuscriptMerge.Field(rawValue: error.field)?.label ?? error.field)
                            html.text(": \(error.message)")
                        }
                    }
                }
            }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.form(
            .manuscriptSave(id), token: token, .id("manuscript"), .data("data-manuscript", id),
            .data("data-autosave", OfficeRoute.manuscriptAutosave(id).path),
            .data("data-sign-in", OfficeRoute.signIn.path), .data("data-paste", OfficeRoute.paste.path),
            .data("data-media", OfficeRoute.media.path), .data("data-most-bytes", String(ImageLimits.bytes))
        ) { html in
            html.void(.input, .type("hidden"), .name("base"), .value(String(manuscript.save)))
            html.element(.div, .class("save-bar")) { html in
                html.element(.button, .class("primary"), .ariaKeyshortcuts("Control+S"), text: "Save")
                html.element(
                    .output, .id("save-state"), .role("status"), .ariaLive("polite"),
                    text: "Saved \(manuscript.updated.localReading.time) \(manuscript.updated.localReading.zone)")
                html.element(.span, .id("length"), .class("hint"), text: length)
                InsertBar().write(into: &html)
            }
            html.textField("Title", name: "title", value: text.title, state: state, .maxlength(300))
            html.element(.div, .class("pair")) { html in
                html.choice(
                    "Kind", name: "kind", value: text.kind,
                    options: ArticleKind.allCases.map { ($0.rawValue, $0.rawValue.capitalizedFirst) }, state: state)
                html.choice(
                    "Section", name: "section", value: text.section,
                    options: [("", "Choose one")] + sections.map { ($0.slug.description, $0.name) }, state: state)
            }
            html.textArea(
                "Short answer", name: "answer", value: text.answer, rows: 4,
                hint: "What a hurried reader can stop at. Markdown, with :fact[…] and :cite[…].", state: state,
                .spellcheck("true"), .data("data-markdown", ""))
            html.textArea(
                "Body", name: "body", value: text.body, rows: 28,
                hint: "Markdown. :fact[slug] shows a fact with its date and source; :cite[slug] cites a source.",
                state: state, .spellcheck("true"), .class("body-text"), .data("data-markdown", ""))
            writeDetails(state, into: &html)
        }
    }

    private func writeDetails(_ state: FormState, into html: inout HTMLWriter) {
        html.textArea(
            "Description", name: "description", value: text.description, rows: 2,
            hint: "Plain text for search engines and lists, at most 200 characters.", state: state)
        html.textField(
            "Address", name: "slug", value: text.slug,
            hint:
                "The last part of its address; made from the title when empty. An address it had before leads to the new one.",
            state: state, .spellcheck("false"), .autocapitalize("none"))
        choices("Written by", "authors", people.map { ($0.slug.description, $0.name) }, text.authors, &html)
        choices("Reviewed by", "reviewers", people.map { ($0.slug.description, $0.name) }, text.reviewers, &html)
        choices("Topics", "topics", topics.map { ($0.slug.description, $0.name) }, text.topics, &html)
        html.textArea(
            "Facts listed below the body", name: "facts", value: text.facts.joined(separator: "\n"), rows: 5,
            hint: "The slug of a fact a line, in order.", state: state, .spellcheck("false"))
        html.textField(
            "What these facts are about", name: "about", value: text.about,
            hint: "They stand under “More about …”.", state: state)
        html.textArea(
            "Related articles", name: "related", value: text.related.joined(separator: "\n"), rows: 3,
            hint: "The address of an article a line; others are added by topic.", state: state, .spellcheck("false"))
        html.element(.details) { html in
            html.element(.summary, text: "Facts that can be used (\(facts.count))")
            html.element(.ul, .class("lines")) { html in
                for fact in facts {
                    html.element(.li) { html in
                        html.element(.p) { html in
                            html.element(.code, text: ":fact[\(fact.slug)]")
                            html.text(" \(fact.label): \(fact.displayValue), as of \(fact.asOf.written)")
                        }
                    }
                }
            }
        }
    }

    /// Boxes to tick; what was typed and names nothing stays, so that it can be seen and taken out.
    private func choices(
        _ legend: String, _ name: String, _ known: [(value: String, name: String)], _ chosen: [String],
        _ html: inout HTMLWriter
    ) {
        let unknown = chosen.filter { value in !known.contains { $0.value == value } }
        html.element(.fieldset, .class("choices"), .id("field-\(name)")) { html in
            html.element(.legend, text: legend)
            // The chosen ones first, in their order: it is the order on the page.
            let order = chosen.compactMap { value in known.first { $0.value == value } }
            let rest = known.filter { option in !chosen.contains(option.value) }
            for option in order + unknown.map({ (value: $0, name: "“\($0)”, which is not known") }) + rest {
                html.box(
                    option.name, name: name, value: option.value, isTicked: chosen.contains(option.value),
                    id: "\(name)-\(option.value)")
            }
        }
    }

    private func writeStill(into html: inout HTMLWriter) {
        html.element(
            .p, .class("notice"),
            text: manuscript.state == .published || manuscript.state == .withdrawn
                ? "To change the text, choose “Change this article”; readers see the published one until you publish again."
                : "The text was approved, so it stands still. Take it back to change it; it will have to be approved again."
        )
        for (name, field, value) in [("Short answer", "answer", text.answer), ("Body", "body", text.body)] {
            html.element(.h2, text: name)
            html.element(.pre, .class("still"), .id("field-\(field)"), .tabindex(0)) { html in
                // A parser drops a line break right after the tag.
                html.raw("\n")
                html.text(value)
            }
        }
    }

    /// How long the body is, as the script counts on.
    private var length: String {
        let length = ReadingLength(text.body)
        return "\(length.words) \(length.words == 1 ? "word" : "words"), about \(length.minutes) min to read"
    }

    private func writePreview(into html: inout HTMLWriter) {
        html.element(.section, .class("preview")) { html in
            html.element(.h2, text: "Preview")
            html.element(
                .iframe, .id("preview"), .src(OfficeRoute.manuscriptPreview(id).path),
                .title("How the page of the saved text looks"), .sandbox("allow-same-origin")
            ) { _ in }
            html.element(.p) { html in
                html.element(
                    .a, .href(OfficeRoute.manuscriptPreview(id).path), .target("preview-\(id)"),
                    text: "Open the preview in a window of its own")
            }
        }
    }

    private func writeAssignment(into html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Assignment")
            html.form(.manuscriptAssignment(id), token: token) { html in
                html.choice(
                    "Who works on it", name: "assignee", value: manuscript.assignee?.account ?? "",
                    options: [("", "Nobody")]
                        + colleagues.filter { !$0.roles.isDisjoint(with: Role.editorial) }.map {
                            ($0.id.description, $0.name)
                        }, state: FormState())
                html.textField(
                    "Until", name: "due", value: manuscript.due?.description ?? "", state: FormState(), .type("date"))
                html.element(.button, text: "Assign")
            }
        }
    }

    private func writeSteps(into html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "What happened")
            html.element(.ul, .class("lines")) { html in
                for step in steps { html.element(.li) { StepLine(step: step).write(into: &$0) } }
            }
            html.element(.p) { html in
                html.element(.a, .href(OfficeRoute.manuscriptHistory(id).path), text: "All of its history")
            }
        }
    }
}

/// One step, as the history tells it.
struct StepLine {
    let step: ManuscriptStep

    func write(into html: inout HTMLWriter) {
        html.element(.p) { html in
            html.element(.strong, text: step.by.name)
            html.text(" \(step.action) · ")
            html.moment(step.at)
        }
        if !step.note.isEmpty { html.element(.p, .class("quoted"), text: step.note) }
    }
}

extension String {
    /// With a capital letter first.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
