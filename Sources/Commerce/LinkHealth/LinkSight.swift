package import Kernel

/// One request on the way to where a link leads.
package struct LinkHop: Sendable, Hashable {
    package let address: String
    /// `nil` when nobody answered.
    package let status: Int?

    package init(address: String, status: Int?) {
        self.address = address
        self.status = status
    }
}

/// What was seen when an address was asked for.
package struct LinkSight: Sendable, Hashable {
    package let outcome: CheckOutcome
    /// In the order in which they were asked.
    package let hops: [LinkHop]
    /// As much of the page as was read; empty when there was none.
    package let body: [UInt8]

    package init(outcome: CheckOutcome, hops: [LinkHop] = [], body: [UInt8] = []) {
        self.outcome = outcome
        self.hops = hops
        self.body = body
    }
}

/// Asks where an address leads; whoever composes the program gives one that speaks HTTP.
package protocol LinkProbe: Sendable {
    /// Asks once, within limits of its own, and never throws: that nothing came of it is seen too.
    func look(at address: String) async -> LinkSight
}
