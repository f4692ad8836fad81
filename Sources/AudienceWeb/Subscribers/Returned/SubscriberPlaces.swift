import HTTPSupport
import Markup

/// The pages about subscribers, each with links to the others.
struct SubscriberPlaces {
    /// The one on which it stands.
    let current: OfficeRoute
    /// How many mails wait for somebody to look at them.
    let unread: Int

    func write(into html: inout HTMLWriter) {
        let places: [(OfficeRoute, String)] = [
            (.subscribers, "Subscribers"), (.returnedMail, "What came back"),
            (.unreadMails, unread == 0 ? "Mail to look at" : "Mail to look at (\(unread))"),
            (.suppressions, "Addresses that get nothing"),
        ]
        html.element(.nav, .class("subplaces"), .ariaLabel("About subscribers")) { html in
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
