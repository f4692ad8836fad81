import HTTPSupport
import Kernel
import Markup
import Staff

/// The entrance of the publisher's office.
struct PublisherPage {
    let accounts: Int
    let invitations: Int
    let declaration: OnePersonMode.Declaration?
    let beginnings: Beginnings
    let token: String

    var page: OfficePage {
        OfficePage(title: "Publisher", area: .publisher, place: .publisher) { html in
            html.element(.h1, text: "Publisher")
            writeBeginnings(into: &html)
            html.element(.h2, text: "People")
            html.element(.p) { html in
                html.text(accounts == 1 ? "One person works here" : "\(accounts) people work here")
                html.text(
                    invitations == 0
                        ? ". " : ", and \(invitations) \(invitations == 1 ? "invitation is" : "invitations are") open. "
                )
                html.element(.a, .href(OfficeRoute.people.path), text: "See everybody")
            }
            html.element(.h2, text: "Independence")
            if let declaration {
                html.element(.p) { html in
                    html.text("One-person mode was declared by \(declaration.declaredBy) on ")
                    html.time(declaration.since)
                    html.text(
                        ": the same person may write, approve and sell. Your standards page tells readers so.")
                }
                html.form(.onePersonMode, token: token) { html in
                    html.void(.input, .type("hidden"), .name("mode"), .value("revoke"))
                    html.element(.button, text: "Take the declaration back")
                }
            } else {
                html.element(
                    .p,
                    text: """
                        Nobody here holds an editorial role and the business role at once, and nobody approves what \
                        they wrote. A site that one person runs can declare so; the standards page then tells readers.
                        """)
                html.form(.onePersonMode, token: token) { html in
                    html.void(.input, .type("hidden"), .name("mode"), .value("declare"))
                    html.element(.button, text: "Declare one-person mode")
                }
            }
        }
    }

    /// What is to be done before a first article can be published; nothing once there is one.
    private func writeBeginnings(into html: inout HTMLWriter) {
        guard beginnings.articles == 0 else { return }
        html.element(.h2, text: "To begin")
        html.element(.ol) { html in
            for (route, text, isDone) in [
                (OfficeRoute.settings, "Look over the site’s name, its time zone and its colours", false),
                (.sections, "Add a section for articles to stand in", beginnings.sections > 0),
                (.bylines, "Add a byline: the name that stands on articles", beginnings.bylines > 0),
                (.policies, "Say in your own words how you make money and which standards you keep", false),
                (
                    .people,
                    "Invite a writer and an editor: nobody approves what they wrote, unless you declare one-person mode",
                    accounts > 1 || declaration != nil
                ),
            ] {
                html.element(.li) { html in
                    html.element(.a, .href(route.path), text: text)
                    if isDone { html.text(" (done)") }
                }
            }
        }
        html.element(
            .p, .class("hint"), text: "Then a writer begins an article at the desk, and an editor publishes it.")
    }
}
