import Database

/// What a comment is to readers, as moderators see it.
package enum ModeratedState: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case shown, held, removed
    /// Its author took it back.
    case deleted
}
