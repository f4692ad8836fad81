/// One step of a store's schema: forward only, never changed once released.
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
