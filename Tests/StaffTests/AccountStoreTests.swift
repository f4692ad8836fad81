import Database
import Kernel
import Staff
import TestSupport
import Testing

@Suite struct AccountStoreTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_436_191_389_000))

    private func withAccounts(
        _ engine: TestEngine, _ body: (AccountStore, any Database) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "staff", migrations: StaffSchema.migrations) { database in
            try await body(AccountStore(database: database, clock: clock), database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAccountComesBackWithItsRoles(engine: TestEngine) async throws {
        try await withAccounts(engine) { accounts, _ in
            let ada = try await accounts.add(
                email: "Ada@Site.example", name: "Ada", roles: [.writer, .editor], password: "a long password")
            #expect(ada.email == "ada@site.example")
            #expect(try await accounts.all() == [ada])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAddressHasOneAccount(engine: TestEngine) async throws {
        try await withAccounts(engine) { accounts, _ in
            try await accounts.add(email: "a@b.example", name: "A", roles: [.writer], password: "a long password")
            let problem = await #expect(throws: Problem.self) {
                try await accounts.add(email: "A@b.example", name: "B", roles: [.editor], password: "a long password")
            }
            #expect(problem?.kind == .conflict)
            #expect(try await accounts.all().count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases, [Role.writer, .editor, .factChecker])
    func nobodyStandsOnBothSidesOfTheWall(engine: TestEngine, role: Role) async throws {
        try await withAccounts(engine) { accounts, database in
            let problem = await #expect(throws: Problem.self) {
                try await accounts.add(
                    email: "a@b.example", name: "A", roles: [role, .business], password: "a long password")
            }
            #expect(problem?.kind == .forbidden)
            // Nor by writing the row past the store.
            let account = try await accounts.add(
                email: "a@b.example", name: "A", roles: [role], password: "a long password")
            await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    try connection.execute(
                        "INSERT INTO account_role (account, role, is_editorial) VALUES (\(account.id), 'business', 0)")
                }
            }
            #expect(try await accounts.all().map(\.roles) == [[role]])
        }
    }

    @Test(arguments: ["", "a", "a@b", "@b.example", "a b@c.example", "a@b@c.example", "a@b.example\n"])
    func whatIsNoAddressIsRefused(email: String) async throws {
        try await withAccounts(.sqlite) { accounts, _ in
            await #expect(throws: Problem.self) {
                try await accounts.add(email: email, name: "A", roles: [.writer], password: "a long password")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDisabledAccountStaysOnTheList(engine: TestEngine) async throws {
        try await withAccounts(engine) { accounts, _ in
            try await accounts.add(email: "a@b.example", name: "A", roles: [.writer], password: "a long password")
            try await accounts.disable(email: "A@B.example")
            #expect(try await accounts.all().map(\.disabled) == [clock.now()])
            await #expect(throws: Problem.self) { try await accounts.disable(email: "a@b.example") }
        }
    }

    @Test func aPasswordMatchesItsOwnHashOnly() throws {
        let hash = try Password.hash("correct horse battery")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(Password.matches("correct horse battery", hash: hash))
        #expect(!Password.matches("correct horse batterz", hash: hash))
        #expect(!Password.matches("", hash: hash))
        #expect(!Password.matches("correct horse battery", hash: "not a hash"))
        #expect(try Password.hash("correct horse battery") != hash)
    }

    @Test func aPasswordHasAReasonableLength() {
        #expect(throws: Problem.self) { try Password.hash("short") }
        #expect(throws: Problem.self) { try Password.hash(String(repeating: "a", count: 201)) }
        #expect(Password.lengths.contains(Password.generate().count))
        #expect(Password.generate() != Password.generate())
    }
}
