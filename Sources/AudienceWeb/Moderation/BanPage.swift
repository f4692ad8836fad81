import Audience
import HTTPSupport
import Kernel
import Markup

/// The bans that hold, those that are over, and a form for a new one.
struct BanPage {
    let inForce: [Ban]
    let past: [Ban]
    let values: FormBody
    let trial: BanTrial?
    let problem: Problem?
    let token: String

    private var isNetwork: Bool { values["kind"] == "network" }

    var page: OfficePage {
        OfficePage(title: "Bans", area: .moderation, place: .bans) { html in
            html.element(.h1, text: "Bans")
            html.element(
                .p, .class("hint"),
                text:
                    "What is banned is refused when it is sent, on every server within seconds. What stands already stays."
            )
            if let problem { html.problem(problem) }
            writeForm(into: &html)
            if let trial { write(trial, into: &html) }
            html.element(.h2, text: "In force")
            write(inForce, "Nobody and nothing is banned.", into: &html)
            html.element(.h2, text: "Over")
            write(past, "Bans that expired or were lifted stand here.", into: &html)
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.form(.bans, token: token) { html in
            if isNetwork {
                html.void(.input, .type("hidden"), .name("kind"), .value("network"))
                html.void(.input, .type("hidden"), .name("comment"), .value(values["comment"]))
                html.element(.p) { html in
                    html.text("The network from which ")
                    html.element(
                        .a, .href(OfficeRoute.moderatedComment(values["comment"]).path), text: "this comment")
                    html.text(
                        " came. Nobody can tell which one that is: it is known as a digest under the key of that day, and the key is kept as long as the ban holds."
                    )
                }
            } else {
                html.element(.div, .class("pair")) { html in
                    html.choice(
                        "What is banned", name: "kind", value: values["kind"],
                        options: [("handle", "A handle"), ("words", "A word or phrase")],
                        hint: "A network is banned from a comment’s own page.", state: state)
                    html.textField(
                        "Which", name: "value", value: values["value"],
                        hint: "In a phrase * stands for any letters, as in viagr*.", state: state, .maxlength(100),
                        .autocomplete("off"), .spellcheck("false"))
                }
            }
            html.element(.div, .class("pair")) { html in
                html.textField(
                    "For how many days", name: "days", value: values["days"],
                    hint: isNetwork ? "1 to \(BanDraft.longestNetworkBan)." : "Empty: until it is lifted.",
                    state: state,
                    .inputmode("numeric"), .maxlength(4))
                html.textField(
                    "Why", name: "reason", value: values["reason"], hint: "For your colleagues.", state: state,
                    .maxlength(BanDraft.longestReason))
            }
            html.element(.p, .class("actions")) { html in
                html.element(.button, .class("primary"), text: "Ban")
                html.element(
                    .button, .formaction(OfficeRoute.banTrial.path), text: "See what it would have kept out")
            }
        }
    }

    private func write(_ trial: BanTrial, into html: inout HTMLWriter) {
        html.element(.div, .class("notice"), .role("status")) { html in
            let kept = trial.count == 1 ? "one of them" : "\(trial.count) of them"
            html.element(
                .p,
                text: isNetwork
                    ? "\(trial.count) \(trial.count == 1 ? "comment" : "comments") came from that network on that day. No ban is set yet."
                    : "Of the \(trial.examined) comments of the last \(BanTrial.days) days it would have kept out \(trial.count == 0 ? "none" : kept). No ban is set yet."
            )
            html.element(.ul) { html in
                for comment in trial.latest {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(OfficeRoute.moderatedComment(comment.id.description).path), text: comment.handle)
                        html.text(
                            " (\(comment.state.name.lowercased())): \(CommentMarkdown.plainText(from: String(comment.text.prefix(400))).beginning(100))"
                        )
                    }
                }
            }
        }
    }

    private func write(_ bans: [Ban], _ empty: String, into html: inout HTMLWriter) {
        guard !bans.isEmpty else { return html.element(.p, .class("empty"), text: empty) }
        html.element(.ul, .class("lines decisions")) { html in
            for ban in bans { html.element(.li) { write(ban, into: &$0) } }
        }
    }

    private func write(_ ban: Ban, into html: inout HTMLWriter) {
        html.element(.div) { html in
            html.element(.p) { html in
                html.text("\(ban.kind.name): ")
                if ban.kind == .network, let day = CalendarDay(ban.value) {
                    html.text("one of ")
                    html.time(day)
                } else {
                    html.element(.strong, text: ban.value)
                }
            }
            html.element(.p, .class("hint")) { html in
                html.text("\(ban.reason) · \(ban.name), ")
                html.time(ban.made)
                if let expires = ban.expires {
                    html.text(" · up to ")
                    html.moment(expires)
                }
                if let name = ban.liftedBy { html.text(" · lifted by \(name)") }
            }
        }
        guard ban.lifted == nil, inForce.contains(ban) else { return }
        html.form(.banLift(ban.id.description), token: token) { html in
            html.element(.button, .class("quiet")) { html in
                html.text("Lift")
                html.element(.span, .class("visually-hidden"), text: " the ban of \(ban.value)")
            }
        }
    }
}

extension Ban.Kind {
    var name: String {
        switch self {
        case .handle: "Handle"
        case .words: "Words"
        case .network: "Network"
        }
    }
}
