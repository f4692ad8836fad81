package import Database
import Synchronization

/// A database whose writes begin only when a test lets them, and that counts them.
package final class HeldDatabase: Database {
    private let base: any Database
    private let gate: Signal
    private let count = Atomic(0)

    /// - Parameter gate: Writes wait until it is raised.
    package init(_ base: any Database, gate: Signal) {
        self.base = base
        self.gate = gate
    }

    /// How many writes were begun.
    package var writes: Int { count.load(ordering: .relaxed) }

    package var dialect: Dialect { base.dialect }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try await base.read(body) }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        count.add(1, ordering: .relaxed)
        await gate.wait()
        return try await base.write(body)
    }

    package func close() async { await base.close() }
}
