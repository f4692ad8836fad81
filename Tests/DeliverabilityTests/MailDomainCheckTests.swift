import DNS
import Deliverability
import Testing

struct MailDomainCheckTests {
    private let key = MailDomainCheck.SigningKey(selector: "m1", kind: "rsa", publicKey: "QUJD")

    private func findings(
        _ names: KnownNames, domain: String = "example.org", server: String = "mail.example.org"
    ) async -> [DeliverabilityFinding.Subject: DeliverabilityFinding] {
        let check = MailDomainCheck(
            domain: domain, server: server, keys: [key], resolver: names,
            organisation: { $0.hasSuffix("example.org") ? "example.org" : nil })
        return Dictionary(uniqueKeysWithValues: await check.findings().map { ($0.subject, $0) })
    }

    private func names(
        policy: [String] = ["v=spf1 a:mail.example.org -all"], published: [String] = ["v=DKIM1; k=rsa; p=QU JD"],
        alignment: [String: [String]] = ["_dmarc.example.org": ["v=DMARC1; p=none"]],
        pointers: [String: [String]] = ["192.0.2.1": ["mail.example.org"]], failing: Set<String> = []
    ) -> KnownNames {
        KnownNames(
            texts: alignment.merging([
                "example.org": policy, "news.example.org": policy, "m1._domainkey.example.org": published,
            ]) { $1 },
            addresses: ["mail.example.org": ["192.0.2.1"]], pointers: pointers, failing: failing)
    }

    @Test func allIsWell() async {
        let findings = await findings(names())
        #expect(findings.count == 4)
        #expect(findings.values.allSatisfy { $0.state == .good && $0.record == nil }, "\(findings)")
    }

    @Test func whatIsMissingIsToldWithTheRecordToAdd() async {
        let findings = await findings(KnownNames(addresses: ["mail.example.org": ["192.0.2.1"]]))
        #expect(findings.values.allSatisfy { $0.state == .bad })
        #expect(findings[.senderPolicy]?.record?.line == #"example.org. TXT "v=spf1 a:mail.example.org ~all""#)
        #expect(
            findings[.signature]?.record?.line == #"m1._domainkey.example.org. TXT "v=DKIM1; k=rsa; p=QUJD""#)
        #expect(findings[.alignment]?.record?.line.hasPrefix("_dmarc.example.org. TXT \"v=DMARC1; p=none") == true)
        #expect(findings[.reverseName]?.record?.line == "1.2.0.192.in-addr.arpa. PTR mail.example.org.")
    }

    @Test func aServerThatThePolicyDoesNotNameIsAddedToIt() async {
        let finding = await findings(names(policy: ["v=spf1 include:_spf.example -all", "other"]))[.senderPolicy]
        #expect(finding?.state == .bad, "an include that leads nowhere is a mistake")
        let other = await findings(names(policy: ["v=spf1 ip4:198.51.100.1 -all"]))[.senderPolicy]
        #expect(other?.state == .weak)
        #expect(other?.record?.value == "v=spf1 ip4:198.51.100.1 a:mail.example.org -all")
    }

    @Test func aPolicyThatLetsEverybodyIsBad() async {
        #expect(await findings(names(policy: ["v=spf1 +all"]))[.senderPolicy]?.state == .bad)
    }

    @Test(arguments: [
        ("v=DKIM1; k=rsa; p=", DeliverabilityFinding.State.bad), ("v=DKIM1; k=rsa; p=WFla", .bad),
        ("v=DKIM1; k=ed25519; p=QUJD", .bad), ("nonsense", .bad), ("v=DKIM1; p=QUJD; p=QUJD", .bad),
        ("v=DKIM1; t=y; p=QUJD", .weak), ("p=QUJD", .good),
    ])
    func aPublishedKeyIsCompared(text: String, state: DeliverabilityFinding.State) async {
        #expect(await findings(names(published: [text]))[.signature]?.state == state)
    }

    @Test func aDomainBelowAnotherFollowsThatOnesPolicy() async {
        let own = await findings(names(), domain: "news.example.org")[.alignment]
        #expect(own?.state == .good)
        let without = await findings(
            names(alignment: ["_dmarc.example.org": ["v=DMARC1; sp=x; p=none"]]), domain: "news.example.org")
        #expect(without[.alignment]?.state == .bad)
        let two = await findings(names(alignment: ["_dmarc.example.org": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]]))
        #expect(two[.alignment]?.state == .bad)
    }

    @Test func aNameThatDoesNotLeadBackIsNone() async {
        #expect(await findings(names(pointers: ["192.0.2.1": ["other.example"]]))[.reverseName]?.state == .bad)
    }

    @Test func whereNobodyAnswersNothingIsClaimed() async {
        let findings = await findings(names(failing: ["example.org"]))
        #expect(findings.count == 1)
        #expect(findings[.names]?.state == .unknown)
        let part = await self.findings(names(failing: ["_dmarc.example.org"]))
        #expect(part[.alignment]?.state == .unknown)
        #expect(part[.senderPolicy]?.state == .good)
    }

    @Test func ofAServerOnTheSameMachineThePublicAddressIsNotKnown() async {
        let findings = await findings(names(), server: "127.0.0.1")
        #expect(findings[.senderPolicy]?.state == .unknown)
        #expect(findings[.reverseName]?.state == .unknown)
        let without = await self.findings(names(policy: []), server: "::1")
        #expect(without[.senderPolicy]?.record?.value == "v=spf1 ip4:PUBLIC-ADDRESS ~all")
    }

    @Test func aLongRecordIsCutIntoStrings() {
        let record = DNSRecord(name: "a.example", type: "TXT", value: String(repeating: "x", count: 300))
        #expect(
            record.line
                == "a.example. TXT \"\(String(repeating: "x", count: 255))\" \"\(String(repeating: "x", count: 45))\"")
        #expect(DNSRecord(name: "a.example", type: "TXT", value: #"a"b\"#).line == #"a.example. TXT "a\"b\\""#)
    }

    private func returns(_ names: KnownNames) async -> [DeliverabilityFinding.Subject: DeliverabilityFinding] {
        let check = MailDomainCheck(
            domain: "bounces.example.org", server: "mail.example.org", keys: [], resolver: names,
            organisation: { _ in "example.org" })
        return Dictionary(
            uniqueKeysWithValues: await check.returnFindings(exchanger: "www.example.org").map { ($0.subject, $0) })
    }

    @Test func mailThatComesBackNeedsAHostThatTakesIt() async {
        let server = ["mail.example.org": ["192.0.2.1"]]
        let nothing = await returns(KnownNames(addresses: server))
        #expect(nothing.count == 2 && nothing.values.allSatisfy { $0.state == .bad })
        #expect(nothing[.returnPath]?.record?.line == "bounces.example.org. MX 10 www.example.org.")
        #expect(
            nothing[.senderPolicy]?.record?.line == #"bounces.example.org. TXT "v=spf1 a:mail.example.org ~all""#)
        let policy = ["bounces.example.org": ["v=spf1 a:mail.example.org -all"]]
        let good = await returns(
            KnownNames(
                texts: policy, addresses: server.merging(["mx.example.org": ["192.0.2.2"]]) { $1 },
                exchangers: ["bounces.example.org": ["mx.example.org"]]))
        #expect(good.values.allSatisfy { $0.state == .good }, "\(good)")
        let lost = await returns(
            KnownNames(texts: policy, addresses: server, exchangers: ["bounces.example.org": ["mx.example.org"]]))
        #expect(lost[.returnPath]?.state == .bad && lost[.returnPath]?.record == nil)
        // A host without a mail exchanger is one itself.
        let host = await returns(
            KnownNames(texts: policy, addresses: server.merging(["bounces.example.org": ["192.0.2.2"]]) { $1 }))
        #expect(host[.returnPath]?.state == .good)
        let silent = await returns(KnownNames(addresses: server, failing: ["bounces.example.org"]))
        #expect(silent[.names]?.state == .unknown && silent.count == 1)
    }
}
