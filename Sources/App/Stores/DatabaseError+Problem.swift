import Database
import Kernel

extension DatabaseError {
    /// What a reader is told when it is the database that is out of reach; `nil` when the fault is in our own code.
    var problem: Problem? {
        switch self {
        case .locked, .unreachable:
            Problem(
                .unavailable, slug: "database-unavailable", title: "We cannot get at our pages at the moment",
                detail: "It is not your doing. Please try again in a moment.")
        case .constraint, .schemaTooNew, .migrationChanged, .decoding, .statement: nil
        }
    }
}
