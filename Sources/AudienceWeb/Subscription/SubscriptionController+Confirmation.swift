import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup

/// Confirming a sign-up, and leaving by the link of a mail.
extension SubscriptionController {
    func addConfirmation(to router: Router<ReaderContext>) {
        let path = RouterPath(SubscriptionRoute.confirm(":token").path)
        // Programs that look at the links of mails must not confirm for anybody, so it takes a button.
        router.get(path) { _, context in
            let token = try token(context, for: .confirm)
            return page("Confirm the newsletter") { html in
                html.element(.h1, text: "One more step")
                html.element(.p, .class("intro"), text: "Press the button, and you get the newsletter from now on.")
                html.element(.p, text: ConsentWording.current.text)
                let route = SubscriptionRoute.confirm(token.text(signedWith: key))
                html.element(.form, .class("subscription"), .method("post"), .action(route.path)) {
                    $0.submit("Send me the newsletter")
                }
            }
        }
        router.post(path) { _, context in
            let token = try token(context, for: .confirm)
            let now = clock.now()
            guard let subscriber = try await signUps.confirm(token, at: now) else { throw Self.over }
            let manage = SubscriptionToken(.manage, of: subscriber.id, made: now).text(signedWith: key)
            return page("You get the newsletter") { html in
                html.element(.h1, text: "You get the newsletter")
                html.element(
                    .p, .class("intro"), .role("status"),
                    text: subscriber.rhythm == .daily
                        ? "The next edition comes to you." : "It comes to you once a week, and the next one is yours.")
                html.element(.p) { html in
                    html.element(
                        .a, .href(SubscriptionRoute.yours(manage).path), text: "Choose what comes and how often")
                }
            }
        }
    }

    /// One click is enough where a mail program asks (RFC 8058): no cookie, no redirect, and the second time like the first.
    func addLeaving(to router: Router<ReaderContext>) {
        let path = RouterPath(SubscriptionRoute.leave(":token").path)
        router.get(path) { _, context in
            let token = try token(context, for: .leave)
            return page("Leave the newsletter") { html in
                html.element(.h1, text: "Leave the newsletter")
                html.element(.p, .class("intro"), text: "Press the button, and no further edition comes.")
                let route = SubscriptionRoute.leave(token.text(signedWith: key))
                html.element(.form, .class("subscription"), .method("post"), .action(route.path)) {
                    $0.submit("Leave")
                }
            }
        }
        router.post(path) { request, context in
            let token = try token(context, for: .leave)
            // A body that can’t be read is no reason to go on sending.
            let form = (try? await ReceivedForm(request, longest: Self.longestBody, takesFiles: true))?.form
            let isOneClick = form?["List-Unsubscribe"] == "One-Click"
            let now = clock.now()
            try await subscribers.leave(
                token.subscriber, by: isOneClick ? .oneClick : .link, in: token.edition, at: now)
            let manage = SubscriptionToken(.manage, of: token.subscriber, made: token.made, in: token.edition)
            return page("You have left") { html in
                html.element(.h1, text: "You have left")
                html.element(.p, .class("intro"), .role("status"), text: "No further edition comes to you.")
                html.element(.p) { html in
                    html.text("Was it a mistake? You can ")
                    html.element(
                        .a, .href(SubscriptionRoute.yours(manage.text(signedWith: key)).path), text: "come back")
                    html.text(" for a month, until your address is deleted.")
                }
            }
        }
    }
}
