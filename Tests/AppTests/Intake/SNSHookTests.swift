import Audience
import Foundation
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// What Amazon SES tells by way of SNS, signed as Amazon does it.
@Suite struct SNSHookTests {
    private static let topic = "arn:aws:sns:eu-west-1:1:bounces"
    private static let certificate = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"
    private static let confirmation = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"

    private struct Post {
        var kind = "Notification"
        var message: String
        var made: Timestamp
        var topic = SNSHookTests.topic
        var certificate = SNSHookTests.certificate
        var version = "2"

        init(_ message: String, at made: Timestamp) {
            self.message = message
            self.made = made
        }

        /// - Parameter altered: Changed after it was signed.
        func body(signedBy signer: SNSSigner, altered: (inout [String: String]) -> Void = { _ in }) throws -> String {
            let isNotice = kind == "Notification"
            let asks = isNotice ? "" : "SubscribeURL\n\(SNSHookTests.confirmation)\n"
            let token = isNotice ? "" : "Token\nt\n"
            let text =
                "Message\n\(message)\nMessageId\n1\n\(asks)Timestamp\n\(made.rfc3339)\n\(token)TopicArn\n\(topic)\nType\n\(kind)\n"
            var fields = [
                "Type": kind, "MessageId": "1", "TopicArn": topic, "Message": message, "Timestamp": made.rfc3339,
                "SignatureVersion": version, "SigningCertURL": certificate,
                "Signature": Data(try signer.signature(of: text, sha256: version == "2")).base64EncodedString(),
            ]
            if !isNotice {
                fields["SubscribeURL"] = SNSHookTests.confirmation
                fields["Token"] = "t"
            }
            altered(&fields)
            return String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        }
    }

    private func bounce(of address: String) -> String {
        #"{"notificationType": "Bounce", "mail": {"source": "x@y.example"}, "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "\#(address)", "status": "5.1.1", "action": "failed"}]}}"#
    }

    private func asker(_ site: IntakeFixture, _ signer: SNSSigner, topic: String? = Self.topic) -> HookAsker {
        var asker = HookAsker(site: site, certificate: signer.certificate)
        asker.hooks = .init(secret: HookAsker.secret, mailgunKey: nil, postmarkAccount: nil, sesTopic: topic)
        return asker
    }

    @Test(arguments: TestEngine.allCases, ["1", "2"])
    func whatAmazonSignedCountsOnce(engine: TestEngine, version: String) async throws {
        try await IntakeFixture.with(engine) { site in
            let signer = try SNSSigner()
            let ann = try await site.subscriber("ann@a.example")
            _ = try await site.sent()
            let asker = asker(site, signer)
            var post = Post(bounce(of: "ann@a.example"), at: site.clock.now())
            post.version = version
            let body = try post.body(signedBy: signer)
            for _ in 0..<3 { #expect(try await asker.ask("ses", body).status == 204) }
            #expect(try await site.state(ann) == .stopped)
            #expect(try await site.returned().map(\.source) == ["ses"])
            #expect(Set(asker.asked.addresses) == [Self.certificate])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasChangedOrSignedByOthersIsRefused(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (signer, other) = (try SNSSigner(), try SNSSigner())
            let ann = try await site.subscriber("ann@a.example")
            _ = try await site.sent()
            let post = Post(bounce(of: "bob@a.example"), at: site.clock.now())
            var bodies = [try post.body(signedBy: other)]
            bodies.append(try post.body(signedBy: signer) { $0["Message"] = bounce(of: "ann@a.example") })
            bodies.append(try post.body(signedBy: signer) { $0["MessageId"] = "2" })
            bodies.append(try post.body(signedBy: signer) { $0["Signature"] = "" })
            bodies.append(try post.body(signedBy: signer) { $0["SignatureVersion"] = "1" })
            bodies.append(try post.body(signedBy: signer) { $0["SignatureVersion"] = "3" })
            bodies.append(try post.body(signedBy: signer) { $0["Timestamp"] = "today" })
            var elsewhere = post
            elsewhere.certificate = "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem"
            bodies.append(try elsewhere.body(signedBy: signer))
            var foreign = post
            foreign.topic = "arn:aws:sns:eu-west-1:2:others"
            bodies.append(try foreign.body(signedBy: signer))
            for body in bodies { #expect(try await asker(site, signer).ask("ses", body).status == 403) }
            // A certificate whose time is over signs nothing.
            let old = try SNSSigner(validFrom: -7200, to: -3600)
            #expect(try await asker(site, old).ask("ses", post.body(signedBy: old)).status == 403)
            #expect(try await site.state(ann) == .active)
            #expect(try await site.returned().isEmpty)
        }
    }

    /// What somebody has kept since is nobody’s notice any more, although Amazon signed it.
    @Test(arguments: TestEngine.allCases)
    func whatWasSignedLongAgoIsRefused(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let signer = try SNSSigner()
            let ann = try await site.subscriber("ann@a.example")
            _ = try await site.sent()
            let now = site.clock.now()
            for seconds in [-90_000, 3600] {
                let post = Post(bounce(of: "ann@a.example"), at: now.advanced(by: .seconds(seconds)))
                let asker = asker(site, signer)
                #expect(try await asker.ask("ses", post.body(signedBy: signer)).status == 403)
                #expect(asker.asked.addresses.isEmpty)
            }
            #expect(try await site.state(ann) == .active)
            let late = Post(bounce(of: "ann@a.example"), at: now.advanced(by: .seconds(-7200)))
            #expect(try await asker(site, signer).ask("ses", late.body(signedBy: signer)).status == 204)
            #expect(try await site.state(ann) == .stopped)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSubscriptionIsConfirmedWhenAmazonAsks(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (signer, other) = (try SNSSigner(), try SNSSigner())
            var post = Post("You have chosen to subscribe.", at: site.clock.now())
            post.kind = "SubscriptionConfirmation"
            for topic in [Self.topic, nil] {
                let stranger = asker(site, signer, topic: topic)
                #expect(try await stranger.ask("ses", post.body(signedBy: other)).status == 403)
                #expect(stranger.asked.addresses == [Self.certificate])
                let asker = asker(site, signer, topic: topic)
                #expect(try await asker.ask("ses", post.body(signedBy: signer)).status == 204)
                #expect(asker.asked.addresses == [Self.certificate, Self.confirmation])
            }
            // An address that leads elsewhere is not opened, whoever signed.
            let led = try post.body(signedBy: signer) { $0["SubscribeURL"] = "https://evil.example/" }
            let asker = asker(site, signer)
            #expect(try await asker.ask("ses", led).status == 403)
            #expect(!asker.asked.addresses.contains("https://evil.example/"))
        }
    }
}
