import Database
import Kernel
import Secrets

/// Counts failed sign-ins by account and by the network that they came from.
enum Throttle {
    /// What attempts are counted by; a digest, since neither addresses nor typing errors are to be kept.
    struct Subject: Sendable {
        let key: String
        /// How many failures within the window are let pass.
        let most: Int
    }

    static let window = Duration.seconds(900)

    /// No account has a longer address, and what is written down of a failure stays short.
    private static let longestEmail = 254

    static func subject(account email: String) -> Subject {
        subject("account \(email.lowercased().prefix(longestEmail))", most: 10)
    }

    static func subject(code email: String) -> Subject { subject("code \(email)", most: 10) }

    static func subject(client address: String) -> Subject { subject("client \(prefix(of: address))", most: 50) }

    /// How long a subject has to wait; zero when it need not.
    static func wait(_ subject: Subject, at now: Timestamp, _ connection: any Connection) throws -> Duration {
        let since = now.advanced(by: .zero - window)
        let times = try connection.rows(
            """
            SELECT at FROM failed_sign_in WHERE subject = \(subject.key) AND at > \(since)
            ORDER BY at DESC LIMIT \(subject.most)
            """
        ).map { try $0.value(at: 0, as: Timestamp.self) }
        guard times.count == subject.most, let oldest = times.last else { return .zero }
        return .milliseconds(oldest.advanced(by: window).milliseconds - now.milliseconds)
    }

    static func record(_ subjects: [Subject], at now: Timestamp, _ database: any Database) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM failed_sign_in WHERE at <= \(now.advanced(by: .zero - window))")
            for subject in subjects {
                try connection.execute(
                    """
                    INSERT INTO failed_sign_in (id, subject, at)
                    VALUES (\(Identifier<Subject>(at: now)), \(subject.key), \(now))
                    """)
            }
        }
    }

    static func forget(_ subject: Subject, _ database: any Database) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM failed_sign_in WHERE subject = \(subject.key)")
        }
    }

    /// The part of an address that one household or company shares: 24 bits of IPv4, 56 bits of IPv6.
    static func prefix(of address: String) -> String {
        guard address.contains(":") else {
            return address.split(separator: ".").prefix(3).joined(separator: ".")
        }
        let text = address.prefix { $0 != "%" }
        let gap = text.firstRange(of: "::")
        let head = text[..<(gap?.lowerBound ?? text.endIndex)].split(separator: ":")
        let tail = gap.map { text[$0.upperBound...].split(separator: ":") } ?? []
        let zeros = max(0, 8 - head.count - tail.count)
        let groups = head.map(String.init) + Array(repeating: "0", count: zeros) + tail.map(String.init)
        let numbers = groups.prefix(4).map { UInt16($0, radix: 16) ?? 0 }
        guard numbers.count == 4 else { return address }
        return (numbers[..<3] + [numbers[3] & 0xFF00]).map { String($0, radix: 16) }.joined(separator: ":")
    }

    private static func subject(_ text: String, most: Int) -> Subject {
        Subject(key: Digest.of(text).hexadecimal, most: most)
    }
}
