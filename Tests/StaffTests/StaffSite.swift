import Database
import Kernel
import Secrets
import Staff
import TestSupport

/// The staff's stores over a database of a test's own.
struct StaffSite {
    let database: any Database
    let clock: SettableClock

    static let password = "a long password"

    var accounts: AccountStore { AccountStore(database: database, clock: clock) }
    var sessions: SessionStore { SessionStore(database: database, clock: clock) }
    var factors: SecondFactorStore { SecondFactorStore(database: database, clock: clock) }
    var signIn: SignIn { SignIn(database: database, clock: clock) }
    var invitations: InvitationStore { InvitationStore(database: database, clock: clock) }
    var trail: AuditTrail { AuditTrail(database: database, clock: clock) }
    var onePerson: OnePersonMode { OnePersonMode(database: database, clock: clock) }

    static func with(_ engine: TestEngine, _ body: (StaffSite) async throws -> Void) async throws {
        try await withDatabase(engine, store: StaffSchema.store, migrations: StaffSchema.migrations) { database in
            try await body(StaffSite(database: database, clock: SettableClock()))
        }
    }

    func add(_ name: String, _ roles: Set<Role>) async throws -> Account {
        try await accounts.add(
            email: "\(name)@site.example", name: name, roles: roles, password: Self.password)
    }

    /// Signs somebody in who has no second factor.
    func signedIn(_ account: Account, from client: String = "192.0.2.1") async throws -> Secret? {
        let outcome = try await signIn.signIn(
            email: account.email, password: Self.password, client: client, replacing: nil)
        guard case .signedIn(let secret, _) = outcome else { return nil }
        return secret
    }
}
