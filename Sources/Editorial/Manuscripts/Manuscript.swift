package import Kernel

/// An article on the desk: what is being written, with who works on it and how far it has come.
package struct Manuscript: Sendable, Hashable {
    package typealias ID = Identifier<Manuscript>

    /// Somebody on the staff, by account and the name of then.
    package struct Hand: Sendable, Hashable {
        package let account: String
        package let name: String

        package init(account: String, name: String) {
            self.account = account
            self.name = name
        }

        package init(_ member: StaffMember) { self.init(account: member.id.description, name: member.name) }
    }

    package let id: ID
    /// The published article of which this is the next state, if there is one.
    package let article: ArticleID?
    package let state: ManuscriptState
    /// The number of the present text among those saved, from 1.
    package let save: Int
    package let text: ManuscriptText
    package let assignee: Hand?
    package let due: CalendarDay?
    /// When it publishes itself, while it is scheduled.
    package let scheduled: Timestamp?
    package let created: Timestamp
    package let createdBy: Hand
    package let updated: Timestamp
    package let updatedBy: Hand
    /// The accounts that wrote since it was last published.
    package let authors: Set<String>
    /// The slug under which readers find it now.
    package let publicSlug: Slug?
}

/// A line of the desk's lists.
package struct ManuscriptSummary: Sendable, Hashable {
    package let id: Manuscript.ID
    package let state: ManuscriptState
    package let title: String
    package let kind: String
    package let assignee: Manuscript.Hand?
    package let due: CalendarDay?
    package let scheduled: Timestamp?
    package let createdBy: Manuscript.Hand
    package let updated: Timestamp
    package let updatedBy: Manuscript.Hand
    package let isPublished: Bool
}
