package import Database
package import Kernel
package import Secrets

/// Keeps the staff's accounts.
package struct AccountStore: Sendable {
    private let database: any Database
    private let clock: any WallClock
    private let passwords = PasswordHashing()

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
        try AccountRules.check(account)
        let hash = try await passwords.hash(password)
        do {
            try await database.write { connection in
                try AccountRules.checkSides(of: account.roles, connection)
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
        try await database.read { try AccountReader(connection: $0).all() }
    }

    package func account(_ id: StaffID) async throws -> Account? {
        try await database.read { try AccountReader(connection: $0).account(id) }
    }

    /// Ends the use of an account; what it did stays under its name.
    ///
    /// - Throws: ``Problem``: `notFound` when there is no such account in use, or `conflict` when nobody would be left to
    ///   manage people while others are.
    package func disable(email: String) async throws {
        let now = clock.now()
        try await database.write { connection in
            guard let account = try AccountReader(connection: connection).account(email: email),
                account.disabled == nil
            else { throw AccountRules.noAccount(email) }
            if account.roles.contains(.publisher) {
                try AccountRules.requireAnotherPublisher(than: account.id, connection)
            }
            try connection.execute("UPDATE account SET disabled = \(now) WHERE id = \(account.id)")
            try connection.execute("DELETE FROM session WHERE account = \(account.id)")
        }
    }

    /// Gives an account these roles and no others, at once wherever it is signed in.
    ///
    /// - Throws: ``Problem``: `invalid` without any role, `forbidden` for roles on both sides of the wall, `notFound`, or
    ///   `conflict` when nobody would be left to manage people.
    package func setRoles(_ roles: Set<Role>, of id: StaffID) async throws {
        try AccountRules.check(roles)
        try await database.write { connection in
            guard let account = try AccountReader(connection: connection).account(id) else {
                throw AccountRules.noAccount(id.description)
            }
            try AccountRules.checkSides(of: roles, connection)
            if account.roles.contains(.publisher), !roles.contains(.publisher) {
                try AccountRules.requireAnotherPublisher(than: id, connection)
            }
            try connection.execute("DELETE FROM account_role WHERE account = \(id)")
            for role in roles.sorted() {
                try connection.execute(
                    """
                    INSERT INTO account_role (account, role, is_editorial) VALUES (\(id), \(role), \(role.isEditorial))
                    """)
            }
        }
    }

    /// Changes a password and ends the account's sessions.
    ///
    /// - Parameter kept: The session that goes on.
    /// - Throws: ``Problem``: `invalid` when the present password is wrong or the new one cannot be used.
    package func changePassword(
        of id: StaffID, from present: String, to new: String, keeping kept: Secret?
    ) async throws {
        let known = try await database.read { connection in
            try connection.value(String.self, "SELECT password FROM account WHERE id = \(id)")
        }
        guard let known, try await passwords.matches(present, hash: known) else {
            throw Problem(
                .invalid, slug: "password-wrong", title: "The password was not changed",
                detail: "The present password is not the one that was typed.",
                fieldErrors: [.init(field: "present", message: "This is not your present password.")])
        }
        let hash = try await passwords.hash(new)
        try await database.write { connection in
            try connection.execute("UPDATE account SET password = \(hash) WHERE id = \(id)")
            try connection.execute(
                "DELETE FROM session WHERE account = \(id) AND digest <> \(kept?.digest ?? [])")
        }
    }

    /// Lets a disabled account be used again.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func enable(_ id: StaffID) async throws {
        let changed = try await database.write { connection in
            try connection.execute("UPDATE account SET disabled = NULL WHERE id = \(id) AND disabled IS NOT NULL")
        }
        guard changed == 1 else { throw AccountRules.noAccount(id.description) }
    }
}
