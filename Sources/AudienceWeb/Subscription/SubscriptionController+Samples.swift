import HTTPSupport
import Hummingbird
import Markup

/// The links of tests and previews: they answer as those of a letter do, and change nothing.
extension SubscriptionController {
    func addSamples(to router: Router<ReaderContext>) {
        for route in [SubscriptionRoute.leave(SubscriptionRoute.sample), .yours(SubscriptionRoute.sample)] {
            let path = RouterPath(route.path)
            router.get(path) { _, _ in sample }
            // A mail program’s one click (RFC 8058) wants a success here too.
            router.post(path) { _, _ in sample }
        }
    }

    private var sample: Response {
        page("A test of the newsletter") { html in
            html.element(.h1, text: "This letter was a test")
            html.element(
                .p, .class("intro"),
                text: "Its links to leave and to choose work for nobody, so nothing has been changed.")
            html.element(.p) { html in
                html.text("A letter to a subscriber has their own links there. ")
                html.element(.a, .href(Route.newsletter.path), text: "What the newsletter is")
            }
        }
    }
}
