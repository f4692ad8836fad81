import CCurl
import Dispatch

/// Fetches mail that comes back from a mailbox, for sites that no mail exchanger leads to.
///
/// A mail is deleted there after it has been kept here; whatever goes wrong before leaves it where it is.
package struct MailboxFetcher: Sendable {
    private let server: MailboxServer
    private let time: Duration
    /// Its thread waits for the network, as those of the tasks must not.
    private let queue = DispatchQueue(label: "masthead.mailbox")

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private static let longestMail = 2 << 20
    private static let mostMails = 500

    /// - Parameter time: How long one step, such as a mail, may take.
    package init(server: MailboxServer, time: Duration = .seconds(60)) {
        self.server = server
        self.time = time
    }

    /// Fetches what there is, the first ``mostMails`` of it.
    ///
    /// - Returns: How many mails were kept and deleted.
    /// - Throws: ``MailboxFault``, or what `keep` threw.
    package func fetch(keep: MailKeeper) async throws -> Int {
        let session = try MailboxSession(server, time: time, ready: Self.isReady)
        // Deletions hold once the session has ended in good order.
        defer { queue.async { session.end() } }
        let sizes = try await perform { try session.list() }
        var count = 0
        for (number, size) in sizes.prefix(Self.mostMails) where size <= Self.longestMail {
            let bytes = try await perform { try session.retrieve(number, most: Self.longestMail) }
            try await keep(TakenMail(recipients: [], bytes: bytes))
            try await perform { try session.delete(number) }
            count += 1
        }
        return count
    }

    private func perform<Answer: Sendable>(_ step: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try step() }) }
        }
    }
}
