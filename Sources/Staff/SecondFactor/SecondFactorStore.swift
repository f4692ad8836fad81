package import Database
package import Kernel
import Secrets

/// Keeps second factors, and the codes that help when a telephone is lost.
package struct SecondFactorStore: Sendable {
    /// A second factor that is being set up.
    package struct Proposal: Sendable {
        /// What is typed into an app by hand.
        package let typed: String
        let secret: [UInt8]

        /// The address that a QR code holds (Google Authenticator's key URI format).
        package func address(site: String, email: String) -> String {
            let site = Self.encoded(site)
            return "otpauth://totp/\(site):\(Self.encoded(email))?secret=\(typed)&issuer=\(site)"
        }

        private static func encoded(_ text: String) -> String {
            text.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"):
                    String(UnicodeScalar(byte))
                default: "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
                }
            }.joined()
        }
    }

    private static let recoveryCodeCount = 10

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Whether somebody signs in with a second factor.
    package func isActive(for account: StaffID) async throws -> Bool {
        try await database.read { connection in
            try connection.value(
                Int.self,
                "SELECT count(*) FROM second_factor WHERE account = \(account) AND confirmed IS NOT NULL") == 1
        }
    }

    /// The secret to set an app up with: the same until it is confirmed.
    ///
    /// - Throws: ``Problem`` of kind `conflict` when there is a confirmed one.
    package func proposal(for account: StaffID) async throws -> Proposal {
        let new = Secret.bytes(OneTimeCode.secretLength)
        let secret = try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO second_factor (account, secret, step) VALUES (\(account), \(new), \(0))
                ON CONFLICT (account) DO NOTHING
                """)
            guard
                let kept = try connection.value(
                    [UInt8].self,
                    "SELECT secret FROM second_factor WHERE account = \(account) AND confirmed IS NULL")
            else { throw Self.alreadyActive }
            return kept
        }
        return Proposal(typed: BaseEncoding.base32.encode(secret), secret: secret)
    }

    /// Turns the proposed second factor on.
    ///
    /// - Returns: Codes that each replace the app once; they are shown now and never again.
    /// - Throws: ``Problem``: `invalid` for a wrong code, `conflict` when there is nothing to confirm.
    package func confirm(_ code: String, for account: StaffID) async throws -> [String] {
        let now = clock.now()
        let codes = Self.newRecoveryCodes()
        try await database.write { connection in
            guard
                let secret = try connection.value(
                    [UInt8].self,
                    "SELECT secret FROM second_factor WHERE account = \(account) AND confirmed IS NULL")
            else { throw Self.alreadyActive }
            guard let step = OneTimeCode.accepted(code, secret: secret, after: 0, at: now) else {
                throw Self.wrongCode
            }
            try connection.execute(
                "UPDATE second_factor SET confirmed = \(now), step = \(step) WHERE account = \(account)")
            try Self.replaceRecoveryCodes(codes, of: account, connection)
        }
        return codes
    }

    /// Replaces the recovery codes, used and unused.
    package func renewRecoveryCodes(of account: StaffID) async throws -> [String] {
        let codes = Self.newRecoveryCodes()
        try await database.write { connection in
            try Self.replaceRecoveryCodes(codes, of: account, connection)
        }
        return codes
    }

    /// How many recovery codes were not used yet.
    package func unusedRecoveryCodes(of account: StaffID) async throws -> Int {
        try await database.read { connection in
            try connection.value(
                Int.self, "SELECT count(*) FROM recovery_code WHERE account = \(account) AND used IS NULL") ?? 0
        }
    }

    /// Turns the second factor off.
    package func remove(from account: StaffID) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM second_factor WHERE account = \(account)")
            try connection.execute("DELETE FROM recovery_code WHERE account = \(account)")
        }
    }

    /// Whether a code of the app or a recovery code is right; each is taken once.
    package func accepts(_ typed: String, for account: StaffID) async throws -> Bool {
        let now = clock.now()
        let recovery = Self.digest(ofRecoveryCode: typed)
        return try await database.write { connection in
            let factor = try connection.rows(
                """
                SELECT secret, step FROM second_factor WHERE account = \(account) AND confirmed IS NOT NULL
                """
            ).first
            guard let factor else { return false }
            let last = try factor.value("step", as: Int64.self)
            if let step = try OneTimeCode.accepted(typed, secret: factor.value("secret"), after: last, at: now) {
                return try connection.execute(
                    "UPDATE second_factor SET step = \(step) WHERE account = \(account) AND step = \(last)") == 1
            }
            return try connection.execute(
                """
                UPDATE recovery_code SET used = \(now)
                WHERE digest = \(recovery) AND account = \(account) AND used IS NULL
                """) == 1
        }
    }

    package static let wrongCode = Problem(
        .invalid, slug: "code-wrong", title: "That code was not right",
        detail: "Type the six digits that the app shows now. If it happens again, check the clock of the telephone.",
        fieldErrors: [.init(field: "code", message: "This is not the code of now.")])

    private static let alreadyActive = Problem(
        .conflict, slug: "second-factor-active", title: "The second factor is on already",
        detail: "Turn it off first to set up another app.")

    private static func newRecoveryCodes() -> [String] {
        (0..<recoveryCodeCount).map { _ in String(Password.generate().prefix(20)) }
    }

    private static func digest(ofRecoveryCode typed: String) -> [UInt8] {
        let letters = typed.lowercased().filter { $0.isLetter || $0.isNumber }
        return Digest.of(letters)
    }

    private static func replaceRecoveryCodes(
        _ codes: [String], of account: StaffID, _ connection: any Connection
    ) throws {
        try connection.execute("DELETE FROM recovery_code WHERE account = \(account)")
        for code in codes {
            try connection.execute(
                "INSERT INTO recovery_code (digest, account) VALUES (\(digest(ofRecoveryCode: code)), \(account))")
        }
    }
}
