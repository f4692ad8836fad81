import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    func history(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let page = HistoryPage(
            manuscript: manuscript, steps: try await manuscripts.steps(of: manuscript.id),
            saves: try await manuscripts.saves(of: manuscript.id))
        return .page(page.page)
    }

    func version(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        guard let number = Int(request.parameter("number")),
            let found = try await manuscripts.text(of: manuscript.id, save: number)
        else { throw StaffRequest.nothingHere }
        return .page(
            VersionPage(
                manuscript: manuscript, save: found.save, text: found.text, earlier: found.earlier,
                token: request.formToken
            ).page)
    }

    func restore(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        guard let number = Int(request.parameter("number")) else { throw StaffRequest.nothingHere }
        try await manuscripts.restore(manuscript.id, save: number, by: .init(request.member))
        return .done(
            .manuscript(manuscript.id.description),
            notice: "Text \(number) is the present one again; the one before it is in the history.",
            subject: "\(manuscript.text.title): text \(number)")
    }
}

/// Everything that happened to a manuscript, and every text of it that was kept.
struct HistoryPage {
    let manuscript: Manuscript
    let steps: [ManuscriptStep]
    let saves: [ManuscriptSave]

    private var title: String { manuscript.text.title.isEmpty ? "Untitled" : manuscript.text.title }

    var page: OfficePage {
        OfficePage(title: "History of “\(title)”", area: .desk, place: .manuscripts) { html in
            html.element(.h1, text: "History of “\(title)”")
            html.element(.p) { html in
                html.element(
                    .a, .href(OfficeRoute.manuscript(manuscript.id.description).path), text: "Back to the text")
            }
            html.element(.h2, text: "Steps")
            html.element(.ul, .class("lines")) { html in
                for step in steps { html.element(.li) { StepLine(step: step).write(into: &$0) } }
            }
            html.element(.h2, text: "Texts")
            html.element(
                .p, .class("hint"),
                text: "Of what one person saved within ten minutes, the last is kept once it is older than 60 saves.")
            html.element(.ul, .class("lines")) { html in
                for save in saves {
                    html.element(.li) { html in
                        html.element(.p) { html in
                            html.element(
                                .a,
                                .href(
                                    OfficeRoute.manuscriptVersion(
                                        manuscript.id.description, number: String(save.number)
                                    ).path), text: "Text \(save.number)")
                            html.text(save.number == manuscript.save ? ", the present one · " : " · ")
                            html.moment(save.saved)
                            html.text(" by \(save.by.name)")
                        }
                    }
                }
            }
        }
    }
}

/// One kept text, as it differs from the one before it.
struct VersionPage {
    let manuscript: Manuscript
    let save: ManuscriptSave
    let text: ManuscriptText
    let earlier: ManuscriptText?
    let token: String

    var page: OfficePage {
        OfficePage(title: "Text \(save.number)", area: .desk, place: .manuscripts) { html in
            html.element(.h1, text: "Text \(save.number) of “\(text.title.isEmpty ? "Untitled" : text.title)”")
            html.element(.p, .class("hint")) { html in
                html.moment(save.saved)
                html.text(" by \(save.by.name) · ")
                html.element(
                    .a, .href(OfficeRoute.manuscriptHistory(manuscript.id.description).path), text: "All texts")
            }
            if save.number != manuscript.save, manuscript.state.isOpen {
                html.form(
                    .manuscriptRestore(manuscript.id.description, number: String(save.number)), token: token
                ) { html in
                    html.element(.button, text: "Make this the present text")
                }
            }
            let before = Dictionary(
                uniqueKeysWithValues: ManuscriptForm.fields(earlier ?? ManuscriptText()).map { ($0.name, $0.value) })
            let changed = ManuscriptForm.fields(text).filter { before[$0.name] != $0.value }
            if changed.isEmpty { html.element(.p, .class("empty"), text: "It is the same as the one before.") }
            for field in changed {
                html.element(.h2, text: field.name.capitalizedFirst)
                html.element(.div, .class("diff")) { html in
                    DiffView(diff: TextDiff(from: before[field.name] ?? "", to: field.value)).write(into: &html)
                }
            }
        }
    }
}
