import Database

/// Why a comment is taken down; its author is told.
package enum RemovalReason: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case spam, abuse
    case offTopic = "off-topic"
    case illegal
    case personalData = "personal-data"
    case duplicate, other
}
