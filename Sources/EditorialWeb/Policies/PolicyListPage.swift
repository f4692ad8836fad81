import Editorial
import HTTPSupport
import Kernel
import Markup

/// The texts in which the site tells how it works.
struct PolicyListPage {
    let policies: [(subject: Policy.Subject, version: PolicyVersion?)]

    var page: OfficePage {
        OfficePage(title: "Policies", area: .publisher, place: .policies) { html in
            html.element(.h1, text: "Policies")
            html.element(
                .p, text: "In these texts the site tells readers how it works. Every text that was in force is kept.")
            html.element(.ul, .class("lines")) { html in
                for (subject, version) in policies {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) { html in
                            html.element(
                                .a, .href(OfficeRoute.policy(subject.rawValue).path), .dir("auto"),
                                text: version?.policy.title ?? subject.name)
                        }
                        html.element(.p, .class("hint")) { html in
                            guard let version else { return html.text("Not written yet") }
                            html.text("\(subject.route.path) · text \(version.number), in force since ")
                            html.time(version.policy.updated)
                        }
                    }
                }
            }
        }
    }
}
