import HTTPSupport
import Markup

/// What somebody had typed when their session was over, ready to be sent again.
struct ResumePage {
    let form: FormBody
    let path: String
    let token: String

    /// Fields that a person filled in, rather than the page.
    private var typed: [FormBody.Field] {
        form.fields.filter { !$0.value.isEmpty && $0.name != "id" && $0.name != "base" }
    }

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "What you typed is kept")
        html.element(
            .p,
            text: "You had been signed out, or the page was from an earlier session, so nothing was changed yet.")
        html.element(.form, .method("post"), .action(path)) { html in
            html.void(.input, .type("hidden"), .name("token"), .value(token))
            for field in form.fields {
                html.void(.input, .type("hidden"), .name(field.name), .value(field.value))
            }
            html.submit("Send it now")
        }
        guard !typed.isEmpty else { return }
        html.element(.h2, text: "This will be sent")
        html.element(.dl, .class("kept")) { html in
            for field in typed.prefix(40) {
                html.element(.dt, text: field.name)
                html.element(.dd, text: field.value)
            }
        }
    }
}
