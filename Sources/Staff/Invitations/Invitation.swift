package import Kernel

/// A link by which somebody makes an account of their own.
package struct Invitation: Sendable, Hashable {
    package let email: String
    package let name: String
    package let roles: Set<Role>
    /// Who invited, by name.
    package let invitedBy: String
    package let created: Timestamp
    package let expires: Timestamp
    /// Names it without giving it away: what the link holds is not kept.
    package let digest: [UInt8]
}
