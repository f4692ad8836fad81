/// One step of a store's schema: forward only, never changed once released.
///
/// Types of columns that mean the same in both engines: `BIGINT` for ``Value/integer(_:)`` (PostgreSQL's `INTEGER` has 32
/// bits), `SMALLINT` for a `Bool`, `DOUBLE PRECISION` for ``Value/real(_:)`` (its `REAL` has 32 bits), `TEXT`, and `BYTEA`
/// for ``Value/bytes(_:)``.
package struct Migration: Sendable {
    /// Counts from 1 within its store, without gaps.
    package let number: Int
    package let name: String
    /// The statements for each engine; most return the same for both.
    package let statements: @Sendable (Dialect) -> [SQL]

    package init(number: Int, name: String, statements: @escaping @Sendable (Dialect) -> [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}
