import HTTPSupport
import Kernel
import Markup

/// Where an authenticator app is set up.
struct SecondFactorPage {
    let typed: String
    let address: String
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Set up a second factor", area: .account) { html in
            html.element(.h1, text: "Set up a second factor")
            if let problem { html.problem(problem) }
            html.element(.ol, .class("steps")) { html in
                html.element(.li) { html in
                    html.element(
                        .p, text: "Open an authenticator app on your telephone, and have it scan this picture:")
                    QRCode(address)?.write(into: &html, label: "QR code for the app")
                    html.element(.p) { html in
                        html.text("Or type this into the app: ")
                        html.element(.code, .class("secret"), text: grouped)
                    }
                }
                html.element(.li) { html in
                    html.form(.setUpSecondFactor, token: token) { html in
                        html.textField(
                            "Type the code that the app shows now", name: "code", value: "",
                            state: FormState(errors: problem?.fieldErrors ?? []), .autocomplete("one-time-code"),
                            .inputmode("numeric"), .required)
                        html.submit("Turn it on")
                    }
                }
            }
        }
    }

    /// In fours, as it is easier to type.
    private var grouped: String {
        let letters = Array(typed)
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: " ")
    }
}

/// The codes that help when the telephone is lost.
struct RecoveryCodesPage {
    let codes: [String]

    var page: OfficePage {
        OfficePage(title: "Recovery codes", area: .account) { html in
            html.element(.h1, text: "Keep these codes")
            html.element(
                .p,
                text:
                    "Each lets you in once without the app, such as when the telephone is lost. They are shown now and never again: print them, or keep them in a password manager."
            )
            html.element(.ul, .class("codes")) { html in
                for code in codes { html.element(.li) { $0.element(.code, text: code) } }
            }
            html.element(.p) { html in
                html.element(.a, .class("button"), .href(OfficeRoute.account.path), text: "I have kept them")
            }
        }
    }
}
