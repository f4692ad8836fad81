package import Kernel

/// Somebody on the staff.
package struct Account: Sendable, Hashable {
    package typealias ID = StaffID

    package let id: ID
    /// In lower case; no two accounts have the same.
    package let email: String
    package let name: String
    package let roles: Set<Role>
    package let created: Timestamp
    /// Since when it can no longer be used, if so.
    package let disabled: Timestamp?

    package init(
        id: ID, email: String, name: String, roles: Set<Role>, created: Timestamp, disabled: Timestamp?
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.roles = roles
        self.created = created
        self.disabled = disabled
    }

    /// What other contexts may know of it.
    package var member: StaffMember { StaffMember(id: id, name: name, roles: roles) }
}
