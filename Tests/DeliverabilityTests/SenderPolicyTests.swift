import DNS
import Testing

@testable import Deliverability

struct SenderPolicyTests {
    private func outcome(_ names: KnownNames, _ server: String = "192.0.2.1") async throws -> SenderPolicyCheck.Outcome
    {
        await SenderPolicyCheck(resolver: names).outcome(for: try #require(IPAddress(server)), of: "example.org")
    }

    private func outcome(of policy: String, _ server: String = "192.0.2.1") async throws -> SenderPolicyCheck.Outcome {
        try await outcome(
            KnownNames(
                texts: [
                    "example.org": [policy], "_spf.provider.example": ["v=spf1 ip4:192.0.2.0/24 -all"],
                    "closed.example": ["v=spf1 -all"], "open.example": ["v=spf1 ?all"],
                    "192.0.2.1._allowed.example.org": [],
                ],
                addresses: [
                    "example.org": ["192.0.2.9"], "mail.example.org": ["192.0.2.1", "2001:db8::1"],
                    "1.2.0.192.allowed.example.org": ["127.0.0.2"],
                ],
                exchangers: ["example.org": ["other.example.org", "mail.example.org"]],
                pointers: ["192.0.2.1": ["elsewhere.example", "mail.example.org"]]), server)
    }

    @Test(arguments: [
        ("v=spf1 -all", SenderPolicyCheck.Outcome.fail), ("v=spf1 ~all", .softFail), ("v=spf1 ?all", .neutral),
        ("v=spf1 +all", .pass), ("V=SPF1 ALL", .pass), ("v=spf1", .neutral), ("v=spf1 ip4:192.0.2.1 -all", .pass),
        ("v=spf1 ip4:192.0.2.0/31 -all", .pass), ("v=spf1 ip4:192.0.2.2/31 -all", .fail), ("v=spf1 a -all", .fail),
        ("v=spf1 a/24 -all", .pass), ("v=spf1 a:mail.example.org -all", .pass), ("v=spf1 mx -all", .pass),
        ("v=spf1 mx:nothing.example -all", .fail), ("v=spf1 include:_spf.provider.example -all", .pass),
        ("v=spf1 include:closed.example ~all", .softFail), ("v=spf1 include:open.example -all", .fail),
        ("v=spf1 redirect=_spf.provider.example", .pass), ("v=spf1 -all redirect=_spf.provider.example", .fail),
        ("v=spf1 exists:%{ir}.allowed.example.org -all", .pass), ("v=spf1 exists:%{i}.allowed.example.org -all", .fail),
        ("v=spf1 exists:%{ir}.allowed.%{d2} -all", .pass), ("v=spf1 ptr -all", .pass),
        ("v=spf1 ptr:provider.example -all", .fail),
        ("v=spf1 -ip4:192.0.2.1 +all", .fail), ("v=spf1 unknown=x exp=why.example.org -all", .fail),
    ])
    func policiesAreFollowed(policy: String, expected: SenderPolicyCheck.Outcome) async throws {
        #expect(try await outcome(of: policy) == expected)
    }

    @Test func longAddressesHaveLengthsOfTheirOwn() async throws {
        #expect(try await outcome(of: "v=spf1 a:mail.example.org/8//127 -all", "2001:db8::") == .pass)
        #expect(try await outcome(of: "v=spf1 a:mail.example.org -all", "2001:db8::2") == .fail)
        #expect(try await outcome(of: "v=spf1 ip6:2001:db8::/32 -all", "2001:db8:1::1") == .pass)
    }

    @Test(arguments: [
        "v=spf1 ip4:300.1.1.1 -all", "v=spf1 ip4:192.0.2.0/33 -all", "v=spf1 include -all", "v=spf1 include: -all",
        "v=spf1 nonsense -all", "v=spf1 a:/99 -all", "v=spf1 ip6:192.0.2.1",
        "v=spf1 redirect=a.example redirect=b.example",
        "v=spf1 redirect=", "v=spf1 all:x", "v=spf1 include:nothing.example -all", "v=spf1 redirect=nothing.example",
    ])
    func aMistakeIsTold(policy: String) async throws {
        guard case .broken = try await outcome(of: policy) else {
            Issue.record("“\(policy)” was taken")
            return
        }
    }

    @Test func aDomainHasOnePolicy() async throws {
        #expect(try await outcome(KnownNames(texts: ["example.org": ["google-site-verification=x"]])) == .none)
        let two = KnownNames(texts: ["example.org": ["v=spf1 -all", "v=spf1 +all"]])
        guard case .broken = try await outcome(two) else {
            Issue.record("two policies were taken")
            return
        }
        #expect(try await outcome(KnownNames(texts: ["example.org": ["v=spf10 -all"]])) == .none)
    }

    @Test func aCircleEnds() async throws {
        let names = KnownNames(texts: ["example.org": ["v=spf1 include:example.org -all"]])
        guard case .broken = try await outcome(names) else {
            Issue.record("a circle was followed")
            return
        }
        #expect(names.asked <= 12)
    }

    @Test func aServerThatCannotTellIsNoRefusal() async throws {
        let names = KnownNames(
            texts: ["example.org": ["v=spf1 include:away.example -all"]], failing: ["away.example"])
        #expect(try await outcome(names) == .notKnown(.notAnswered))
    }
}
