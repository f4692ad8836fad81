package import Database
package import Kernel
package import Secrets

/// Lets the staff in: a password, then a code where the account has a second factor, both throttled.
package struct SignIn: Sendable {
    /// How far an attempt has come.
    package enum Outcome: Sendable {
        case signedIn(Secret, Account)
        /// The password was right; the code is still to come, under this secret.
        case needsCode(Secret)
    }

    private let database: any Database
    private let clock: any WallClock
    private let sessions: SessionStore
    private let factors: SecondFactorStore
    private let passwords = PasswordHashing()

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
        sessions = SessionStore(database: database, clock: clock)
        factors = SecondFactorStore(database: database, clock: clock)
    }

    /// Tries an address and a password.
    ///
    /// - Parameters:
    ///   - client: The network address of whoever tries; attempts are counted by its prefix.
    ///   - earlier: The session that this browser still has, which ends.
    /// - Throws: ``Problem``: `invalid` without saying which of the two was wrong, or `limited` after too many
    ///   attempts or while too many others are at it.
    package func signIn(
        email: String, password: String, client: String, replacing earlier: Secret?
    ) async throws -> Outcome {
        let subjects = [Throttle.subject(account: email), Throttle.subject(client: client)]
        try await throttle(subjects)
        let known = try await database.read { connection -> (Account, String)? in
            guard let account = try AccountReader(connection: connection).account(email: email),
                account.disabled == nil,
                let hash = try connection.value(
                    String.self, "SELECT password FROM account WHERE id = \(account.id)")
            else { return nil }
            return (account, hash)
        }
        // Without an account a hash is made all the same, so that the time tells nobody who has one.
        let isRight =
            if password.count <= Password.lengths.upperBound {
                try await passwords.matches(password, hash: known?.1 ?? Self.nobodysHash)
            } else {
                false
            }
        guard let (account, _) = known, isRight else {
            try await Throttle.record(subjects, at: clock.now(), database)
            throw Problem(
                .invalid, slug: "sign-in-wrong", title: "That was not right",
                detail: "No account has this address with this password.",
                fieldErrors: [.init(field: "password", message: "The address or the password is not right.")])
        }
        if try await factors.isActive(for: account.id) {
            return .needsCode(
                try await sessions.begin(for: account.id, stage: .secondFactor, replacing: earlier))
        }
        try await Throttle.forget(subjects[0], database)
        return .signedIn(
            try await sessions.begin(for: account.id, stage: .full, replacing: earlier), account)
    }

    /// Tries the code of a second factor.
    ///
    /// - Throws: ``Problem``: `invalid` for a wrong code, `limited`, or `forbidden` when the password is to be typed again.
    package func complete(_ secret: Secret, code: String, client: String) async throws -> (Secret, Account) {
        guard let session = try await sessions.session(secret), session.stage == .secondFactor else {
            throw Problem(
                .forbidden, slug: "sign-in-over", title: "Please sign in again",
                detail: "It took more than ten minutes, or was begun in another window.")
        }
        let subjects = [Throttle.subject(code: session.account.email), Throttle.subject(client: client)]
        try await throttle(subjects)
        guard try await factors.accepts(code, for: session.account.id) else {
            try await Throttle.record(subjects, at: clock.now(), database)
            throw SecondFactorStore.wrongCode
        }
        try await Throttle.forget(subjects[0], database)
        try await Throttle.forget(Throttle.subject(account: session.account.email), database)
        return (
            try await sessions.begin(for: session.account.id, stage: .full, replacing: secret), session.account
        )
    }

    private func throttle(_ subjects: [Throttle.Subject]) async throws {
        let now = clock.now()
        let wait = try await database.read { connection in
            try subjects.map { try Throttle.wait($0, at: now, connection) }.max() ?? .zero
        }
        guard wait > .zero else { return }
        let minutes = Int(wait.components.seconds / 60) + 1
        throw Problem(
            .limited, slug: "sign-in-throttled", title: "Too many attempts",
            detail: "Please wait \(minutes == 1 ? "a minute" : "\(minutes) minutes") and try again.")
    }

    /// A hash of a password that nobody has.
    private static let nobodysHash =
        (try? Password.hash(Password.generate())) ?? "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"
}
