import Audience
import HTTPSupport
import Kernel
import Markup

/// The editions: what goes next, what is on its way, and what has been.
struct NewsletterDeskPage {
    /// An edition of which something is to be done.
    struct Open {
        let composed: ComposedEdition
        /// `nil` before sending has begun.
        let progress: SendingProgress?
        /// How many would get it now, before sending has begun.
        let audience: Int
    }

    /// An edition that isn’t made yet, and what it would tell if it were made now.
    struct Coming {
        let next: EditionCalendar.Coming
        let items: [EditionItem]?
    }

    let plan: NewsletterPlan
    let open: [Open]
    let coming: [Coming]
    let earlier: [Edition]
    let counts: [Edition.ID: [Delivery.State: Int]]
    /// Before which day the next page of earlier ones ends; `nil` for the last.
    let next: CalendarDay?
    let isFirst: Bool
    let subscribers: [Subscriber.State: Int]
    let member: StaffMember
    let now: Timestamp
    let token: String

    private static let mostNamed = 4

    var page: OfficePage {
        OfficePage(title: "Newsletter", area: .keeping(member), place: .newsletterDesk) { html in
            html.element(.h1, text: "Newsletter")
            guard isFirst else { return writeEarlier(into: &html) }
            NewsletterNeeds(plan: plan, subscribers: subscribers, member: member).write(into: &html)
            let underWay = open.filter { !$0.composed.edition.isOpen }
            if !underWay.isEmpty {
                html.element(.h2, text: "On its way")
                for edition in underWay { write(edition, into: &html) }
            }
            writeNext(into: &html)
            writeEarlier(into: &html)
        }
    }

    private func writeNext(into html: inout HTMLWriter) {
        let waiting = open.filter(\.composed.edition.isOpen)
        guard !waiting.isEmpty || !coming.isEmpty else { return }
        html.element(.h2, text: "Next")
        for edition in waiting { write(edition, into: &html) }
        for edition in coming { write(edition, into: &html) }
    }

    private func write(_ coming: Coming, into html: inout HTMLWriter) {
        let next = coming.next
        html.element(.section, .class("edition-card")) { html in
            html.element(.h3, text: "The next \(next.id.rhythm.adjective) edition")
            html.element(.p) { html in
                if next.made > now {
                    html.text("It is made on ")
                    html.moment(next.made)
                    html.text(" from what is new by then, and goes on ")
                } else {
                    html.text("It is made within the next minutes, and goes on ")
                }
                html.moment(next.goes)
                html.text(plan.needsApproval ? ", if somebody approves it." : ".")
            }
            guard let items = coming.items else { return }
            html.element(
                .p, .class("hint"),
                text: items.isEmpty
                    ? "Nothing is new so far; if it stays so, nothing is sent."
                    : "So far it would tell \(Self.list(items))")
        }
    }

    /// What is told, in a line.
    private static func list(_ items: [EditionItem]) -> String {
        let titles = items.prefix(mostNamed).map { "“\($0.title)”" }.joined(separator: ", ")
        let more = items.count > mostNamed ? ", and \(items.count - mostNamed) more" : ""
        return "\(items.count.of("item")): \(titles)\(more)"
    }

    private func write(_ open: Open, into html: inout HTMLWriter) {
        let edition = open.composed.edition
        let id = edition.id.description
        html.element(.section, .class("edition-card")) { html in
            html.element(.h3) { html in
                html.element(
                    .a, .href((edition.isOpen ? OfficeRoute.deskEdition(id) : .editionSending(id)).path),
                    text: edition.title)
                html.text(" ")
                html.state(of: edition)
            }
            html.element(.p, .class("edition-subject"), text: edition.subject)
            html.element(.p, text: edition.outlook(at: now))
            if let progress = open.progress {
                SendingBar(progress: progress).write(into: &html)
                html.element(.p, .class("hint"), text: SendingBar(progress: progress).summary(at: now))
            } else {
                html.element(.p, .class("hint"), text: contents(of: open))
            }
            guard edition.state == .draft else { return }
            html.element(.div, .class("actions")) { html in
                html.element(.a, .class("button"), .href(OfficeRoute.editionPreview(id).path), text: "Preview")
                html.form(.editionApproval(id), token: token) { html in
                    html.void(.input, .type("hidden"), .name("version"), .value(String(edition.version)))
                    html.element(.button, .class("primary")) { html in
                        html.text("Approve")
                        html.element(.span, .class("visually-hidden"), text: " it: \(edition.title)")
                    }
                }
            }
        }
    }

    /// What is in it and for how many, in a line.
    private func contents(of open: Open) -> String {
        "\(open.audience.of("subscriber")) · \(Self.list(open.composed.items.filter { !$0.isLeftOut }))"
    }

    private func writeEarlier(into html: inout HTMLWriter) {
        html.element(.h2, text: "Earlier")
        guard !earlier.isEmpty else {
            return html.element(
                .p, .class("empty"), text: "What was sent stands here, with what became of it.")
        }
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Earlier editions")
        ) { html in
            html.element(.table, .class("editions-table")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        html.element(.th, .scope("col"), text: "Edition")
                        html.element(.th, .scope("col"), text: "State")
                        for heading in ["Sent", "Failed", "Uncertain", "Unsubscribed"] {
                            html.element(.th, .scope("col"), .class("num"), text: heading)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for edition in earlier { html.element(.tr) { writeRow(edition, into: &$0) } }
                }
            }
        }
        if let next {
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href("\(OfficeRoute.newsletterDesk.path)?before=\(next)"), text: "Earlier ones")
            }
        }
    }

    private func writeRow(_ edition: Edition, into html: inout HTMLWriter) {
        html.element(.th, .scope("row")) { html in
            html.element(.a, .href(OfficeRoute.deskEdition(edition.id.description).path)) { html in
                html.time(edition.id.day)
                if edition.id.rhythm == .weekly { html.text(", weekly") }
            }
            if !edition.subject.isEmpty { html.element(.p, .class("hint"), text: edition.subject) }
        }
        html.element(.td) { $0.state(of: edition) }
        guard edition.started != nil else {
            for _ in 0..<4 { html.element(.td, .class("num"), text: "–") }
            return
        }
        let counts = counts[edition.id] ?? [:]
        for number in [counts[.sent], counts[.failed], counts[.uncertain], edition.departures] {
            html.element(.td, .class("num"), text: (number ?? 0).grouped)
        }
    }
}
