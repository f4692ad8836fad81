import Database
import Editorial
import HTTPSupport
import Hummingbird
import Kernel
import Secrets
import TestSupport

@testable import App
@testable import Staff

/// The example site with its offices, and whoever a test needs to be there.
struct OfficeSite {
    let site: Site
    let stores: Stores
    let clock: SettableClock
    let router: Router<ReaderContext>
    static let password = "a long password"

    var accounts: AccountStore { AccountStore(database: stores.staff, clock: clock) }
    var sessions: SessionStore { SessionStore(database: stores.staff, clock: clock) }
    var factors: SecondFactorStore { SecondFactorStore(database: stores.staff, clock: clock) }
    var invitations: InvitationStore { InvitationStore(database: stores.staff, clock: clock) }
    var products: ProductStore { ProductStore(database: stores.editorial, changes: ChangeFeed()) }
    var evaluations: EvaluationStore { EvaluationStore(database: stores.editorial, changes: ChangeFeed()) }
    var manuscripts: ManuscriptStore { site.schedule.manuscripts }

    static func with(_ body: (OfficeSite) async throws -> Void) async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock) { settings, stores in
            let site = try await Site.example(settings, stores, clock: clock)
            let router = Router(context: ReaderContext.self)
            router.add(
                middleware: ProblemMiddleware<ReaderContext>(
                    pages: ProblemPages(shell: site.shell, offices: site.offices.problems),
                    problem: { ($0 as? DatabaseError)?.problem }))
            site.offices.add(to: router)
            try await body(OfficeSite(site: site, stores: stores, clock: clock, router: router))
        }
    }

    /// A new account; its name is unlike any other.
    func account(_ roles: Set<Role>) async throws -> Account {
        let name = "p\(StaffID(at: clock.now()))"
        return try await accounts.add(
            email: "\(name)@site.example", name: name, roles: roles, password: Self.password)
    }

    /// A session of an account, and what its forms carry.
    func session(of account: StaffID) async throws -> (secret: Secret, token: String) {
        let secret = try await sessions.begin(for: account, stage: .full)
        return (secret, try await sessions.session(secret)?.formToken ?? "")
    }

    /// A code of a second factor that was not used yet.
    func nextCode(of account: StaffID) async throws -> String {
        clock.advance(by: .seconds(90))
        let secret = try await stores.staff.read { connection in
            try connection.value([UInt8].self, "SELECT secret FROM second_factor WHERE account = \(account)") ?? []
        }
        return OneTimeCode.code(secret, step: OneTimeCode.step(at: clock.now()))
    }

    /// How many rows each table has; what each request leaves behind, whatever becomes of it, is not counted.
    func rowCounts() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for database in [stores.editorial, stores.staff, stores.commerce] {
            let found = try await database.read { connection in
                try connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { row in
                    let name = try row.value("name", as: String.self)
                    return (
                        name, try connection.value(Int.self, SQL(stringLiteral: "SELECT count(*) FROM \"\(name)\""))
                    )
                }
            }
            for (name, count) in found where !["audit_entry", "session", "failed_sign_in"].contains(name) {
                counts[name] = count
            }
        }
        return counts
    }
}
