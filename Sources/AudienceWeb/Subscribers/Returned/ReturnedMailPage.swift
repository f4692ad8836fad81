import Audience
import HTTPSupport
import Kernel
import Markup

/// Bounces and complaints, the latest first.
struct ReturnedMailPage {
    let counts: [BounceEvent.Kind: Int]
    /// Only these are listed; `nil` for all.
    let kind: BounceEvent.Kind?
    let mails: [ReturnedMail]
    let hasMore: Bool
    let unread: Int

    var page: OfficePage {
        OfficePage(title: "What came back", area: .publisher, place: .subscribers) { html in
            html.element(.h1, text: "What came back")
            SubscriberPlaces(current: .returnedMail, unread: unread).write(into: &html)
            html.element(.h2, text: "In the last 30 days")
            html.element(.dl, .class("facts")) { html in
                for kind in BounceEvent.Kind.allCases {
                    html.element(.dt, text: kind.heading)
                    html.element(.dd, text: "\(counts[kind] ?? 0)")
                }
            }
            html.element(.h2, text: "One by one")
            writeFilter(into: &html)
            writeList(into: &html)
        }
    }

    private func writeFilter(into html: inout HTMLWriter) {
        html.element(.form, .class("filter"), .method("get"), .action(OfficeRoute.returnedMail.path)) { html in
            html.choice(
                "Show", name: "kind", value: kind?.rawValue ?? "",
                options: [("", "Everything")] + BounceEvent.Kind.allCases.map { ($0.rawValue, $0.heading) },
                state: FormState())
            html.element(.button, text: "Show")
        }
    }

    private func writeList(into html: inout HTMLWriter) {
        guard !mails.isEmpty else {
            return html.element(
                .p, .class("empty"),
                text: kind == nil
                    ? "Mails that come back stand here, with what was done about each." : "Nothing of this kind.")
        }
        html.element(.ul, .class("lines")) { html in
            for mail in mails { html.element(.li) { write(mail, into: &$0) } }
        }
        guard hasMore, let last = mails.last else { return }
        html.element(.p, .class("pages")) { html in
            let filter = kind.map { "kind=\($0.rawValue)&" } ?? ""
            html.element(.a, .href("\(OfficeRoute.returnedMail.path)?\(filter)before=\(last.id)"), text: "Earlier")
        }
    }

    private func write(_ mail: ReturnedMail, into html: inout HTMLWriter) {
        html.element(.p) { html in
            html.element(.strong, text: mail.kind.heading)
            html.text(" · ")
            html.element(
                .span, .class("address"), .dir("auto"),
                text: mail.address?.text ?? "an address that isn’t kept any more")
        }
        html.element(.p, .class("hint")) { html in
            html.element(.time, .datetime(mail.at.rfc3339), text: mail.at.localReading.written)
            html.text(" · edition of \(mail.edition.day.written) · \(mail.source) · \(mail.kind.consequence)")
            if mail.isForgiven { html.text("; allowed again since") }
        }
        // A server’s words have its status in them as a rule.
        let status = mail.detail.contains(mail.status) ? "" : mail.status
        let words = [status, mail.detail].filter { !$0.isEmpty }.joined(separator: " ")
        if !words.isEmpty { html.element(.p, .class("hint quoted"), .dir("auto"), text: words) }
    }
}

extension BounceEvent.Kind {
    /// What it is, as a heading of figures.
    var heading: String {
        switch self {
        case .hard: "No such address"
        case .soft: "Not delivered for now"
        case .full: "Mailbox full"
        case .policy: "Sender refused"
        case .complaint: "Called spam"
        }
    }

    /// What follows from it.
    fileprivate var consequence: String {
        switch self {
        case .hard, .complaint: "nothing more is sent there"
        case .soft, .full: "counted; five within 30 days end it"
        case .policy: "sending paused; no address is blamed"
        }
    }
}
