import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup

/// What subscribers do with theirs.
extension SubscriptionController {
    func addManagement(to router: Router<ReaderContext>) {
        router.get(RouterPath(SubscriptionRoute.yours(":token").path)) { _, context in
            try await yours(try token(context, for: .manage))
        }
        post(.yours(":token"), on: router) { token, form, now in
            do {
                let choices = try SubscriptionForm.choices(form, topics: try await topics())
                let isChanged = try await subscribers.change(
                    token.subscriber, topics: choices.topics, rhythm: choices.rhythm, at: now)
                return try await yours(token, notice: isChanged ? "Your choices are kept." : nil)
            } catch let problem as Problem where problem.isFormFault {
                return try await yours(token, problem: problem)
            }
        }
        post(.pause(":token"), on: router) { token, form, now in
            guard let days = Int(form["days"]), SubscriberStore.pauses.contains(days) else {
                let problem = Problem(
                    .invalid, slug: "pause-invalid", title: "That pause can’t be chosen",
                    detail: "Choose one of the lengths of the form.")
                return try await yours(token, problem: problem)
            }
            let isPaused = try await subscribers.pause(token.subscriber, days: days, at: now)
            return try await yours(token, notice: isPaused ? "Nothing comes until the day that you chose." : nil)
        }
        post(.resume(":token"), on: router) { token, _, now in
            do {
                let isBack = try await subscribers.resume(token.subscriber, at: now)
                return try await yours(token, notice: isBack ? "You get the newsletter again." : nil)
            } catch let problem as Problem where problem.isFormFault {
                return try await yours(token, problem: problem)
            }
        }
        post(.depart(":token"), on: router) { token, _, now in
            try await subscribers.leave(token.subscriber, by: .form, in: token.edition, at: now)
            return try await yours(token, notice: "You have left. No further edition comes to you.")
        }
        addKept(to: router)
    }

    /// What shows or deletes everything takes a link that was asked for today: a mail of the newsletter may have been passed on.
    private func addKept(to router: Router<ReaderContext>) {
        router.get(RouterPath(SubscriptionRoute.file(":token").path)) { _, context in
            let token = try freshToken(context)
            guard let file = try await subscribers.file(of: token.subscriber) else { throw Self.over }
            var response = response(file.json.bytes, "application/json")
            response.headers[.contentDisposition] = "attachment; filename=\"newsletter.json\""
            return response
        }
        post(.erase(":token"), on: router) { token, form, now in
            guard token.isFresh(at: now) else { throw Self.stale }
            guard form["sure"] == "yes" else {
                let problem = Problem(
                    .invalid, slug: "erase-unsure", title: "Nothing was deleted",
                    detail: "Tick the box to say that you are sure.")
                return try await yours(token, problem: problem)
            }
            try await subscribers.erase(token.subscriber, at: now)
            return page("Everything is deleted") { html in
                html.element(.h1, text: "Everything is deleted")
                html.element(
                    .p, .class("intro"), .role("status"),
                    text: "What stays is a code, made of your address, by which nobody can bring it back without you.")
            }
        }
        router.post(RouterPath(SubscriptionRoute.link(":token").path)) { request, context in
            try SameOrigin.require(request)
            let token = try token(context, for: .manage)
            let now = clock.now()
            guard let subscriber = try await subscribers.subscriber(token.subscriber) else { throw Self.over }
            try await signUps.countMail(to: subscriber.address, from: network(of: request, context), at: now)
            let fresh = SubscriptionToken(.manage, of: subscriber.id, made: now).text(signedWith: key)
            deliver(
                SubscriptionMail(site: shell.site.name, recipient: subscriber.address)
                    .management(link: shell.origin + SubscriptionRoute.yours(fresh).path))
            return try await yours(token, notice: "A new link is on its way to your address.")
        }
    }

    private func freshToken(_ context: ReaderContext) throws -> SubscriptionToken {
        let token = try token(context, for: .manage)
        guard token.isFresh(at: clock.now()) else { throw Self.stale }
        return token
    }

    private func post(
        _ route: SubscriptionRoute, on router: Router<ReaderContext>,
        _ handler: @escaping @Sendable (SubscriptionToken, FormBody, Timestamp) async throws -> Response
    ) {
        router.post(RouterPath(route.path)) { request, context in
            try SameOrigin.require(request)
            let token = try token(context, for: .manage)
            let form = try await ReceivedForm(request, longest: Self.longestBody).form
            return try await handler(token, form, clock.now())
        }
    }

    private func yours(
        _ token: SubscriptionToken, notice: String? = nil, problem: Problem? = nil
    ) async throws -> Response {
        guard let subscriber = try await subscribers.subscriber(token.subscriber), subscriber.state != .awaiting else {
            throw Self.over
        }
        let view = SubscriberPage(
            subscriber: subscriber, topics: try await topics(), token: token.text(signedWith: key),
            isFresh: token.isFresh(at: clock.now()), notice: notice, problem: problem)
        return Zone.$current.withValue(shell.site.zone) {
            page("Your newsletter", status: problem == nil ? 200 : 422) { view.write(into: &$0) }
        }
    }

    private static let stale = Problem(
        .forbidden, slug: "newsletter-link-stale", title: "This takes a newer link",
        detail: "A mail may have been passed on. Open your newsletter’s page and have a new link sent to your address.")
}

extension SubscriberFile {
    /// As a file for the person themselves.
    var json: JSONValue {
        .object([
            "address": .string(subscriber.address.text),
            "state": .string(subscriber.state.rawValue),
            "rhythm": .string(subscriber.rhythm.rawValue),
            "topics": .strings(subscriber.topics.sorted().map(\.description)),
            "signedUp": .string(subscriber.made.rfc3339),
            "confirmed": subscriber.confirmed.map { .string($0.rfc3339) },
            "record": .array(
                consents.map { consent in
                    .object([
                        "what": .string(consent.act.rawValue), "how": .string(consent.means.rawValue),
                        "when": .string(consent.at.rfc3339), "page": .string(consent.page),
                        "wording": .string(consent.wording),
                    ])
                }),
            "editions": .array(
                deliveries.map { delivery in
                    .object([
                        "edition": .string(delivery.edition.description), "state": .string(delivery.state),
                        "when": .string(delivery.changed.rfc3339),
                    ])
                }),
            "returned": .array(
                bounces.map { bounce in
                    .object([
                        "when": .string(bounce.at.rfc3339), "kind": .string(bounce.kind),
                        "detail": .string(bounce.detail),
                    ])
                }),
            "unread": .array(
                unread.map { mail in
                    .object(["when": .string(mail.at.rfc3339), "mail": .string(mail.content)])
                }),
        ])
    }
}
