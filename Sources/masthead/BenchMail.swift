import ArgumentParser
import Kernel
import Mail
import MailDelivery
import NIOCore
import NIOPosix

/// Signs and hands over many messages, each with its recipient’s own links, and prints how fast; not a command for people.
struct BenchMail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast mail goes out.", shouldDisplay: false)

    @Option var host = "127.0.0.1"
    @Option var port: Int
    @Option var messages = 100_000
    /// In bytes, with the header.
    @Option var size = 8192
    @Option var connections = 4
    @Option var messagesPerConnection = 1000
    @Option var batch = 256
    @Option(help: "Batches that are prepared and handed over at a time.") var atOnce = 4
    @Flag var unsigned = false

    func run() async throws {
        let key = try DKIMKey(making: .rsa)
        guard let sender = EmailAddress("daily@quarto.example"), let subject = HeaderText("Five days in Busan"),
            let name = HeaderText("Quarto"), let list = ListFields(identifier: "daily.quarto.example", name: name),
            let signer = DKIMSigner(domain: "quarto.example", selector: "bench", key: key)
        else { throw ExitCode.failure }
        let head = MessageHead(
            .bulk, from: Mailbox(sender, name: name), subject: subject,
            date: SystemClock().now(), list: list)
        let mailing = try Self.mailing(head, signers: unsigned ? [] : [signer], size: size)

        var options = SMTPPool.Options()
        options.connections = connections
        options.messagesPerConnection = messagesPerConnection
        let server = MailServer(host: host, port: port, security: .none, sender: sender)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let pool = try SMTPPool(server: server, options: options, group: group)
        let begin = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            var next = 0
            var running = 0
            while next < messages || running > 0 {
                if next < messages, running < atOnce {
                    let range = next..<min(next + batch, messages)
                    next = range.upperBound
                    running += 1
                    tasks.addTask { try await Self.send(range, of: mailing, from: sender, by: pool) }
                } else {
                    try await tasks.next()
                    running -= 1
                }
            }
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let metrics = pool.metrics
        pool.close()
        let accepted = metrics.accepted
        print("{\"accepted\": \(accepted), \"seconds\": \(seconds), \"per_second\": \(Double(accepted) / seconds)}")
        guard accepted == messages else { throw ExitCode.failure }
    }

    private static func send(
        _ range: Range<Int>, of mailing: Mailing, from sender: EmailAddress, by pool: SMTPPool
    ) async throws {
        var envelopes: [MailEnvelope] = []
        for number in range {
            let identifier = Identifier<MailEnvelope>(high: UInt64(number), low: 0x8000_0000_0000_0000)
            let link = "https://quarto.example/newsletter/leave/\(identifier)"
            guard let address = EmailAddress("reader\(number)@host\(number % 97).example"), let own = HeaderLink(link)
            else { continue }
            let recipient = Mailing.Recipient(
                address, message: MessageID(of: [identifier.bytes], host: "quarto.example"), values: [link, link],
                unsubscribe: ListUnsubscribe(link: own))
            envelopes.append(MailEnvelope(from: sender, to: address, message: try mailing.message(for: recipient)))
        }
        try await pool.deliver(envelopes, willSend: { $0 }, ended: { _ in })
    }

    /// Text and HTML with two links in each, so long that a message has about `size` bytes.
    private static func mailing(_ head: MessageHead, signers: [DKIMSigner], size: Int) throws -> Mailing {
        let line =
            "The fast train from Seoul takes two hours and a half, and the sea is ten minutes from the station.\n"
        let foot = "\nLeave: [leave]\nChange: [change]\n"
        func mailing(lines: Int) -> Mailing {
            let text = String(repeating: line, count: lines)
            return Mailing(
                head, text: MailBody(text + foot, marks: ["[leave]", "[change]"]),
                html: MailBody("<p>\(text)</p>\(foot)", marks: ["[leave]", "[change]"]), signers: signers)
        }
        return mailing(lines: max((size - 2500) / (2 * line.utf8.count + 4), 1))
    }
}
