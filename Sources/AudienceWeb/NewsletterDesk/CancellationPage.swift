import Audience
import HTTPSupport
import Kernel
import Markup

/// Asks before an edition is cancelled, which can’t be taken back.
struct CancellationPage {
    let edition: Edition
    /// `nil` before sending has begun.
    let progress: SendingProgress?
    let member: StaffMember
    let token: String

    private var id: String { edition.id.description }

    var page: OfficePage {
        OfficePage(title: "Cancel an edition", area: .keeping(member), place: .newsletterDesk) { html in
            html.element(.h1, text: "Cancel the \(edition.id.rhythm.adjective) edition of \(edition.id.day.written)")
            html.element(.p, .class("edition-subject"), text: edition.subject)
            html.element(.p, text: consequence)
            html.form(.editionCancellation(id), token: token) { html in
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), text: "Cancel it for good")
                    let back: OfficeRoute = edition.started == nil ? .deskEdition(id) : .editionSending(id)
                    html.element(.a, .class("button"), .href(back.path), text: "Go back")
                }
            }
        }
    }

    private var consequence: String {
        guard let progress else {
            return """
                It goes to nobody. What it tells is told by the next edition, which begins where the last one that went \
                ended. This can’t be taken back; to let it wait, hold it instead.
                """
        }
        let bar = SendingBar(progress: progress)
        let rest = bar.total - progress.settled
        return """
            \((progress.counts[.sent] ?? 0).grouped) have it already, and \(rest.grouped) don’t get it any more. What it tells \
            counts as told, and the next edition doesn’t repeat it. This can’t be taken back; to stop for a while, pause it instead.
            """
    }
}
