package import Kernel

/// Who changed something, and when.
package struct Signature: Sendable, Hashable {
    /// `nil` for a program, such as the one that makes the example site.
    package let account: StaffID?
    /// The name that the account has now.
    package let name: String
    package let at: Timestamp

    package init(account: StaffID?, name: String, at: Timestamp) {
        self.account = account
        self.name = name
        self.at = at
    }
}
