import HTTPSupport
import Hummingbird
import Kernel
import Staff
import TestSupport
import Testing

@testable import App

/// Who may do what in the back offices; a new route without a line here fails.
@Suite struct OfficeAccessTests {
    private static let editorial: Set<Role> = [.writer, .editor, .factChecker]
    private static let publisher: Set<Role> = [.publisher]
    private static let everybody = Set(Role.allCases)

    private static let expected: [String: Set<Role>] = [
        "GET /account": everybody, "POST /account/password": everybody,
        "POST /account/sign-out-everywhere": everybody, "GET /account/second-factor": everybody,
        "POST /account/second-factor": everybody, "POST /account/second-factor/remove": everybody,
        "POST /account/recovery-codes": everybody,
        "GET /publisher": publisher, "POST /publisher/one-person-mode": publisher,
        "GET /publisher/people": publisher, "POST /publisher/people/invite": publisher,
        "POST /publisher/people/withdraw-invitation": publisher,
        "POST /publisher/people/:account/roles": publisher, "POST /publisher/people/:account/disable": publisher,
        "POST /publisher/people/:account/enable": publisher, "GET /publisher/audit": publisher,
        "GET /publisher/audit.csv": publisher,
        "GET /desk": editorial, "GET /desk/articles": editorial, "POST /desk/articles/new": editorial,
        "POST /desk/revise/:slug": editorial, "GET /desk/articles/:id": editorial,
        "POST /desk/articles/:id/save": editorial, "POST /desk/articles/:id/autosave": editorial,
        "GET /desk/articles/:id/preview": editorial, "POST /desk/articles/:id/step": editorial,
        "POST /desk/articles/:id/assignment": editorial, "POST /desk/articles/:id/remarks": editorial,
        "POST /desk/articles/:id/remarks/:remark": editorial, "GET /desk/articles/:id/history": editorial,
        "GET /desk/articles/:id/history/:number": editorial,
        "POST /desk/articles/:id/history/:number/restore": editorial, "GET /desk/facts": editorial,
        "GET /desk/facts/:slug": editorial, "POST /desk/facts/:slug": editorial,
        "POST /desk/facts/:slug/preview": editorial, "POST /desk/facts/:slug/confirm": editorial,
    ]

    private func withSite(_ body: (Site, Stores, SettableClock) async throws -> Void) async throws {
        try await withTemporaryFolder("offices") { folder in
            let clock = SettableClock()
            let data = DataDirectory(folder + "/site")
            _ = try await ExampleSite(clock: clock).make(in: data, environment: [:])
            let settings = try await Settings(data: data, environment: [:])
            let stores = try await Stores(settings, clock: clock)
            try await body(
                Site(settings: settings, stores: stores, origin: "https://quarto.example", clock: clock), stores, clock)
            await stores.close()
        }
    }

    @Test func eachRouteIsOnTheListWithItsRoles() async throws {
        try await withSite { site, _, _ in
            var found: [String: Set<Role>] = [:]
            for endpoint in site.offices.endpoints {
                let name = "\(endpoint.method.rawValue) \(endpoint.route.path)"
                #expect(found[name] == nil, "\(name) is there twice")
                found[name] = Set(Role.allCases.filter { endpoint.access.allows([$0]) })
            }
            for name in Set(found.keys).union(Self.expected.keys).sorted() {
                #expect(found[name] == Self.expected[name], "\(name)")
            }
        }
    }

    /// Asks the router itself, as each role and as nobody; forms go without a token, so that none is taken.
    @Test func theGateRefusesEverybodyElse() async throws {
        try await withSite { site, stores, clock in
            let sessions = SessionStore(database: stores.staff, clock: clock)
            let accounts = AccountStore(database: stores.staff, clock: clock)
            let router = Router(context: ReaderContext.self)
            router.add(
                middleware: ProblemMiddleware<ReaderContext>(
                    pages: ProblemPages(shell: site.shell), problem: { _ in nil }))
            site.offices.add(to: router)
            let asker = OfficeAsker(responder: router.buildResponder())
            for name in Self.expected.keys.sorted() {
                #expect(try await asker.code(of: name, as: nil) == "sign-in-needed", "\(name), signed out")
            }
            for role in Role.allCases {
                let account = try await accounts.add(
                    email: "\(role.rawValue)@site.example", name: role.rawValue, roles: [role],
                    password: "a long password")
                let secret = try await sessions.begin(for: account.id, stage: .full)
                let waiting = try await sessions.begin(for: account.id, stage: .secondFactor)
                for (name, allowed) in Self.expected.sorted(by: { $0.key < $1.key }) {
                    let code = try await asker.code(of: name, as: secret)
                    #expect((code == "role-needed") == !allowed.contains(role), "\(name) as \(role): \(code)")
                    if name.hasPrefix("POST"), allowed.contains(role) {
                        #expect(code == "form-token", "\(name) without a token: \(code)")
                    }
                    let half = try await asker.code(of: name, as: waiting)
                    #expect(half == "sign-in-needed", "\(name) with the second factor to come: \(half)")
                }
            }
        }
    }
}
