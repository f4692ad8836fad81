import Database

/// What a page is read on, as far as its size goes.
package enum DeviceClass: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case phone, tablet, desktop
}
