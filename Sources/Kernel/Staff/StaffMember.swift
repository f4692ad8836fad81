/// What a ``StaffID`` names; there are no values of it.
package enum StaffSubject {}

/// Names somebody on the staff for good.
package typealias StaffID = Identifier<StaffSubject>

/// Somebody on the staff, as far as other contexts need to know: who did something, and what they may do.
package struct StaffMember: Sendable, Hashable {
    package let id: StaffID
    /// The name that colleagues see.
    package let name: String
    package let roles: Set<Role>

    package init(id: StaffID, name: String, roles: Set<Role>) {
        self.id = id
        self.name = name
        self.roles = roles
    }
}
