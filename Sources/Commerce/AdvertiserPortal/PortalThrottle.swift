import Database
import Kernel
import Secrets

/// Counts how often links were asked for, by the address that was typed and by the network that asked.
enum PortalThrottle {
    /// A digest, since neither addresses nor typing errors are to be kept.
    struct Subject: Sendable {
        let digest: [UInt8]
        /// How many are let pass within the window.
        let most: Int
    }

    static let window = Duration.seconds(900)

    static func subject(of address: EmailAddress) -> Subject {
        Subject(digest: Digest.of("address \(address.folded)"), most: 3)
    }

    /// All that have no network, as behind a proxy that tells none, are one.
    static func subject(ofClient client: String) -> Subject {
        Subject(digest: Digest.of("network \(AddressPrefix(client)?.bits ?? 0)"), most: 20)
    }

    /// - Throws: ``Problem`` of kind `limited`.
    static func take(_ subjects: [Subject], at now: Timestamp, _ connection: any Connection) throws {
        let since = now.advanced(by: .zero - window)
        try connection.execute("DELETE FROM portal_attempt WHERE at <= \(since)")
        for subject in subjects {
            let count = try connection.value(
                Int.self, "SELECT count(*) FROM portal_attempt WHERE subject = \(subject.digest)")
            if count ?? 0 >= subject.most {
                throw Problem(
                    .limited, slug: "portal-links-limited", title: "Too many links were asked for",
                    detail: "Please wait a quarter of an hour and try again.")
            }
        }
        for subject in subjects {
            try connection.execute(
                """
                INSERT INTO portal_attempt (id, subject, at)
                VALUES (\(Identifier<Subject>(at: now)), \(subject.digest), \(now))
                """)
        }
    }
}
