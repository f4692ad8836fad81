import Commerce
import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// The pages about advertising.
    mutating func advertisingPlaces(_ current: OfficeRoute?) {
        let places: [(OfficeRoute, String)] = [
            (.advertising, "What is booked"), (.advertisers, "Advertisers"), (.advertisingBlocks, "Blocked"),
        ]
        element(.nav, .class("subplaces"), .ariaLabel("Advertising")) { html in
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

    /// Where a page belongs, from the outside in.
    mutating func trail(_ steps: [(OfficeRoute, String)]) {
        element(.nav, .class("trail"), .ariaLabel("Where this belongs")) { html in
            html.element(.ol) { html in
                for (route, name) in steps {
                    html.element(.li) { $0.element(.a, .href(route.path), text: name) }
                }
            }
        }
    }

    /// A word in a frame, such as “Paused”.
    mutating func state(_ word: String, isGood: Bool = false, isBad: Bool = false) {
        element(.span, .class("state\(isGood ? " state-well" : isBad ? " state-dead" : "")"), text: word)
    }
}

extension Slot.Place {
    /// As the business desk names it.
    var title: String {
        switch self {
        case .top: "Top of an article"
        case .rail: "Beside the text"
        case .end: "End of an article"
        case .newsletter: "In the newsletter"
        }
    }

    static var options: [(value: String, name: String)] { allCases.map { ($0.rawValue, $0.title) } }
}
