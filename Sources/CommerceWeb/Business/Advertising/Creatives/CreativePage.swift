import Commerce
import HTTPSupport
import Kernel
import Markup

/// One creative: how it looks, whether it may be shown, and what it consists of.
struct CreativePage {
    let reviewed: ReviewedCreative
    let booked: BookedFlight
    let events: [CommerceEvent]
    /// Whether the site allows frames of third parties.
    let allowsFrames: Bool
    let values: FormBody
    /// Why somebody wanted to refuse it.
    let reason: String
    let token: String
    let problem: Problem?

    private var creative: Creative { reviewed.creative }
    private var id: String { creative.id.description }
    private var state: FormState { FormState(errors: problem?.fieldErrors ?? []) }

    var page: OfficePage {
        OfficePage(title: creative.name, area: .business, place: .advertising, isWide: true) { html in
            html.creativeTrail(booked)
            html.element(.h1, text: creative.name)
            if let problem { html.problem(problem) }
            html.element(.div, .class("beside")) { html in
                html.element(.div) { html in
                    writeApproval(into: &html)
                    if creative.ended == nil { writeForm(into: &html) }
                    html.element(.h2, text: "History")
                    html.history(events)
                }
                html.element(.section, .class("preview")) { html in
                    html.element(.h2, text: "In its slot")
                    html.element(.p) { html in
                        html.element(
                            .a, .href(OfficeRoute.creativePreview(id).path),
                            text: "On a phone, a tablet and a desktop computer, light and dark")
                    }
                    html.creativeFrame(creative, title: "How the creative looks in an article")
                }
            }
        }
    }

    private func writeApproval(into html: inout HTMLWriter) {
        let review = reviewed.review
        html.element(.p) { html in
            html.approval(of: reviewed)
            if let decided = review.decided, creative.ended == nil {
                html.text(" by \(decided.name) on ")
                html.time(decided.at)
            }
            if let ended = creative.ended {
                html.text(" on ")
                html.time(ended)
            }
        }
        if let refusal = review.refusal { html.element(.p, .class("quoted"), text: refusal) }
        html.element(.p) { html in
            html.text(creative.tag == nil ? "A click leads to " : "Its frame is at ")
            html.element(
                .a, .class("address"), .href(creative.destination), .rel("nofollow noopener"),
                text: creative.destination)
        }
        if creative.tag != nil, !allowsFrames {
            html.element(.p, .class("notice"), text: FlightPage.framesAreOff)
        }
        guard creative.ended == nil, review.state != .draft else { return }
        html.form(.creativeDecision(id), token: token) { html in
            html.void(.input, .type("hidden"), .name("revision"), .value(String(review.revision)))
            if review.state != .approved {
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .class("primary"), .name("verdict"), .value("approve"), text: "Approve it")
                }
            }
            let isAsked = review.state == .awaiting || state.errors.contains { $0.field == "reason" }
            html.folded(
                review.state == .refused ? "Refuse it for another reason" : "Refuse it", isOpen: isAsked
            ) { html in
                html.textArea(
                    "Why", name: "reason", value: reason, rows: 2, hint: "The advertiser reads it.", state: state,
                    .maxlength(300))
                html.element(.p, .class("actions")) { html in
                    html.element(.button, .name("verdict"), .value("refuse"), text: "Refuse it")
                }
            }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        html.element(.h2, text: "What it consists of")
        if reviewed.review.state != .approved {
            html.element(
                .p, .class("hint"), text: "What you save here is approved with it.")
        }
        html.form(.creative(id), token: token, .enctype("multipart/form-data")) { html in
            CreativeForm.write(values, creative.picture, state, into: &html)
            html.submit("Save")
        }
        html.form(.creativeEnd(id), token: token) { html in
            html.element(.p, .class("hint"), text: "An ended creative stays as it is and can’t be shown again.")
            html.element(.button, text: "End the creative now")
        }
    }
}
