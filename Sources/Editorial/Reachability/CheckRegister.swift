package import Kernel

/// The right to check an address, which one process at a time has.
package protocol CheckLease: Sendable {
    associatedtype Key: Sendable & Hashable

    /// What the address belongs to.
    var key: Key { get }
    var address: String { get }
}

/// Keeps what checks of addresses have shown, and who may check which.
package protocol CheckRegister: Sendable {
    associatedtype Lease: CheckLease

    /// Takes what is due, so that no other process takes it too before `lease` is over.
    func claim(at moment: Timestamp, limit: Int, lease: Duration) async throws -> [Lease]

    /// Takes one address, due or not; whoever has it comes too late with what they find.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    func claim(_ key: Lease.Key, at moment: Timestamp, lease: Duration) async throws -> Lease

    /// Records a check, unless its lease is over.
    ///
    /// - Parameter spread: From 0 to 1, drawn by chance: by how much the pause until the next check is drawn out.
    /// - Returns: How the address is now, or `nil` when the check came too late.
    func record(
        _ outcome: CheckOutcome, of lease: Lease, at moment: Timestamp, spread: Double
    ) async throws -> AddressHealth?

    /// How an address is; `nil` when it was never checked.
    func health(of key: Lease.Key) async throws -> AddressHealth?
}
