import Audience
import HTTPTypes
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import AudienceWeb

@Suite struct SubscriberPageTests {
    @Test(arguments: TestEngine.allCases)
    func aMailProgramLeavesWithOneClick(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine) { site in
            let id = try await site.subscriber("ann@mail.example")
            let path = SubscriptionRoute.leave(site.token(.leave, id, in: "2026-11-26")).path
            let before = try await site.state()
            let looked = try await site.ask(.get, path)
            #expect(looked.status == 200 && looked.text.contains("action=\"\(path)\""))
            #expect(try await site.state() == before)
            for _ in 0..<2 {
                let answer = try await site.ask(.post, path, form: [("List-Unsubscribe", "One-Click")])
                #expect(answer.status == 200 && answer.headers[.location] == nil && answer.headers[.setCookie] == nil)
            }
            #expect(try await site.subscribers.subscriber(id)?.state == .left)
            let consents = try #require(try await site.subscribers.file(of: id)?.consents)
            #expect(consents.map(\.means) == [.form, .link, .oneClick])
            // Years later, and after everything was erased, it is still answered.
            try await site.subscribers.erase(id, at: site.clock.now())
            site.clock.advance(by: .seconds(400 * 86_400))
            #expect(try await site.ask(.post, path, form: [("List-Unsubscribe", "One-Click")]).status == 200)
        }
    }

    @Test(arguments: [
        "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain",
        "application/x-www-form-urlencoded",
    ])
    func whateverTheBodyIsItLeaves(mediaType: String) async throws {
        try await SubscriptionSite.with(.sqlite) { site in
            let id = try await site.subscriber("ann@mail.example")
            let path = SubscriptionRoute.leave(site.token(.leave, id)).path
            let body = Array(
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n%ZZ".utf8
            )
            let answer = try await site.ask(.post, path, body: body, [.contentType: mediaType])
            #expect(answer.status == 200)
            #expect(try await site.subscribers.subscriber(id)?.state == .left)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func everythingCanBeChangedByFormsAlone(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine) { site in
            let id = try await site.subscriber("ann@mail.example")
            let token = site.token(.manage, id, in: "2026-11-26")
            func state() async throws -> Subscriber.State? { try await site.subscribers.subscriber(id)?.state }
            let page = try await site.ask(.get, SubscriptionRoute.yours(token).path)
            // The mail may have been passed on, so it shows no more of the address than its owner needs.
            #expect(page.text.contains("a…@mail.example") && !page.text.contains("ann@mail.example"))
            let kept = try await site.ask(
                .post, SubscriptionRoute.yours(token).path, form: [("rhythm", "weekly"), ("topic", "sky")])
            #expect(kept.status == 200 && kept.text.contains("Your choices are kept."))
            #expect(try await site.subscribers.subscriber(id)?.topics == [Slug("sky")])
            #expect(
                try await site.ask(.post, SubscriptionRoute.pause(token).path, form: [("days", "30")]).status == 200)
            #expect(try await state() == .paused)
            #expect(try await site.ask(.post, SubscriptionRoute.resume(token).path).status == 200)
            #expect(try await state() == .active)
            #expect(try await site.ask(.post, SubscriptionRoute.depart(token).path).text.contains("You have left"))
            #expect(try await state() == .left)
            #expect(try await site.ask(.post, SubscriptionRoute.resume(token).path).status == 200)
            #expect(try await state() == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsKeptIsShownAndErasedByAFreshLinkAlone(engine: TestEngine) async throws {
        try await SubscriptionSite.with(engine) { site in
            let id = try await site.subscriber("ann@mail.example")
            let passedOn = site.token(.manage, id, in: "2026-11-26")
            #expect(try await site.ask(.get, SubscriptionRoute.file(passedOn).path).status == 403)
            #expect(
                try await site.ask(.post, SubscriptionRoute.erase(passedOn).path, form: [("sure", "yes")]).status == 403
            )
            #expect(try await site.ask(.post, SubscriptionRoute.link(passedOn).path).status == 200)
            let mail = try #require(try await site.mailbox.mails(atLeast: 2).last)
            #expect(mail.recipient.text == "ann@mail.example")
            let fresh = String(try site.path(in: mail).split(separator: "/")[2])
            let file = try await site.ask(.get, SubscriptionRoute.file(fresh).path)
            #expect(file.headers[.contentType] == "application/json")
            #expect(
                file.text.contains("\"address\":\"ann@mail.example\"") && file.text.contains("\"what\":\"confirmed\""))
            let unsure = try await site.ask(.post, SubscriptionRoute.erase(fresh).path)
            #expect(unsure.status == 422 && unsure.text.contains("Tick the box"))
            site.clock.advance(by: .seconds(86_400))
            #expect(try await site.ask(.get, SubscriptionRoute.file(fresh).path).status == 403)
            let later = site.token(.manage, id)
            #expect(
                try await site.ask(.post, SubscriptionRoute.erase(later).path, form: [("sure", "yes")]).status == 200)
            #expect(try await site.subscribers.subscriber(id) == nil)
            #expect(try await site.ask(.get, SubscriptionRoute.yours(later).path).status == 410)
            #expect(try await site.ask(.get, SubscriptionRoute.file(later).path).status == 410)
        }
    }

    @Test func aTokenForAnotherPurposeOrOfNobodyOpensNothing() async throws {
        try await SubscriptionSite.with(.sqlite) { site in
            let id = try await site.subscriber("ann@mail.example")
            let before = try await site.state()
            let paths: [(SubscriptionToken.Purpose, (String) -> SubscriptionRoute)] = [
                (.confirm, SubscriptionRoute.confirm), (.manage, SubscriptionRoute.yours),
                (.manage, SubscriptionRoute.pause), (.manage, SubscriptionRoute.resume),
                (.manage, SubscriptionRoute.depart), (.manage, SubscriptionRoute.erase),
                (.manage, SubscriptionRoute.link), (.leave, SubscriptionRoute.leave),
            ]
            let forged = String(repeating: "A", count: 56)
            for (purpose, route) in paths {
                let others = SubscriptionToken.Purpose.allCases.filter { $0 != purpose }.map { site.token($0, id) }
                for token in others + [forged, "x"] {
                    let form = [("sure", "yes"), ("days", "14"), ("List-Unsubscribe", "One-Click")]
                    let answer = try await site.ask(.post, route(token).path, form: form)
                    #expect(answer.status == 410, "\(purpose) \(token)")
                }
            }
            #expect(try await site.state() == before)
            let token = site.token(.manage, id)
            for days in ["", "0", "-1", "15", "999999999999999999999"] {
                #expect(
                    try await site.ask(.post, SubscriptionRoute.pause(token).path, form: [("days", days)]).status == 422
                )
            }
            #expect(
                try await site.ask(.post, SubscriptionRoute.yours(token).path, form: [("rhythm", "x")]).status == 422)
            let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let other = try await site.ask(.post, SubscriptionRoute.depart(token).path, [name: "cross-site"])
            #expect(other.status == 403)
            #expect(try await site.state() == before)
        }
    }
}
