import HTTPSupport
import Kernel
import Markup
import Staff

/// The entrance of the publisher's office.
struct PublisherPage {
    let accounts: Int
    let invitations: Int
    let declaration: OnePersonMode.Declaration?
    let token: String

    var page: OfficePage {
        OfficePage(title: "Publisher", area: .publisher, place: .publisher) { html in
            html.element(.h1, text: "Publisher")
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
}
