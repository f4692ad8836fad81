package import Database

/// The tables of the editorial side.
package enum EditorialSchema {
    /// The name under which the migrator keeps this schema's number.
    package static let store = "editorial"

    package static let migrations: [Migration] = []
}
