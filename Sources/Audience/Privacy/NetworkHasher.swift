package import Kernel

/// A network under the key of a day; nobody can tell the network from it once the key is gone.
package struct NetworkDigest: Sendable, Hashable {
    /// The day of the key, in UTC.
    package let day: CalendarDay
    package let bytes: [UInt8]

    package init(day: CalendarDay, bytes: [UInt8]) {
        self.day = day
        self.bytes = bytes
    }
}

extension NetworkDigest {
    /// What the networks that comments came from are hashed for; bans of a comment’s network refer to these.
    package static let ofComments = "comment"
}

/// Hashes networks, so that what came from the same one on the same day can be told, and nothing else.
package protocol NetworkHasher: Sendable {
    /// - Parameter purpose: What it is for, such as `vote` with the comment’s identifier; digests for different purposes
    ///   cannot be compared.
    func digest(of network: AddressPrefix, for purpose: String, at moment: Timestamp) -> NetworkDigest
}
