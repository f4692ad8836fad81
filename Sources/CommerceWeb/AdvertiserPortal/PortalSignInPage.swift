import HTTPSupport
import Kernel
import Markup

/// Where somebody asks for a link to sign in.
struct PortalSignInPage {
    /// Whether the site can send one.
    let sendsMail: Bool
    var address = ""
    var isSent = false
    var problem: Problem?

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "For advertisers")
        guard sendsMail else {
            return html.element(
                .p,
                text: """
                    This site sends no mail. Ask the person with whom you book for a link: it signs you in to your \
                    campaigns and invoices.
                    """)
        }
        if let problem { html.problem(problem) }
        guard !isSent else {
            html.element(.p, .class("notice"), .role("status")) { html in
                html.text(
                    "If somebody of an advertiser has this address, a link is on its way. It works once, within 30 minutes."
                )
            }
            return html.element(.p) { html in
                html.element(.a, .href(PortalRoute.signIn.path), text: "Use another address")
            }
        }
        html.element(
            .p, text: "You get a link by mail that signs you in to your campaigns and invoices. There is no password.")
        html.element(.form, .method("post"), .action(PortalRoute.signIn.path)) { html in
            html.textField(
                "E-mail address", name: "address", value: address, state: FormState(errors: problem?.fieldErrors ?? []),
                .type("email"), .autocomplete("email"), .required, .maxlength(EmailAddress.longest))
            html.submit("Send me a link")
        }
    }
}
