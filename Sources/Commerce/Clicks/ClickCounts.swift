/// How many clicks there were of each outcome.
package struct ClickCounts: Sendable, Hashable {
    private var numbers: [Click.Outcome: Int] = [:]

    package init() {}

    package subscript(outcome: Click.Outcome) -> Int {
        get { numbers[outcome] ?? 0 }
        set { numbers[outcome] = newValue }
    }

    package var counted: Int { self[.counted] }

    /// For whatever reason.
    package var notCounted: Int { numbers.values.reduce(0, +) - counted }
}
