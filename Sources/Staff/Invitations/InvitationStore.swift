package import Database
package import Kernel
package import Secrets

/// Keeps invitations until they are accepted, withdrawn or too old.
package struct InvitationStore: Sendable {
    /// How long a link may be used.
    package static let lifetime = Duration.seconds(7 * 86_400)

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Invites somebody; an earlier invitation to the same address ends.
    ///
    /// - Returns: What the link holds; it is kept nowhere.
    /// - Throws: ``Problem``: `invalid`, `forbidden` for roles on both sides of the wall, or `conflict` when the address
    ///   has an account.
    package func invite(email: String, name: String, roles: Set<Role>, by inviter: String) async throws -> Secret {
        let now = clock.now()
        let email = email.lowercased()
        try AccountRules.check(
            Account(id: StaffID(at: now), email: email, name: name, roles: roles, created: now, disabled: nil))
        let secret = Secret()
        try await database.write { connection in
            try AccountRules.checkSides(of: roles, connection)
            guard try AccountReader(connection: connection).account(email: email) == nil else {
                throw Problem(
                    .conflict, slug: "account-exists", title: "The invitation was not made",
                    detail: "\(email) has an account already.",
                    fieldErrors: [.init(field: "email", message: "This address has an account already.")])
            }
            try connection.execute("DELETE FROM invitation WHERE email = \(email) OR expires <= \(now)")
            try connection.execute(
                """
                INSERT INTO invitation (digest, email, name, roles, invited_by, created, expires)
                VALUES (\(secret.digest), \(email), \(name), \(roles.sorted().map(\.rawValue).joined(separator: " ")),
                    \(inviter), \(now), \(now.advanced(by: Self.lifetime)))
                """)
        }
        return secret
    }

    /// The invitation of a link; `nil` when it was used, withdrawn or is too old.
    package func invitation(_ secret: Secret) async throws -> Invitation? {
        let now = clock.now()
        return try await database.read { connection in
            try connection.first(
                Invitation.self,
                "SELECT * FROM invitation WHERE digest = \(secret.digest) AND expires > \(now)")
        }
    }

    /// The invitations that are still open, newest first.
    package func open() async throws -> [Invitation] {
        let now = clock.now()
        return try await database.read { connection in
            try connection.all(
                Invitation.self, "SELECT * FROM invitation WHERE expires > \(now) ORDER BY created DESC, email")
        }
    }

    /// Makes the account of an invitation, which is used up by that.
    ///
    /// - Throws: ``Problem``: `gone` when the link is no longer good, `invalid` for a name or password that cannot be
    ///   used, `forbidden` or `conflict` when something has changed since.
    package func accept(_ secret: Secret, name: String, password: String) async throws -> Account {
        guard let invitation = try await invitation(secret) else { throw Self.gone }
        let account = try await AccountStore(database: database, clock: clock).add(
            email: invitation.email, name: name, roles: invitation.roles, password: password)
        try await database.write { connection in
            try connection.execute("DELETE FROM invitation WHERE email = \(invitation.email)")
        }
        return account
    }

    /// Takes an invitation back.
    package func withdraw(email: String) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM invitation WHERE email = \(email.lowercased())")
        }
    }

    package static let gone = Problem(
        .gone, slug: "invitation-gone", title: "This invitation is no longer good",
        detail: "It was used, withdrawn, or is more than a week old. Ask for another.")
}

extension Invitation: RowDecodable {
    package init(row: Row) throws {
        let roles = try row.value("roles", as: String.self).split(separator: " ").compactMap {
            Role(rawValue: String($0))
        }
        try self.init(
            email: row.value("email"), name: row.value("name"), roles: Set(roles),
            invitedBy: row.value("invited_by"), created: row.value("created"), expires: row.value("expires"),
            digest: row.value("digest"))
    }
}
