/// Which flights agree with a value of one thing that can be targeted.
struct TargetIndex<Key: Hashable & Sendable>: Sendable {
    /// Those that take any value.
    private var indifferent: FlightSet
    /// Those that ask for a value, and those that take any.
    private var agreeing: [Key: FlightSet] = [:]

    /// - Parameter targets: What each flight asks for; nothing when it takes any.
    init(_ targets: [Set<Key>]) {
        indifferent = FlightSet(capacity: targets.count)
        for (number, keys) in targets.enumerated() where keys.isEmpty { indifferent.insert(number) }
        for (number, keys) in targets.enumerated() {
            for key in keys { agreeing[key, default: indifferent].insert(number) }
        }
    }

    /// Those that agree with a value; with none, those that take any.
    subscript(key: Key?) -> FlightSet { key.flatMap { agreeing[$0] } ?? indifferent }

    /// Those that agree with one of several values.
    subscript(keys: [Key]) -> FlightSet {
        var union = indifferent
        for key in keys { if let set = agreeing[key] { union.formUnion(set) } }
        return union
    }
}
