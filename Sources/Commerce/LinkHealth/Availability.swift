import Database

/// Whether an offer can be had, in the words of schema.org (`ItemAvailability`).
package enum Availability: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case inStock = "InStock"
    case outOfStock = "OutOfStock"
    case soldOut = "SoldOut"
    case discontinued = "Discontinued"
    case backOrder = "BackOrder"
    case preOrder = "PreOrder"
    case preSale = "PreSale"
    case limited = "LimitedAvailability"
    case inStoreOnly = "InStoreOnly"
    case onlineOnly = "OnlineOnly"
    case madeToOrder = "MadeToOrder"
    case reserved = "Reserved"

    static let bySmallName = Dictionary(allCases.map { ($0.rawValue.lowercased(), $0) }) { first, _ in first }
}
