import Commerce
import HTTPSupport
import Kernel
import Markup

/// How many views a new flight could have.
struct ForecastPage {
    let values: FormBody
    let names: TargetNames
    /// `nil` when it isn’t known.
    let estimate: Forecast.Estimate?
    let hasCountries: Bool
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Forecast", area: .business, place: .delivery) { html in
            html.element(.h1, text: "Forecast")
            html.deliveryPlaces(.forecast)
            if let problem { html.problem(problem) } else { writeAnswer(into: &html) }
            writeForm(into: &html)
        }
    }

    private func writeAnswer(into html: inout HTMLWriter) {
        guard let estimate else {
            return html.element(
                .p, .class("empty"),
                text: "Less than a day of traffic is known. Come back when readers have been here for a while.")
        }
        html.element(.section, .class("answer"), .ariaLabel("What can be expected")) { html in
            html.element(.p, .class("figure")) { html in
                html.element(.strong, text: estimate.likely.written)
                html.text(" views can be had")
            }
            html.element(.p, text: "Most likely between \(estimate.least.written) and \(estimate.most.written).")
            html.element(.dl, .class("facts")) { html in
                html.element(.dt, text: "Slots that agree")
                html.element(.dd, text: estimate.slots.written)
                html.element(.dt, text: "Booked of them")
                html.element(.dd, text: estimate.booked.written)
            }
            html.element(
                .p, .class("hint"),
                text: """
                    By the traffic of the last four weeks, less what flights that are booked still need. That competitors \
                    don’t stand on one page is left out of account\(hasCountries ? ", and so are countries" : "").
                    """)
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.element(.h2, text: "For which flight")
        html.form(.forecast, token: token) { html in
            html.element(.div, .class("pair")) { html in
                html.textField(
                    "First day", name: "first", value: values["first"], state: state, .type("date"), .required)
                html.textField(
                    "Last day", name: "last", value: values["last"], state: state, .type("date"), .required)
            }
            html.element(.fieldset, .class("choices")) { html in
                html.element(.legend, text: "Places")
                for error in state.errors where error.field == "places" {
                    html.element(.p, .class("error"), text: error.message)
                }
                let chosen = Set(values.all("place"))
                for place in Slot.Place.onPages {
                    html.box(
                        place.heading, name: "place", value: place.rawValue,
                        isTicked: chosen.contains(place.rawValue), id: "place-\(place.rawValue)")
                }
            }
            TargetingForm.write(values, names, state, into: &html)
            html.submit("See what can be had")
        }
    }
}

extension HTMLWriter {
    /// The pages about delivery.
    mutating func deliveryPlaces(_ current: OfficeRoute) {
        let places: [(OfficeRoute, String)] = [
            (.delivery, "Flights"), (.flightCalendar, "Calendar"), (.forecast, "Forecast"),
        ]
        element(.nav, .class("subplaces"), .ariaLabel("Delivery")) { html in
            html.element(.ul) { html in
                for (route, name) in places {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(route.path), route == current ? .ariaCurrent("page") : nil, text: name)
                    }
                }
            }
        }
    }
}
