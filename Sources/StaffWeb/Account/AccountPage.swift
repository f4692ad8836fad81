import HTTPSupport
import Kernel
import Markup
import Staff

/// One's own account.
struct AccountPage {
    let account: Account
    let sessions: Int
    let hasSecondFactor: Bool
    let recoveryCodes: Int
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Your account", area: .account) { html in
            let state = FormState(errors: problem?.fieldErrors ?? [])
            html.element(.h1, text: "Your account")
            if let problem { html.problem(problem) }
            html.element(.dl, .class("facts")) { html in
                for (name, value) in [
                    ("Name", account.name), ("E-mail address", account.email),
                    ("Roles", account.roles.sorted().map(\.rawValue).joined(separator: ", ")),
                    ("Signed in", "with \(sessions) \(sessions == 1 ? "browser" : "browsers")"),
                ] {
                    html.element(.dt, text: name)
                    html.element(.dd, text: value)
                }
            }
            writeSecondFactor(state, into: &html)
            writePassword(state, into: &html)
            html.element(.h2, text: "Sign out everywhere")
            html.element(.p, text: "Ends every session of yours, this one too: for a lost computer or telephone.")
            html.form(.signOutEverywhere, token: token) { html in
                html.element(.button, text: "Sign out everywhere")
            }
        }
    }

    private func writeSecondFactor(_ state: FormState, into html: inout HTMLWriter) {
        html.element(.h2, text: "Second factor")
        guard hasSecondFactor else {
            html.element(
                .p,
                text:
                    "Signing in asks for your password only. With an app on your telephone, a stolen password is not enough."
            )
            html.element(.p) { html in
                html.element(
                    .a, .class("button"), .href(OfficeRoute.setUpSecondFactor.path), text: "Set up a second factor")
            }
            return
        }
        html.element(
            .p,
            text: "On: signing in asks for a code of your app. \(recoveryCodes) of your recovery codes are unused.")
        html.form(.recoveryCodes, token: token) { html in
            html.element(.button, text: "Make new recovery codes")
        }
        html.form(.removeSecondFactor, token: token, .class("inline")) { html in
            html.textField(
                "Code of now", name: "code", value: "", state: state, .autocomplete("one-time-code"), .required,
                .inputmode("numeric"))
            html.element(.button, text: "Turn it off")
        }
    }

    private func writePassword(_ state: FormState, into html: inout HTMLWriter) {
        html.element(.h2, text: "Password")
        html.form(.password, token: token) { html in
            html.textField(
                "Present password", name: "present", value: "", state: state, .type("password"),
                .autocomplete("current-password"), .required)
            html.textField(
                "New password", name: "new", value: "",
                hint: "At least \(Password.lengths.lowerBound) characters; a few words are easy to remember.",
                state: state, .type("password"), .autocomplete("new-password"), .required)
            html.textField(
                "New password again", name: "again", value: "", state: state, .type("password"),
                .autocomplete("new-password"), .required)
            html.element(.p, .class("hint"), text: "You will be signed out everywhere, and sign in with the new one.")
            html.element(.p, .class("actions")) { html in
                html.element(.button, text: "Change the password")
            }
        }
    }
}
