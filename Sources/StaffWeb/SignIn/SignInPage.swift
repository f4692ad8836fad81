import HTTPSupport
import Kernel
import Markup

/// The form for an address and a password.
struct SignInPage {
    /// Where to go after it.
    var next: String
    /// The form that was sent when the session was over, to be sent again after it; it may have no fields.
    var kept: String?
    /// Whether a form was sent that held a password or a code, which is kept nowhere.
    var droppedSecret = false
    var email = ""
    var problem: Problem?

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "Sign in")
        if let problem {
            html.problem(problem)
        } else if kept != nil || droppedSecret {
            html.element(
                .p, .class("notice"), .role("status"),
                text: droppedSecret
                    ? "You were signed out, and nothing was changed. Passwords and codes are not kept; type them again."
                    : "You were signed out. What you typed is kept; sign in and it can be sent.")
        }
        html.element(.form, .method("post"), .action(OfficeRoute.signIn.path)) { html in
            html.void(.input, .type("hidden"), .name("next"), .value(next))
            if let kept { html.void(.input, .type("hidden"), .name("kept"), .value(kept)) }
            html.textField(
                "E-mail address", name: "email", value: email, state: FormState(), .type("email"),
                .autocomplete("username"), .required, email.isEmpty ? .autofocus : nil)
            html.textField(
                "Password", name: "password", value: "", state: FormState(), .type("password"),
                .autocomplete("current-password"), .required, email.isEmpty ? nil : .autofocus)
            html.submit("Sign in")
        }
    }
}

/// The form for the code of a second factor.
struct CodePage {
    var next: String
    var kept: String?
    var problem: Problem?

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "Your code")
        if let problem { html.problem(problem) }
        html.element(.form, .method("post"), .action(OfficeRoute.secondFactor.path)) { html in
            html.void(.input, .type("hidden"), .name("next"), .value(next))
            if let kept { html.void(.input, .type("hidden"), .name("kept"), .value(kept)) }
            html.textField(
                "Code", name: "code", value: "",
                hint: "The six digits that your app shows, or one of your recovery codes.", state: FormState(),
                .autocomplete("one-time-code"), .required, .autofocus, .autocapitalize("none"), .spellcheck("false"))
            html.submit("Continue")
        }
    }
}
