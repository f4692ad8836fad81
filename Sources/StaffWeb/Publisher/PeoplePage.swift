import HTTPSupport
import Kernel
import Markup
import Staff

/// Everybody who works here, with what they may do.
struct PeoplePage {
    let accounts: [Account]
    let invitations: [Invitation]
    let reader: StaffID
    /// The link of an invitation that was made just now.
    let invited: (email: String, link: String)?
    let typed: FormBody
    let token: String
    let problem: Problem?

    private static let offered: [(role: Role, does: String)] = [
        (.writer, "Writes articles and hands them in."),
        (.editor, "Reviews, schedules, publishes and corrects what others wrote."),
        (.factChecker, "Checks facts and sources."), (.moderator, "Looks after the discussions."),
        (.business, "Looks after advertising and partners; never holds an editorial role."),
        (.publisher, "Manages people and settings."),
    ]

    var page: OfficePage {
        OfficePage(title: "People", area: .publisher, place: .people) { html in
            html.element(.h1, text: "People")
            if let problem { html.problem(problem) }
            if let invited { write(invited, into: &html) }
            html.element(.ul, .class("people")) { html in
                for account in accounts { write(account, into: &html) }
            }
            if !invitations.isEmpty { writeInvitations(into: &html) }
            writeForm(into: &html)
        }
    }

    private func write(_ invited: (email: String, link: String), into html: inout HTMLWriter) {
        html.element(.div, .class("notice"), .role("status")) { html in
            html.element(
                .p, text: "Send this link to \(invited.email). It works once, for a week, and is shown only now:")
            html.element(.p) { $0.element(.code, .class("link"), text: invited.link) }
        }
    }

    private func write(_ account: Account, into html: inout HTMLWriter) {
        html.element(.li) { html in
            html.element(.h2, text: account.name)
            html.element(.p, .class("hint")) { html in
                html.text(account.email)
                if let disabled = account.disabled {
                    html.text(" · cannot sign in since ")
                    html.time(disabled)
                }
                if account.id == reader { html.text(" · you") }
            }
            html.form(.roles(of: account.id.description), token: token, .class("roles")) { html in
                html.element(.fieldset) { html in
                    html.element(.legend, .class("visually-hidden"), text: "Roles of \(account.name)")
                    for (role, _) in Self.offered {
                        html.box(
                            role.rawValue, name: "role", value: role.rawValue, isTicked: account.roles.contains(role),
                            id: "\(account.id)-\(role.rawValue)")
                    }
                }
                html.element(.button, text: "Save the roles")
            }
            if account.id != reader {
                let route: OfficeRoute =
                    account.disabled == nil
                    ? .disable(account.id.description) : .enable(account.id.description)
                html.form(route, token: token) { html in
                    html.element(
                        .button, .class("quiet"),
                        text: account.disabled == nil
                            ? "Disable \(account.name)" : "Let \(account.name) sign in again")
                }
            }
        }
    }

    private func writeInvitations(into html: inout HTMLWriter) {
        html.element(.h2, text: "Open invitations")
        html.element(.ul, .class("plain")) { html in
            for invitation in invitations {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.text("\(invitation.name), \(invitation.email), ")
                        html.text(invitation.roles.sorted().map(\.rawValue).joined(separator: ", "))
                        html.text("; until ")
                        html.time(invitation.expires)
                    }
                    html.form(.withdrawInvitation, token: token) { html in
                        html.void(.input, .type("hidden"), .name("email"), .value(invitation.email))
                        html.element(.button, .class("quiet"), text: "Withdraw the one for \(invitation.email)")
                    }
                }
            }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: invited == nil ? problem?.fieldErrors ?? [] : [])
        let kept = invited == nil ? typed : FormBody()
        html.element(.h2, text: "Invite somebody")
        html.form(.invite, token: token) { html in
            html.textField("Name", name: "name", value: kept["name"], state: state, .required, .autocomplete("off"))
            html.textField(
                "E-mail address", name: "email", value: kept["email"], state: state, .type("email"), .required,
                .autocomplete("off"))
            html.element(.fieldset) { html in
                html.element(.legend, text: "Roles")
                for (role, does) in Self.offered {
                    html.box(
                        "\(role.rawValue): \(does)", name: "role", value: role.rawValue,
                        isTicked: kept.all("role").contains(role.rawValue), id: "invite-\(role.rawValue)")
                }
            }
            html.submit("Make an invitation")
        }
    }
}
