import HTTPSupport
import Kernel
import Markup
import Secrets
import Staff

/// Where somebody who was invited chooses a name and a password.
struct InvitationPage {
    let invitation: Invitation
    let secret: Secret
    let name: String
    var problem: Problem?

    func write(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.element(.h1, text: "Your account")
        if let problem { html.problem(problem) }
        let roles = invitation.roles.sorted().map(\.rawValue).joined(separator: ", ")
        html.element(
            .p, text: "\(invitation.invitedBy) has invited you as \(roles). You will sign in as \(invitation.email).")
        html.element(.form, .method("post"), .action(OfficeRoute.invitation(secret.text).path)) { html in
            html.textField(
                "Your name", name: "name", value: name, hint: "As colleagues see it.", state: state,
                .autocomplete("name"), .required)
            html.textField(
                "Password", name: "password", value: "",
                hint: "At least \(Password.lengths.lowerBound) characters; a few words are easy to remember.",
                state: state, .type("password"), .autocomplete("new-password"), .required)
            html.submit("Make the account")
        }
    }
}
