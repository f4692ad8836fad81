import Commerce
import HTTPSupport
import Kernel
import Markup

/// The secrets by which networks tell of sales at once.
struct PostbackPage {
    /// One that was just made.
    struct Made {
        let programme: Programme
        let scheme: PostbackSecret.Scheme
        let secret: String
    }

    let programmes: [Programme]
    let secrets: [PostbackSecret]
    let refusals: Int
    let origin: String
    let made: Made?
    /// Of the secret that the form would make, so that a form that is sent twice makes one.
    let newID: PostbackSecret.ID
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Postbacks", area: .business, place: .earnings) { html in
            html.element(.h1, text: "Postbacks")
            html.earningPlaces(.postbacks)
            if let problem { html.problem(problem) }
            if let made { write(made, into: &html) }
            html.element(
                .p, .class("hint"),
                text: """
                    A network or merchant can tell each sale at once, by asking for an address of this site. A signature \
                    proves every word of it, and can’t be used again later. A token only proves that whoever sends it \
                    knows the token, and stands in the logs of both sides: use it where a network can’t sign.
                    """)
            html.element(
                .p,
                text: refusals == 0
                    ? "No postback was refused for its signature or token since the server started."
                    : "\(refusals) \(refusals == 1 ? "postback was" : "postbacks were") refused for the signature or token since the server started."
            )
            guard !programmes.isEmpty else { return html.programmeIsMissing(for: "A secret") }
            writeSecrets(into: &html)
            html.element(.h2, text: "Make a secret")
            html.form(.postbacks, token: token) { html in
                html.void(.input, .type("hidden"), .name("id"), .value(newID.description))
                let state = FormState(errors: problem?.fieldErrors ?? [])
                html.choice(
                    "Programme", name: "programme", value: values["programme"],
                    options: [("", "Choose")] + programmes.map { ($0.id.description, $0.name) }, state: state)
                html.choice(
                    "Kind", name: "scheme", value: values["scheme"],
                    options: [("signature", "Signature"), ("token", "Token")],
                    hint: "An earlier secret of the same kind is taken for one more day.", state: state)
                html.submit("Make a secret")
            }
        }
    }

    private func write(_ made: Made, into html: inout HTMLWriter) {
        html.element(.div, .class("notice")) { html in
            html.element(.p) { $0.element(.strong, text: "The secret of \(made.programme.name), shown this once:") }
            html.element(.p) { $0.element(.code, .class("secret"), text: made.secret) }
            let path = "\(origin)\(Route.postback(made.programme.id.description).path)"
            html.element(.p) { html in
                html.text("The address: ")
                html.element(.code, text: made.scheme == .token ? "\(path)?token=\(made.secret)" : path)
            }
            html.element(
                .p,
                text: """
                    Parameters: transaction, status, commission and currency; day, sale and sub_id where they are known\
                    \(made.scheme == .signature ? "; timestamp and signature" : "").
                    """)
        }
    }

    private func writeSecrets(into html: inout HTMLWriter) {
        html.element(.h2, text: "Programmes with a secret")
        let used = programmes.filter { programme in secrets.contains { $0.programme == programme.id } }
        guard !used.isEmpty else {
            return html.element(.p, .class("empty"), text: "None yet, so every postback is refused.")
        }
        html.element(.ul, .class("lines")) { html in
            for programme in used {
                html.element(.li) { html in
                    html.element(.p, .class("line-title"), text: programme.name)
                    for secret in secrets where secret.programme == programme.id {
                        html.element(.p) { html in
                            html.text(secret.scheme == .signature ? "Signature, made on " : "Token, made on ")
                            html.time(secret.made)
                            if let ends = secret.ends {
                                html.text(", taken until ")
                                html.element(
                                    .time, .datetime(ends.rfc3339), text: Zone.current.reading(of: ends).written)
                            }
                        }
                    }
                    html.form(.postbacks, token: token) { html in
                        html.void(.input, .type("hidden"), .name("programme"), .value(programme.id.description))
                        html.element(
                            .button, .class("quiet"), .name("end"), .value("yes"), text: "End its secrets at once")
                    }
                }
            }
        }
    }
}
