import ArgumentParser
import Kernel
import Mail
import MailDelivery
import NIOPosix
import SystemPackage

/// Hands a few signed messages to a mail server, with new keys, for the checks; not a command for people.
struct SendSample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hand over sample messages.", shouldDisplay: false)

    @Option var host = "127.0.0.1"
    @Option var port: Int
    @Option var to: String
    @Option(help: "Where the keys are written, as PEM, and the records of DNS, as lines of name and text.") var keys:
        String
    @Option var messages = 3
    @Option var bounceHost = "bounces.quarto.example"

    func run() async throws {
        let folder = FilePath(keys)
        var signers: [DKIMSigner] = []
        for algorithm in DKIMKey.Algorithm.allCases {
            let key = try DKIMKey(making: algorithm)
            try key.write(to: folder.appending("\(algorithm.rawValue).pem"))
            guard let signer = DKIMSigner(domain: "quarto.example", selector: algorithm.rawValue, key: key) else {
                continue
            }
            signers.append(signer)
        }
        try Terminal.put(
            Array(signers.map { "\($0.record.name) \($0.record.value)\n" }.joined().utf8),
            to: folder.appending("records.txt").string)
        guard let recipient = EmailAddress(to), let sender = EmailAddress("daily@quarto.example") else {
            throw ExitCode.failure
        }
        let envelopes = try (0..<messages).map { number in
            MailEnvelope(
                from: sender, to: recipient, message: try message(number, to: recipient, from: sender, signers))
        }
        let pool = try SMTPPool(
            server: MailServer(host: host, port: port, security: .none, sender: sender),
            group: MultiThreadedEventLoopGroup.singleton)
        try await pool.deliver(
            envelopes, willSend: { $0 },
            ended: { results in for result in results { print("\(result.index) \(result.outcome)") } })
        let accepted = pool.metrics.accepted
        pool.close()
        guard accepted == messages else { throw ExitCode.failure }
    }

    /// Texts of several scripts, so that both encodings are met.
    private static let samples = [
        (
            "Five days in Busan",
            "The fast train takes two hours and a half.\n.A line with a dot.\nFrom here it is ten minutes.\n"
        ),
        (
            "Été à Busan : cinq jours",
            "Le train rapide met deux heures et demie ; c’est peu.\nEt la mer est à dix minutes.\n"
        ),
        ("부산에서 닷새, 그리고 바다까지 걸어서 십 분이면 닿는 골목길 이야기", "서울에서 두 시간 반이면 닿는다. 바다는 역에서 십 분 거리다.\n"),
    ]

    private func message(
        _ number: Int, to recipient: EmailAddress, from sender: EmailAddress, _ signers: [DKIMSigner]
    ) throws -> [UInt8] {
        let (subject, words) = Self.samples[number % Self.samples.count]
        let link = "https://quarto.example/newsletter/leave/token-\(number)?a=b&c=d"
        guard let title = HeaderText(subject), let name = HeaderText("Quarto, daily"), let leave = HeaderLink(link),
            let list = ListFields(
                identifier: "daily.quarto.example", name: name, help: HeaderLink("https://quarto.example/newsletter"),
                owner: HeaderLink("mailto:desk@quarto.example"),
                archive: HeaderLink("https://quarto.example/newsletter/archive"))
        else { throw ExitCode.failure }
        let head = MessageHead(
            .bulk, from: Mailbox(sender, name: name), subject: title, date: SystemClock().now(), list: list)
        let text = String(repeating: words, count: 5) + "\nYou get this because you asked for it. To leave: [leave]\n"
        let html = """
            <!DOCTYPE html>
            <html lang="en"><head><title>\(subject)</title></head><body>
            <p>\(String(repeating: words, count: 5))</p>
            <p>You get this because you asked for it. <a href="[leave]">Leave</a></p>
            </body></html>

            """
        let mailing = Mailing(
            head, text: MailBody(text, marks: ["[leave]"]), html: MailBody(html, marks: ["[leave]"]), signers: signers)
        return try mailing.message(
            for: .init(
                recipient, message: MessageID(of: [[UInt8(number)]], host: "quarto.example"), values: [link],
                unsubscribe: ListUnsubscribe(link: leave)))
    }
}
