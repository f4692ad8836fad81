import Audience
import HTTPSupport
import Kernel
import Markup

/// Mail that came back and that no program understood, the latest first.
struct UnreadMailListPage {
    let mails: [(mail: UnreadMail, glance: MailGlance)]
    let hasMore: Bool
    let unread: Int
    let token: String

    var page: OfficePage {
        OfficePage(title: "Mail to look at", area: .publisher, place: .subscribers) { html in
            html.element(.h1, text: "Mail to look at")
            SubscriberPlaces(current: .unreadMails, unread: unread).write(into: &html)
            html.element(
                .p, .class("hint"),
                text: """
                    It came to the newsletter’s addresses, and nothing was done about it. A mail is kept for 90 days, and 1,000 of them \
                    at most; then the oldest gives way.
                    """)
            guard !mails.isEmpty else {
                return html.element(
                    .p, .class("empty"),
                    text: "Answers of readers, and reports that no program understands, stand here.")
            }
            html.element(.ul, .class("lines")) { html in
                for (mail, glance) in mails { html.element(.li) { write(mail, glance, into: &$0) } }
            }
            guard hasMore, let last = mails.last?.mail else { return }
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href("\(OfficeRoute.unreadMails.path)?before=\(last.id)"), text: "Earlier")
            }
        }
    }

    private func write(_ mail: UnreadMail, _ glance: MailGlance, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(
                .a, .href(OfficeRoute.unreadMail(mail.id.description).path), .dir("auto"), text: glance.title)
        }
        html.element(.p, .class("hint")) { html in
            html.element(.time, .datetime(mail.at.rfc3339), text: mail.at.localReading.written)
            html.text(" · \(mail.reason.words) · from ")
            html.element(.span, .class("address"), .dir("auto"), text: glance.sender)
        }
    }
}

extension MailGlance {
    private static let longestTitle = 120

    var title: String {
        guard subject.count > Self.longestTitle else { return subject.isEmpty ? "Without a subject" : subject }
        return "\(subject.prefix(Self.longestTitle))…"
    }
    var sender: String { from.isEmpty ? "nobody" : from }
}

extension UnreadMail.Reason {
    /// Why nothing was done about it.
    var words: String {
        switch self {
        case .words: "not understood"
        case .delivery: "about a delivery that is unknown here"
        case .address: "about another address than the one that was written to"
        case .letter: "an answer to an edition"
        }
    }
}
