/// What a transaction may do, and what it sees.
enum TransactionMode: Sendable {
    case read, write

    var begin: String {
        switch self {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .write: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
        }
    }
}
