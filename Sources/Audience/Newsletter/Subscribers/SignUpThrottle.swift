import Database
import Kernel

/// Keeps strangers from having mail sent to other people’s addresses again and again.
package struct SignUpThrottle: Sendable {
    private let networks = AttemptCounter<UInt64>(window: .seconds(3600), most: 20)
    private let hosts = AttemptCounter<String>(window: .seconds(3600), most: 300)
    /// Three mails to one mailbox in a day; kept in the database, so that it holds across nodes and restarts.
    static let mailbox = (window: Duration.seconds(86_400), most: 3)

    package init() {}

    /// - Parameter network: `nil` when a proxy tells none; all of these are one.
    func take(_ address: EmailAddress, from network: AddressPrefix?, at now: Timestamp) throws(Problem) {
        guard networks.take(network?.bits ?? 0, at: now), hosts.take(address.host.lowercased(), at: now) else {
            throw Self.limited
        }
    }

    /// - Throws: ``Problem`` of kind `limited`, whether the site knows the address or not.
    func take(mailbox digest: [UInt8], at now: Timestamp, _ connection: any Connection) throws {
        let since = now.advanced(by: .zero - Self.mailbox.window)
        try connection.execute("DELETE FROM newsletter_attempt WHERE at <= \(since)")
        let count = try connection.value(
            Int.self, "SELECT count(*) FROM newsletter_attempt WHERE subject = \(digest)")
        guard count ?? 0 < Self.mailbox.most else { throw Self.limited }
        try connection.execute(
            """
            INSERT INTO newsletter_attempt (id, subject, at)
            VALUES (\(Identifier<SignUpThrottle>(at: now)), \(digest), \(now))
            """)
    }

    static let limited = Problem(
        .limited, slug: "sign-ups-limited", title: "That was tried too often",
        detail: "A mail may be on its way already. If it doesn’t come, please try again tomorrow.")
}
