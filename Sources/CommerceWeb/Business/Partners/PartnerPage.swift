import Commerce
import HTTPSupport
import Kernel
import Markup

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
                html.submit("Save")
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
