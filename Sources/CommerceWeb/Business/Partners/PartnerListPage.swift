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
                    html.element(.p, .class("actions")) { html in
                        html.element(.button, .class("primary"), text: "Add the partner")
                    }
                }
            }
            for (title, list) in [
                ("With an agreement today", partners.filter { $0.isCurrent(on: day) }),
                ("To come", partners.filter { $0.since > day }),
                ("Ended", partners.filter { partner in partner.ended.map { $0 < day } ?? false }),
            ] where !list.isEmpty {
                html.element(.h2, text: title)
                html.element(.ul, .class("lines")) { html in
                    for partner in list { html.element(.li) { write(partner, into: &$0) } }
                }
            }
        }
    }

    private func write(_ partner: Partner, into html: inout HTMLWriter) {
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

/// One partner.
struct PartnerPage {
    let partner: Partner
    let programmes: [Programme]
    let uses: LinkCensus.Uses
    let events: [CommerceEvent]
    let values: FormBody
    let day: CalendarDay
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: partner.name, area: .business, place: .partners) { html in
            html.element(.h1, text: partner.name)
            if let problem { html.problem(problem) }
            html.form(.partner(partner.slug.description), token: token) { html in
                PartnerForm.write(values, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.element(.p, .class("actions")) { $0.element(.button, .class("primary"), text: "Save") }
            }
            if partner.relationship == .affiliate {
                html.element(.h2, text: "Programmes")
                ProgrammeLines(programmes: programmes, day: day).write(into: &html)
                html.element(.p) { html in
                    html.element(
                        .a, .href("\(OfficeRoute.newProgramme.path)?partner=\(partner.slug)"), text: "Add a programme")
                }
                html.element(.h2, text: "Where it is linked")
                html.uses(uses)
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }
}
