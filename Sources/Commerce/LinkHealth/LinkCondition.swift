import Database

/// What is wrong with a page that is there.
package enum LinkMark: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    /// The domain has no site any more, only advertising or an offer to buy it.
    case parked
    case outOfStock = "out-of-stock"
    /// On another registrable domain than the merchant’s.
    case elsewhere
}

/// How an address is, as the business side is told.
package enum LinkCondition: String, Sendable, Hashable, CaseIterable {
    case unchecked, fine
    /// Something is wrong, and it is too early to say that it will stay so.
    case failing
    case dead, parked, elsewhere, outOfStock
    /// The site doesn’t let itself be asked.
    case untold

    /// Whether somebody should do something about it.
    package var isTrouble: Bool {
        switch self {
        case .unchecked, .fine, .failing: false
        case .dead, .parked, .elsewhere, .outOfStock, .untold: true
        }
    }
}
