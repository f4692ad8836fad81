import Editorial
import HTTPSupport
import Kernel
import Markup

/// One policy: the form, how it will look, and the texts before it.
struct PolicyEditPage {
    let subject: Policy.Subject
    /// The text in force first.
    let versions: [PolicyVersion]
    /// What was sent and could not be saved.
    let typed: FormBody?
    let token: String
    let problem: Problem?

    private var present: Policy? { versions.first?.policy }

    var page: OfficePage {
        OfficePage(title: subject.name, area: .publisher, place: .policies, isWide: true) { html in
            html.element(.h1, text: subject.name)
            if let problem { html.problem(problem) }
            html.element(.div, .class("beside")) { html in
                html.element(.div) { html in
                    writeForm(into: &html)
                    writeVersions(into: &html)
                }
                html.element(.section, .class("preview")) { html in
                    html.element(.h2, text: "Preview")
                    html.element(
                        .iframe, .name("preview"), .title("How the page looks to readers"),
                        .src(
                            versions.first.map {
                                OfficeRoute.policyVersion(subject.rawValue, number: String($0.number)).path
                            } ?? "about:blank"), .sandbox("allow-same-origin")
                    ) { _ in }
                }
            }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.form(.policy(subject.rawValue), token: token) { html in
            // What was typed over a text that is no longer in force is to be saved over the one that is.
            html.void(.input, .type("hidden"), .name("base"), .value(String(versions.first?.number ?? 0)))
            html.textField(
                "Title", name: "title", value: typed?["title"] ?? present?.title ?? subject.name, state: state,
                .required, .maxlength(120))
            html.textField(
                "Description", name: "description", value: typed?["description"] ?? present?.description ?? "",
                hint: "Plain text for search engines.", state: state, .required, .maxlength(300))
            html.textArea(
                "Text", name: "body", value: typed?["body"] ?? present?.body ?? "", rows: 24, hint: "Markdown.",
                state: state, .class("body-text"), .required)
            html.element(.p, .class("actions")) { html in
                html.element(
                    .button, .formaction(OfficeRoute.policyPreview(subject.rawValue).path), .formtarget("preview"),
                    text: "Show the preview")
                html.element(.button, .class("primary"), text: "Put in force")
            }
        }
    }

    private func writeVersions(into html: inout HTMLWriter) {
        html.element(.h2, text: "Texts")
        if versions.isEmpty { html.element(.p, .class("empty"), text: "The texts that were in force stand here.") }
        html.element(.ul, .class("lines")) { html in
            for version in versions {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.element(
                            .a,
                            .href(
                                OfficeRoute.policyVersion(subject.rawValue, number: String(version.number)).path),
                            .target("preview"), text: "Text \(version.number)")
                        html.text(", in force since ")
                        html.time(version.policy.updated)
                    }
                }
            }
        }
    }
}
