import Commerce
import HTTPSupport
import Kernel
import Markup

/// Everybody who pays or paid, and a form for a new one.
struct PartnerListPage {
    let partners: [Partner]
    let census: LinkCensus
    let values: FormBody
    let day: CalendarDay
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Partners", area: .business, place: .partners) { html in
            html.element(.h1, text: "Partners")
            if let problem { html.problem(problem) }
            html.folded("Add a partner", isOpen: problem != nil || partners.isEmpty) { html in
                html.form(.newPartner, token: token) { html in
                    let state = FormState(errors: problem?.fieldErrors ?? [])
                    html.textField(
                        "Short name", name: "slug", value: values["slug"],
                        hint: "It names the partner in addresses and can’t be changed later, such as atlas-books.",
                        state: state, .required, .spellcheck("false"), .maxlength(120))
                    PartnerForm.write(values, state, into: &html)
                    html.submit("Add the partner")
                }
            }
            html.lines("With an agreement today", partners.filter { $0.isCurrent(on: day) }, line: write)
            html.lines("To come", partners.filter { $0.since > day }, line: write)
            html.lines("Ended", partners.filter { $0.ended.map { $0 < day } ?? false }, line: write)
        }
    }

    private func write(_ partner: Partner, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.partner(partner.slug.description).path), text: partner.name)
        }
        html.element(.p, .class("hint")) { html in
            html.text("\(partner.domain) · \(partner.relationship.word.lowercased()) · since ")
            html.time(partner.since)
            if let ended = partner.ended {
                html.text(" until ")
                html.time(ended)
            }
            if partner.relationship == .affiliate { html.text(" · \(census.uses(of: partner.slug).summary)") }
        }
    }
}
