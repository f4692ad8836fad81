/// Which SQL a database speaks, for the few statements in which the engines differ.
package enum Dialect: String, Sendable, Hashable, CaseIterable {
    case sqlite, postgres
}
