import Commerce
import HTTPSupport
import Kernel
import Markup

/// One flight: how it stands, what it shows, and what was booked.
struct FlightPage {
    let booked: BookedFlight
    let creatives: [ReviewedCreative]
    let names: TargetNames
    /// Whether the site allows frames of third parties.
    let allowsFrames: Bool
    let events: [CommerceEvent]
    /// Whether it makes up for another flight, and costs nothing.
    let makesGood: Bool
    let preview: FlightPreview?
    let values: FormBody
    let day: CalendarDay
    let token: String
    let problem: Problem?

    static let framesAreOff =
        "The publisher doesn’t allow frames of third parties (at “Site settings”), so readers don’t see it."

    private var id: String { booked.flight.id.description }

    var page: OfficePage {
        OfficePage(title: booked.flight.name, area: .business, place: .advertising) { html in
            html.trail([
                (.advertising, "Advertising"),
                (.advertiser(booked.advertiser.partner.description), booked.advertiser.name),
                (.campaign(booked.campaign.id.description), booked.campaign.name),
            ])
            html.element(.h1, text: booked.flight.name)
            if let problem { html.problem(problem) }
            writeStanding(into: &html)
            html.element(.h2, text: "Creatives")
            writeCreatives(into: &html)
            html.element(.h2, text: "What is booked")
            if makesGood {
                html.element(
                    .p, .class("hint"),
                    text: """
                        It makes up for another flight: nothing of it is billed. A price for each click only says how many clicks \
                        the budget comes to.
                        """)
            }
            html.form(.flight(id), token: token) { html in
                FlightForm.write(
                    values, booked.campaign.currency, names, FormState(errors: problem?.fieldErrors ?? []), preview,
                    into: &html)
                FlightForm.writeActions(save: "Save", forecast: .flightForecast(id), into: &html)
            }
            html.element(.h2, text: "History")
            html.history(events)
        }
    }

    private func writeStanding(into html: inout HTMLWriter) {
        let condition = booked.condition(on: day)
        html.element(.dl, .class("facts")) { html in
            html.element(.dt, text: "Today")
            html.element(.dd) { html in
                html.state(condition.word, isGood: condition == .running)
                if !condition.explanation.isEmpty { html.text(" \(condition.explanation)") }
            }
            html.element(.dt, text: "Counted so far")
            html.element(.dd, text: booked.progress)
            html.element(.dt, text: "Runs")
            html.element(.dd) { html in
                html.time(booked.first)
                html.text(" to ")
                html.time(max(booked.first, booked.last))
                if booked.last < booked.flight.last { html.text(", because what it belongs to ends before it") }
            }
        }
        guard condition != .over else { return }
        html.form(booked.flight.isPaused ? .flightResume(id) : .flightPause(id), token: token) { html in
            html.element(.button, text: booked.flight.isPaused ? "Let it go on" : "Pause it")
        }
    }

    private func writeCreatives(into html: inout HTMLWriter) {
        if creatives.isEmpty {
            html.element(
                .p, .class("empty"),
                text: "There is none yet. A creative is what readers see, made for one of the slots.")
        }
        if !allowsFrames, creatives.contains(where: { $0.mayBeShown && $0.creative.tag != nil }) {
            html.element(.p, .class("notice"), text: Self.framesAreOff)
        }
        html.element(.ul, .class("lines")) { html in
            for reviewed in creatives {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(
                            .a, .href(OfficeRoute.creative(reviewed.creative.id.description).path),
                            text: reviewed.creative.name)
                    }
                    html.element(.p, .class("hint")) { html in
                        html.approval(of: reviewed)
                        html.text(" \(reviewed.creative.content.word), \(reviewed.creative.place.title.lowercased())")
                    }
                }
            }
        }
        html.element(.p, .class("actions")) { html in
            html.element(
                .a, .class("button"), .href(OfficeRoute.newCreative(flight: id).path), text: "Add a creative")
        }
    }
}
