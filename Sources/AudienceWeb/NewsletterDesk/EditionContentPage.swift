import Audience
import HTTPSupport
import Kernel
import Markup

/// One edition as editors change it, or as it went.
struct EditionContentPage {
    let composed: ComposedEdition
    /// What is in the fields.
    let form: EditionForm
    /// How many would get it now.
    let audience: Int
    let topics: [Slug: String]
    let siteName: String
    let sendsTests: Bool
    let problem: Problem?
    let member: StaffMember
    let now: Timestamp
    let token: String

    private var edition: Edition { composed.edition }
    private var id: String { edition.id.description }
    private var state: FormState { FormState(errors: problem?.fieldErrors ?? []) }
    /// What was typed and can’t be kept any more is shown all the same.
    private var showsForm: Bool { edition.isOpen || problem != nil }

    /// The items of the form in its order, and those that it leaves out.
    private var items: (taken: [EditionItem], leftOut: [EditionItem]) {
        let order = form.places(in: composed.items).known
        let taken = Set(order)
        return (
            order.map { composed.items[$0] },
            composed.items.indices.filter { !taken.contains($0) }.map { composed.items[$0] }
        )
    }

    var page: OfficePage {
        OfficePage(
            title: edition.title, area: .keeping(member), place: .newsletterDesk,
            scripts: edition.isOpen ? ["edition.js"] : []
        ) { html in
            EditionHead(edition: edition, current: .content, now: now).write(into: &html)
            if let problem { write(problem, into: &html) }
            if edition.state == .nothing {
                return html.element(
                    .p, .class("empty"),
                    text: "What it would have told, such as comments and something from the archive, was no news.")
            }
            if showsForm { writeForm(into: &html) } else { writeStill(into: &html) }
        }
    }

    private func write(_ problem: Problem, into html: inout HTMLWriter) {
        html.problem(problem)
        guard problem.kind == .conflict else { return }
        html.element(.div, .class("notice")) { html in
            html.element(.p) { html in
                html.text(
                    edition.isOpen
                        ? "What you typed stands below; saving it now replaces what the other one saved. Theirs is: "
                        : "What you typed stands below, so that you can copy it. What went is: ")
                html.element(.strong, text: edition.subject)
            }
            if edition.intro != form.intro {
                html.element(.p, .class("quoted"), text: edition.intro.isEmpty ? "No introduction." : edition.intro)
            }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        html.form(.deskEdition(id), token: token, .id("edition"), .class("edition-form")) { html in
            html.void(.input, .type("hidden"), .name("version"), .value(String(edition.version)))
            html.element(.div, .class("save-bar")) { html in
                html.element(
                    .button, .class("primary"), edition.isOpen ? nil : .disabled, .ariaKeyshortcuts("Control+S"),
                    text: "Save")
                html.element(
                    .span, .id("save-state"), .role("status"),
                    text: problem == nil ? "Nothing has been changed here yet." : "Not saved.")
            }
            html.textField(
                "Subject", name: "subject", value: String(form.subject.prefix(1000)),
                hint: "In mailboxes it stands as “\(siteName): …”.", state: state,
                .required, .maxlength(EditionStore.longestSubject), .autocomplete("off"))
            html.textArea(
                "Introduction", name: "intro", value: String(form.intro.prefix(20_000)), rows: 5,
                hint: "Optional. Blank lines make paragraphs; *emphasis*, lists and [links](https://…) are understood.",
                state: state, .maxlength(EditionStore.longestIntro))
            writeItems(into: &html)
            if edition.isOpen { writeDecision(into: &html) }
        }
        guard edition.isOpen else { return }
        html.element(.p, .class("edition-end")) { html in
            html.element(.a, .href(OfficeRoute.editionCancellation(id).path), text: "Cancel this edition")
        }
    }

    private func writeItems(into html: inout HTMLWriter) {
        let (taken, leftOut) = items
        let errors = state.errors.filter { ["order", EditionForm.itemField].contains($0.field) }
        html.element(.h2, text: "In it")
        html.element(.p, .class("hint"), .id("order-help"), text: "In the order in which the letter tells them.")
        for error in errors { html.element(.p, .class("error"), text: error.message) }
        html.element(.ol, .class("edition-items"), .id("taken")) { html in
            for (index, item) in taken.enumerated() {
                let line = EditionItemLine(item: item, topics: topics, index: index, count: taken.count)
                line.write(isTaken: true, into: &html)
            }
        }
        html.element(.section, .id("left"), leftOut.isEmpty ? .hidden : nil) { html in
            html.element(.h2, text: "Left out")
            html.element(.ul, .class("edition-items")) { html in
                for (index, item) in leftOut.enumerated() {
                    let line = EditionItemLine(
                        item: item, topics: topics, index: taken.count + index, count: taken.count)
                    line.write(isTaken: false, into: &html)
                }
            }
        }
    }

    private func writeDecision(into html: inout HTMLWriter) {
        html.element(.h2, text: "Look at it in a mailbox")
        if sendsTests {
            html.element(.div, .class("inline")) { html in
                html.textField(
                    "Send a test to", name: "address", value: String(form.address.prefix(300)),
                    hint: "What stands above is saved first. The subject says that it is a test.",
                    state: state, .type("email"), .autocomplete("email"), .maxlength(EmailAddress.longest))
                html.element(
                    .button, .formaction(OfficeRoute.editionTest(id).path), text: "Save and send a test")
            }
        } else {
            html.element(.p, .class("empty"), text: "Without a mail server the site can’t send a test.")
        }
        let people = audience.of("subscriber")
        html.element(.h2, text: edition.state == .draft ? "Let it go" : "Keep it from going")
        html.element(
            .p, .class("hint"),
            text: audience == 0
                ? "Nobody would get it now: no subscriber wants what is new in it."
                : "\(people) would get it now, each by the topics that they chose.")
        html.element(.p, .class("actions")) { html in
            if edition.state == .draft {
                html.element(
                    .button, .class("primary"), .formaction(OfficeRoute.editionApproval(id).path),
                    text: "Save and approve")
            } else {
                html.element(.button, .formaction(OfficeRoute.editionHold(id).path), text: "Save and hold")
            }
            html.element(.a, .class("button"), .href(OfficeRoute.editionPreview(id).path), text: "Preview")
        }
    }

    /// What went, or would have.
    private func writeStill(into html: inout HTMLWriter) {
        html.element(.h2, text: edition.subject)
        if !edition.intro.isEmpty {
            html.element(.div, .class("comment-text")) { $0.raw(edition.introduction.html) }
        }
        html.element(.ol, .class("edition-items")) { html in
            for item in composed.items where !item.isLeftOut {
                EditionItemLine(item: item, topics: topics, index: 0, count: 0).writeStill(into: &html)
            }
        }
        if edition.id.rhythm == .daily, edition.started != nil {
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(Route.edition(id).path), text: "As readers see it on the web")
            }
        }
    }
}
