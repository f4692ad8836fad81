import Audience
import HTTPTypes
import RouterTestSupport
import TestSupport
import Testing

@testable import AudienceWeb

/// The links of letters that went to no subscriber.
@Suite struct SampleLinkTests {
    @Test func theyAnswerAndChangeNothing() async throws {
        try await SubscriptionSite.with(.sqlite) { site in
            let routes = [SubscriptionRoute.leave(SubscriptionRoute.sample), .yours(SubscriptionRoute.sample)]
            for route in routes {
                let looked = try await site.ask(.get, route.path)
                #expect(looked.status == 200 && looked.text.contains("This letter was a test"), "\(route.path)")
                #expect(!looked.text.contains("<form class=\"subscription\""))
                // As a mail program does it (RFC 8058), and with what is no form.
                for body in ["List-Unsubscribe=One-Click", "", "%"] {
                    let pressed = try await site.ask(.post, route.path, body: Array(body.utf8))
                    #expect(pressed.status == 200, "\(route.path) with \(body)")
                }
            }
            #expect(try await site.subscribers.counts().isEmpty)
            // What stands behind a sample is a token like any other, and opens nothing.
            let forged = try await site.ask(.post, SubscriptionRoute.depart(SubscriptionRoute.sample).path)
            #expect(forged.status == 410 || forged.status == 404)
        }
    }
}
