import Kernel

/// What became of an edition.
package struct EditionReport: Sendable, Hashable {
    /// How often a page was gone to from it.
    package struct Clicks: Sendable, Hashable {
        package let path: String
        package let title: String
        package let count: Int
    }

    /// How many it was for when sending began.
    package let audience: Int
    /// By what became of handing each over.
    package let deliveries: [Delivery.State: Int]
    /// How many came back, or were called spam, by why.
    package let returned: [BounceEvent.Kind: Int]
    /// How many left by its mails.
    package let departures: Int
    /// The most frequent first; empty where nothing was counted.
    package let clicks: [Clicks]

    /// How many a server has taken over.
    package var sent: Int { deliveries[.sent] ?? 0 }
    /// How many came back for good or for now.
    package var bounced: Int { returned.filter { $0.key != .complaint }.values.reduce(0, +) }
    package var complaints: Int { returned[.complaint] ?? 0 }

    /// A part of what was sent, from 0 to 1; `nil` before anything was.
    package func share(_ count: Int) -> Double? { sent > 0 ? Double(count) / Double(sent) : nil }
}
