import Database
import Kernel

/// Keeps strangers from having links sent to other people’s addresses again and again.
final class HandleThrottle: Sendable {
    private let networks = AttemptCounter<UInt64>(window: .seconds(3600), most: 20)
    private let hosts = AttemptCounter<String>(window: .seconds(3600), most: 300)
    /// Kept in the database, so that it holds across nodes and restarts.
    static let mailbox = (window: Duration.seconds(86_400), most: 5)

    /// - Parameter network: `nil` when it is unknown; all of these are one.
    func take(_ address: EmailAddress, from network: AddressPrefix?, at now: Timestamp) throws(Problem) {
        guard networks.take(network?.bits ?? 0, at: now), hosts.take(address.host.lowercased(), at: now) else {
            throw Self.limited
        }
    }

    /// - Throws: ``Problem`` of kind `limited`, whether the address is known or not.
    static func take(mailbox digest: [UInt8], at now: Timestamp, _ connection: any Connection) throws {
        try connection.execute("DELETE FROM handle_attempt WHERE at <= \(now.advanced(by: .zero - mailbox.window))")
        let count = try connection.value(Int.self, "SELECT count(*) FROM handle_attempt WHERE subject = \(digest)")
        guard count ?? 0 < mailbox.most else { throw limited }
        try connection.execute(
            """
            INSERT INTO handle_attempt (id, subject, at)
            VALUES (\(Identifier<HandleThrottle>(at: now)), \(digest), \(now))
            """)
    }

    private static let limited = Problem(
        .limited, slug: "handle-links-limited", title: "Too many links were asked for",
        detail: "A mail may be on its way already. If it doesn’t come, please try again tomorrow.")
}
