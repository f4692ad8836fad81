/// What a column of a report can tell.
package enum ReportColumn: String, Sendable, Hashable, CaseIterable {
    /// The transaction’s number.
    case reference
    /// What tells rows of one transaction apart, such as an article’s number.
    case part
    case day, status
    case subID = "sub-id"
    case merchant
    /// The publisher’s own number.
    case account
    case sale
    case saleCurrency = "sale-currency"
    case commission, currency
    /// Whether it was cancelled, is settled, or was paid, in networks that say it in columns of their own.
    case voided, locked, paid

    /// What it is called on screen.
    package var label: String {
        switch self {
        case .reference: "Transaction number"
        case .part: "Item"
        case .day: "Day"
        case .status: "Status"
        case .subID: "Sub-id"
        case .merchant: "Merchant"
        case .account: "Account"
        case .sale: "Sale amount"
        case .saleCurrency: "Currency of the sale"
        case .commission: "Commission"
        case .currency: "Currency"
        case .voided: "Cancelled"
        case .locked: "Settled"
        case .paid: "Paid"
        }
    }
}
