import HTTPSupport
import Kernel
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

    @Test func eachRouteIsOpenToItsRolesAndNoOthers() async throws {
        try await withTemporaryFolder("offices") { folder in
            let clock = SettableClock()
            let data = DataDirectory(folder + "/site")
            _ = try await ExampleSite(clock: clock).make(in: data, environment: [:])
            let settings = try await Settings(data: data, environment: [:])
            let stores = try await Stores(settings, clock: clock)
            let site = try await Site(
                settings: settings, stores: stores, origin: "https://quarto.example", clock: clock)
            var found: [String: Set<Role>] = [:]
            for endpoint in site.offices.endpoints {
                let name = "\(endpoint.method.rawValue) \(endpoint.route.path)"
                #expect(found[name] == nil, "\(name) is there twice")
                found[name] = Set(Role.allCases.filter { endpoint.access.allows([$0]) })
                #expect(!endpoint.access.allows([]) || endpoint.access == .everybody)
            }
            for name in Set(found.keys).union(Self.expected.keys).sorted() {
                #expect(found[name] == Self.expected[name], "\(name)")
            }
            await stores.close()
        }
    }
}
