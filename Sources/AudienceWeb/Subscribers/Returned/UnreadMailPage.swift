import Audience
import HTTPSupport
import Kernel
import Markup

/// One mail that a person has to look at: as text, of which nothing is run and nothing is loaded.
struct UnreadMailPage {
    let mail: UnreadMail
    let glance: MailGlance
    let token: String

    var page: OfficePage {
        OfficePage(title: glance.title, area: .publisher, place: .subscribers) { html in
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(OfficeRoute.unreadMails.path), text: "All mail to look at")
            }
            html.element(.h1, .dir("auto"), text: glance.title)
            writeFacts(into: &html)
            html.element(.h2, text: "What it says")
            if glance.text.isEmpty {
                html.element(.p, .class("empty"), text: "There is no text in it.")
            } else {
                html.element(.pre, .class("mail-text"), .dir("auto"), .tabindex(0), text: glance.text)
            }
            html.element(.p, .class("pages")) { html in
                html.element(
                    .a, .href(OfficeRoute.unreadMailFile(mail.id.description).path),
                    text: "Save the whole mail as a file")
            }
            html.form(.unreadMailDismissal(mail.id.description), token: token) { html in
                html.submit("Done: delete it")
            }
        }
    }

    private func writeFacts(into html: inout HTMLWriter) {
        html.element(.dl, .class("facts mail-facts")) { html in
            html.element(.dt, text: "From")
            html.element(.dd, .class("address"), .dir("auto"), text: glance.sender)
            html.element(.dt, text: "To")
            html.element(.dd, .class("address"), text: mail.recipient)
            html.element(.dt, text: "Came")
            html.element(.dd) { html in
                html.element(.time, .datetime(mail.at.rfc3339), text: mail.at.localReading.written)
            }
            html.element(.dt, text: "Why it is here")
            html.element(.dd, text: mail.reason.words)
            html.element(.dt, text: "Size")
            html.element(.dd, text: size)
        }
    }

    private var size: String {
        let whole = "\((mail.size + 1023) / 1024) kB"
        return mail.size > mail.content.count ? "\(whole), of which \(mail.content.count / 1024) kB are kept" : whole
    }
}
