/// What can go wrong between a store and its database; the associated text is for the operator, not for readers.
package enum DatabaseError: Error, Sendable, Hashable {
    /// Rules of the schema that a statement can break.
    package enum Constraint: String, Sendable, Hashable {
        case unique, check
        case foreignKey = "foreign key"
        case notNull = "not null"
    }

    /// Another process or transaction holds what this one needs, and did not let go within the time limit.
    case locked(String)
    /// A statement broke a rule of the schema.
    case constraint(Constraint, String)
    /// The database cannot be opened or the connection was lost; nothing of the transaction has happened, unless the text
    /// says that the connection was lost during the commit.
    case unreachable(String)
    /// The schema was made by a newer Masthead than this one.
    case schemaTooNew(store: String, found: Int, known: Int)
    /// A migration that was applied is not the one that this Masthead knows under that number.
    case migrationChanged(store: String, number: Int)
    /// A column is missing or holds a value of another form.
    case decoding(String)
    /// The engine refused a statement.
    case statement(String)
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked(let detail): "The database is locked: \(detail)"
        case .constraint(let constraint, let detail): "A \(constraint.rawValue) rule was broken: \(detail)"
        case .unreachable(let detail): "The database cannot be reached: \(detail)"
        case .schemaTooNew(let store, let found, let known):
            """
            The \(store) database has schema \(found), but this Masthead knows only up to \(known). Use the newer \
            Masthead, or restore a backup.
            """
        case .migrationChanged(let store, let number):
            """
            Migration \(number) of the \(store) database is not the one this Masthead knows. Use the Masthead that made \
            the database, or restore a backup.
            """
        case .decoding(let detail): "A row could not be read: \(detail)"
        case .statement(let detail): "The database refused a statement: \(detail)"
        }
    }
}
