import Database
import Kernel
import Secrets
import TestSupport
import Testing

@testable import Staff

@Suite struct SignInTests {
    @Test(arguments: TestEngine.allCases)
    func theRightPasswordBeginsASessionThatEnds(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.writer])
            let secret = try #require(try await site.signedIn(ada))
            #expect(try await site.sessions.session(secret)?.account == ada)
            #expect(try await site.sessions.session(Secret()) == nil)
            // Used often enough, it lasts until its end; then no longer.
            for _ in 0..<27 {
                site.clock.advance(by: .seconds(11 * 3600))
                #expect(try await site.sessions.session(secret) != nil)
            }
            site.clock.advance(by: .seconds(11 * 3600 + 86_400))
            #expect(try await site.sessions.session(secret) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSessionThatIsNotUsedEnds(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let secret = try #require(try await site.signedIn(try await site.add("ada", [.writer])))
            site.clock.advance(by: .seconds(12 * 3600 + 1))
            #expect(try await site.sessions.session(secret) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSecretIsWorthNothingAfterTheNextSignInOrSigningOutEverywhere(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.writer])
            let first = try #require(try await site.signedIn(ada))
            let second = try await site.sessions.begin(for: ada.id, stage: .full, replacing: first)
            #expect(try await site.sessions.session(first) == nil)
            let third = try #require(try await site.signedIn(ada))
            #expect(try await site.sessions.count(of: ada.id) == 2)
            #expect(try await site.sessions.endAll(of: ada.id, but: third) == 1)
            #expect(try await site.sessions.session(second) == nil)
            #expect(try await site.sessions.session(third) != nil)
            try await site.accounts.disable(email: ada.email)
            #expect(try await site.sessions.session(third) == nil)
            #expect(try await Self.problem { _ = try await site.signedIn(ada) }?.kind == .invalid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aWrongPasswordAndAnUnknownAddressAreToldAlikeAndThrottled(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.writer])
            func attempt(_ email: String, _ client: String) async throws -> Problem? {
                try await Self.problem {
                    _ = try await site.signIn.signIn(
                        email: email, password: "not the password", client: client, replacing: nil)
                }
            }
            let wrong = try await attempt(ada.email, "192.0.2.1")
            #expect(wrong?.kind == .invalid)
            #expect(try await attempt("nobody@site.example", "192.0.2.1") == wrong)
            for number in 0..<9 { _ = try await attempt(ada.email, "198.51.\(number).1") }
            #expect(try await attempt(ada.email, "203.0.113.9")?.kind == .limited)
            // The right password does not help either, until the wait is over.
            #expect(try await Self.problem { _ = try await site.signedIn(ada) }?.kind == .limited)
            site.clock.advance(by: .seconds(901))
            #expect(try await site.signedIn(ada) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func oneNetworkCannotTryManyAccounts(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.writer])
            try await site.database.write { connection in
                let subject = Throttle.subject(client: "192.0.2.77")
                for _ in 0..<50 {
                    try connection.execute(
                        """
                        INSERT INTO failed_sign_in (id, subject, at) VALUES
                            (\(Identifier<Account>(at: site.clock.now())), \(subject.key), \(site.clock.now()))
                        """)
                }
            }
            #expect(try await Self.problem { _ = try await site.signedIn(ada, from: "192.0.2.1") }?.kind == .limited)
            #expect(try await site.signedIn(ada, from: "198.51.100.1") != nil)
        }
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2"), ("2001:db8:1:2ff:3:4:5:6", "2001:db8:1:200"), ("2001:db8::1", "2001:db8:0:0"),
        ("::1", "0:0:0:0"), ("fe80::1%eth0", "fe80:0:0:0"), ("", ""),
    ])
    func anAddressIsCountedByItsNetwork(address: String, prefix: String) {
        #expect(Throttle.prefix(of: address) == prefix)
    }

    @Test(arguments: TestEngine.allCases)
    func theSecondFactorIsNeededOnceItIsOnAndEachCodeOnce(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.writer])
            let proposal = try await site.factors.proposal(for: ada.id)
            func code() -> String { OneTimeCode.code(proposal.secret, step: OneTimeCode.step(at: site.clock.now())) }
            #expect(try await Self.problem { _ = try await site.factors.confirm("000000x", for: ada.id) } != nil)
            #expect(try await site.signedIn(ada) != nil)
            let recovery = try await site.factors.confirm(code(), for: ada.id)
            #expect(recovery.count == 10)
            #expect(Set(recovery).count == 10)

            func begin() async throws -> Secret {
                let outcome = try await site.signIn.signIn(
                    email: ada.email, password: StaffSite.password, client: "192.0.2.1", replacing: nil)
                guard case .needsCode(let secret) = outcome else {
                    Issue.record("No code was asked for")
                    return Secret()
                }
                return secret
            }
            let waiting = try await begin()
            #expect(try await site.sessions.session(waiting)?.stage == .secondFactor)
            // The code that confirmed it was used up by that.
            #expect(
                try await Self.problem {
                    _ = try await site.signIn.complete(waiting, code: code(), client: "192.0.2.1")
                }?.slug == "code-wrong")
            site.clock.advance(by: .seconds(60))
            let (secret, _) = try await site.signIn.complete(waiting, code: code(), client: "192.0.2.1")
            #expect(try await site.sessions.session(secret)?.stage == .full)
            #expect(try await site.sessions.session(waiting) == nil)

            let (byRecovery, _) = try await site.signIn.complete(
                try await begin(), code: recovery[3].uppercased(), client: "192.0.2.1")
            #expect(try await site.sessions.session(byRecovery)?.stage == .full)
            #expect(try await site.factors.unusedRecoveryCodes(of: ada.id) == 9)
            let again = try await begin()
            #expect(
                try await Self.problem {
                    _ = try await site.signIn.complete(again, code: recovery[3], client: "192.0.2.1")
                } != nil)
            site.clock.advance(by: .seconds(601))
            #expect(
                try await Self.problem {
                    _ = try await site.signIn.complete(again, code: recovery[4], client: "192.0.2.1")
                }?.kind == .forbidden)
        }
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func codesAreThoseOfTheStandard(seconds: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = OneTimeCode.step(at: Timestamp(milliseconds: seconds * 1000))
        #expect(OneTimeCode.code(secret, step: step) == code)
        #expect(BaseEncoding.base32.encode(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    static func problem(_ body: () async throws -> Void) async throws -> Problem? {
        do {
            try await body()
            return nil
        } catch let problem as Problem {
            return problem
        }
    }
}
