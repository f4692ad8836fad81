/// What a network’s report of transactions looks like.
///
/// Headings are compared without case, spaces and signs, so `commission_status`, `commissionStatus` and
/// `Commission status` are one.
struct ReportFormat: Sendable {
    /// How a row is known again.
    enum Identity: Sendable, Hashable {
        /// By the transaction’s number, which is unique in the network.
        case number
        /// By the number and the item, which are unique for a merchant.
        case numberOfMerchant
        /// By what the row says, because the network gives no number: the day, the item, the tag and the sub-id, and the
        /// how many-eth such row of the report it is.
        case content
    }

    /// The headings that a column can have, the best first.
    let headings: [ReportColumn: [String]]
    /// Without these a file is no such report.
    let needed: [ReportColumn]
    let dayOrder: ReportDay.Order
    let identity: Identity
    /// Words for states besides those that all networks use.
    var words: [String: Conversion.Status] = [:]
    /// What a row is whose report has no word for it.
    var usualStatus: Conversion.Status?

    /// Words that mean the same wherever they are used.
    static let commonWords: [String: Conversion.Status] = [
        "pending": .pending, "open": .pending, "new": .pending, "extended": .pending, "tracked": .pending,
        "on hold": .pending, "awaiting approval": .pending, "unconfirmed": .pending,
        "approved": .approved, "confirmed": .approved, "accepted": .approved, "validated": .approved,
        "valid": .approved, "locked": .approved, "payable": .approved, "bonus": .approved,
        "paid": .paid, "closed": .paid, "settled": .paid,
        "declined": .reversed, "reversed": .reversed, "rejected": .reversed, "cancelled": .reversed,
        "canceled": .reversed, "void": .reversed, "voided": .reversed, "deleted": .reversed, "returned": .reversed,
        "refunded": .reversed, "invalid": .reversed,
    ]

    init(
        _ headings: [ReportColumn: [String]], needed: [ReportColumn], dayOrder: ReportDay.Order = .monthFirst,
        identity: Identity = .number, words: [String: Conversion.Status] = [:], usualStatus: Conversion.Status? = nil
    ) {
        self.headings = headings
        self.needed = needed
        self.dayOrder = dayOrder
        self.identity = identity
        self.words = words
        self.usualStatus = usualStatus
    }

    /// A word that a report uses for a state.
    func status(_ word: String) -> Conversion.Status? {
        let word = word.lowercased()
        return words[word] ?? Self.commonWords[word]
    }
}

extension Network {
    /// Of the transactions that the network has counted for the publisher.
    var reportFormat: ReportFormat {
        switch self {
        case .amazon: .amazon
        case .awin: .awin
        case .cj: .cj
        case .impact: .impact
        case .shareasale: .shareasale
        case .rakuten: .rakuten
        case .generic: .generic
        }
    }
}
