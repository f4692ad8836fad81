import Database
package import Kernel
package import Secrets

/// Somebody's being signed in, in one browser.
package struct Session: Sendable {
    /// How far somebody has come in signing in.
    package enum Stage: String, Sendable, Hashable, ColumnCodable {
        /// The password was right; the code of the second factor is still to come.
        case secondFactor = "second-factor"
        case full
    }

    package let secret: Secret
    package let account: Account
    package let stage: Stage
    package let created: Timestamp

    /// The token that each form of this session carries, so that no other site can send one (CSRF).
    package var formToken: String { secret.derived(for: "form") }
}
