import Database
package import Kernel

/// One state of one transaction, as a network tells it.
package struct Conversion: Sendable, Hashable {
    /// How far a transaction has come; a later case stands above an earlier one.
    package enum Status: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// Counted by the network, and not looked at by the merchant yet.
        case pending
        case approved
        case paid
        /// Taken back: declined, cancelled or returned.
        case reversed
    }

    /// By what a transaction is known, whatever its state.
    package struct Key: Sendable, Hashable {
        package let network: Network
        /// Within what the reference is unique: empty where it is in the whole network.
        package let scope: String
        /// The transaction as the network calls it.
        package let reference: String

        package init(network: Network, scope: String = "", reference: String) {
            self.network = network
            self.scope = scope
            self.reference = reference
        }
    }

    package let key: Key
    package let status: Status
    /// Of the transaction, by the network’s clocks.
    package let day: CalendarDay
    /// As it was reported; empty when there was none.
    package let subID: String
    /// By what the network calls the merchant; empty when it doesn’t say.
    package let merchant: String
    /// Negative in a reversal that says how much is taken back.
    package let commission: Money
    /// In the commission’s currency; `nil` when it isn’t known or in another.
    package let sale: Money?
    package let origin: Origin

    /// Whose link led to the sale, as far as that is known.
    package struct Origin: Sendable, Hashable {
        package var programme: Programme.ID?
        /// The page and the place on it.
        package var spot: Spot?

        package init(programme: Programme.ID? = nil, spot: Spot? = nil) {
            self.programme = programme
            self.spot = spot
        }
    }

    /// A place on a page that holds links.
    package struct Spot: Sendable, Hashable {
        package let page: String
        package let place: OutboundLink.Place

        package init(page: String, place: OutboundLink.Place) {
            self.page = page
            self.place = place
        }
    }

    package init(
        key: Key, status: Status, day: CalendarDay, subID: String, merchant: String, commission: Money, sale: Money?,
        origin: Origin
    ) {
        self.key = key
        self.status = status
        self.day = day
        self.subID = subID
        self.merchant = merchant
        self.commission = commission
        self.sale = sale
        self.origin = origin
    }
}
