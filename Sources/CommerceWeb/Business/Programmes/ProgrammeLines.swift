import Commerce
import HTTPSupport
import Kernel
import Markup

/// A line for each programme.
struct ProgrammeLines {
    let programmes: [Programme]
    var census: LinkCensus?
    let day: CalendarDay

    func write(into html: inout HTMLWriter) {
        guard !programmes.isEmpty else {
            return html.element(.p, .class("empty"), text: "There is none yet, so no link of the partner earns.")
        }
        html.element(.ul, .class("lines")) { html in
            for programme in programmes {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(
                            .a, .href(OfficeRoute.programme(programme.id.description).path), text: programme.name)
                    }
                    html.element(.p, .class("hint")) { html in
                        html.text("\(programme.network.name) · since ")
                        html.time(programme.since)
                        if let ended = programme.ended {
                            html.text(ended < day ? " · ended on " : " · last day ")
                            html.time(ended)
                        }
                        if let census { html.text(" · \(census.uses(of: programme.id).summary)") }
                    }
                }
            }
        }
    }
}
