package import Kernel

/// What a report doesn’t say of itself.
package struct ReportOptions: Sendable, Hashable {
    package let network: Network
    /// Whose all rows are, for a report that names no merchant.
    package var programme: Programme.ID?
    /// Of amounts whose currency the report doesn’t name.
    package var currency: Currency?
    /// `nil` for a comma in files that have semicolons between fields, and a point in all others.
    package var decimals: ReportAmount.Decimals?
    /// `nil` for what the network writes.
    package var dayOrder: ReportDay.Order?
    /// Headings of columns that are called otherwise than in the network’s own reports.
    package var headings: [ReportColumn: String]

    package init(
        network: Network, programme: Programme.ID? = nil, currency: Currency? = nil,
        decimals: ReportAmount.Decimals? = nil, dayOrder: ReportDay.Order? = nil,
        headings: [ReportColumn: String] = [:]
    ) {
        self.network = network
        self.programme = programme
        self.currency = currency
        self.decimals = decimals
        self.dayOrder = dayOrder
        self.headings = headings
    }
}
