import Database
import Testing

/// The error that `body` ends with; the test fails when there is none or it is not the database's.
func databaseError<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async throws -> DatabaseError {
    do {
        _ = try await body()
    } catch let error as DatabaseError {
        return error
    }
    Issue.record("There was no error.", sourceLocation: sourceLocation)
    throw MissingError()
}

struct MissingError: Error {}

extension DatabaseError {
    /// The error without its text.
    enum Kind {
        case locked, unique, foreignKey, check, notNull, unreachable, schemaTooNew, migrationChanged, decoding,
            statement
    }

    var kind: Kind {
        switch self {
        case .locked: .locked
        case .constraint(.unique, _): .unique
        case .constraint(.foreignKey, _): .foreignKey
        case .constraint(.check, _): .check
        case .constraint(.notNull, _): .notNull
        case .unreachable: .unreachable
        case .schemaTooNew: .schemaTooNew
        case .migrationChanged: .migrationChanged
        case .decoding: .decoding
        case .statement: .statement
        }
    }
}
