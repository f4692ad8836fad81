package import Kernel
import Synchronization

/// Takes mails over and keeps them.
package final class Mailbox: MailSender {
    private let mails = Mutex<[OutgoingMail]>([])

    package init() {}

    package var all: [OutgoingMail] { mails.withLock { $0 } }

    package func send(_ mail: OutgoingMail) async throws { mails.withLock { $0.append(mail) } }

    /// Waits until so many have come, since they are sent after the answer.
    package func mails(atLeast count: Int) async throws -> [OutgoingMail] {
        for _ in 0..<500 where all.count < count { try await Task.sleep(for: .milliseconds(10)) }
        return all
    }
}
