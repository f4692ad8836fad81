import CPostgres

/// The names under which a session has prepared statements; a bounded number, the least recently used goes first.
struct PreparedStatements {
    /// The same text with other types of arguments is another statement.
    struct Key: Hashable {
        let text: String
        let types: [Oid]
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0

    init(capacity: Int) { self.capacity = capacity }

    mutating func name(_ key: Key) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    /// Takes out the statement that has to make room for another, if any.
    mutating func evicted() -> String? {
        guard entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return nil
        }
        entries[oldest.key] = nil
        return oldest.value.name
    }

    /// A name that this session has not used.
    func nextName() -> String { "masthead_\(uses)" }

    mutating func add(_ key: Key, _ name: String) {
        entries[key] = Entry(name: name, lastUse: uses)
    }

    mutating func removeAll() { entries = [:] }
}
