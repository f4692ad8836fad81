package import Kernel

/// Who decides, and when.
package struct ModeratorSignature: Sendable, Hashable {
    package let account: StaffID
    /// The name that the account has now.
    package let name: String
    package let at: Timestamp

    package init(account: StaffID, name: String, at: Timestamp) {
        self.account = account
        self.name = name
        self.at = at
    }
}
