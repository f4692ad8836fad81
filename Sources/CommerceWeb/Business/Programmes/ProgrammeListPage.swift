import Commerce
import HTTPSupport
import Kernel
import Markup

/// Every programme, and the way to a new one.
struct ProgrammeListPage {
    let programmes: [Programme]
    let census: LinkCensus
    let day: CalendarDay

    var page: OfficePage {
        OfficePage(title: "Programmes", area: .business, place: .programmes) { html in
            html.element(.h1, text: "Programmes")
            html.element(.p) { html in
                html.element(.a, .class("button"), .href(OfficeRoute.newProgramme.path), text: "Add a programme")
            }
            ProgrammeLines(programmes: programmes, census: census, day: day).write(into: &html)
        }
    }
}
