package import Database
package import Kernel

/// Keeps the staff's accounts.
package struct AccountStore: Sendable {
    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Adds an account.
    ///
    /// - Throws: ``Problem`` of kind `invalid` for an address or name that cannot be one, `forbidden` for roles on both
    ///   sides of the wall, `conflict` when the address has an account.
    @discardableResult
    package func add(email: String, name: String, roles: Set<Role>, password: String) async throws -> Account {
        let account = Account(
            id: Account.ID(at: clock.now()), email: email.lowercased(), name: name, roles: roles,
            created: clock.now(), disabled: nil)
        try Self.validate(account)
        let hash = try Password.hash(password)
        do {
            try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO account (id, email, name, password, created)
                    VALUES (\(account.id), \(account.email), \(account.name), \(hash), \(account.created))
                    """)
                for role in account.roles.sorted() {
                    try connection.execute(
                        """
                        INSERT INTO account_role (account, role, is_editorial)
                        VALUES (\(account.id), \(role), \(role.isEditorial))
                        """)
                }
            }
        } catch DatabaseError.constraint(.unique, _) {
            throw Problem(
                .conflict, slug: "account-exists", title: "The account cannot be made",
                detail: "\(account.email) has an account already.")
        }
        return account
    }

    /// All accounts, by address.
    package func all() async throws -> [Account] {
        try await database.read { connection in
            let roles = try Dictionary(
                grouping: connection.rows("SELECT account, role FROM account_role")
            ) {
                try $0.value("account", as: Account.ID.self)
            }
            return try connection.rows("SELECT * FROM account ORDER BY email").map { row in
                let id = try row.value("id", as: Account.ID.self)
                return try Account(
                    id: id, email: row.value("email"), name: row.value("name"),
                    roles: Set((roles[id] ?? []).map { try $0.value("role", as: Role.self) }),
                    created: row.value("created"), disabled: row.value("disabled"))
            }
        }
    }

    /// Ends the use of an account; what it did stays under its name.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when there is no such account in use.
    package func disable(email: String) async throws {
        let now = clock.now()
        let changed = try await database.write { connection in
            try connection.execute(
                """
                UPDATE account SET disabled = \(now) WHERE email = \(email.lowercased()) AND disabled IS NULL
                """)
        }
        guard changed == 1 else {
            throw Problem(
                .notFound, slug: "account-missing", title: "Nothing was changed",
                detail: "\(email) has no account that is in use.")
        }
    }

    private static func validate(_ account: Account) throws(Problem) {
        let parts = account.email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), account.email.utf8.count <= 254,
            !account.email.contains(where: { $0.isWhitespace || $0.isNewline })
        else {
            throw Problem(
                .invalid, slug: "account-email", title: "The account cannot be made",
                detail: "“\(account.email.prefix(80))” is not an e-mail address.")
        }
        guard (1...100).contains(account.name.count) else {
            throw Problem(
                .invalid, slug: "account-name", title: "The account cannot be made",
                detail: "A name has 1 to 100 characters.")
        }
        guard !account.roles.isEmpty else {
            throw Problem(
                .invalid, slug: "account-roles", title: "The account cannot be made",
                detail: "It needs a role: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        if account.roles.contains(.business), account.roles.contains(where: \.isEditorial) {
            throw Problem(
                .forbidden, slug: "account-both-sides", title: "The account cannot be made",
                detail:
                    "Nobody holds an editorial role and the business role at once: readers are promised that the two are kept apart."
            )
        }
    }
}
