/// The server’s side of a conversation by SMTP (RFC 5321) or LMTP (RFC 2033), without a network: it takes lines and says what to
/// answer.
///
/// It relays nothing, knows no names but those it is asked to accept, and forgets a conversation that goes wrong.
struct IntakeSession {
    struct Limits: Sendable {
        var messageSize = 2 << 20
        var recipients = 20
        var mails = 100
        var errors = 10
    }

    enum Action: Equatable {
        case answer(String)
        /// A whole mail, for these recipients: each gets an answer by LMTP, and all get one by SMTP.
        case keep([UInt8], recipients: [String], answers: Int)
        /// What comes after the answers so far is said within TLS (RFC 3207).
        case startTLS
        case close
    }

    private enum State { case commands, content, overflowing }

    static let longestLine = 2048

    private let host: String
    private let isLMTP: Bool
    private let limits: Limits
    private let accepts: @Sendable (String) -> Bool
    private var offersTLS: Bool
    private var state = State.commands
    private var hasGreeted = false
    private var hasSender = false
    private var recipients: [String] = []
    private var content: [UInt8] = []
    private var mails = 0
    private var errors = 0

    init(
        host: String, isLMTP: Bool, limits: Limits, offersTLS: Bool = false,
        accepts: @escaping @Sendable (String) -> Bool
    ) {
        self.host = host
        self.isLMTP = isLMTP
        self.limits = limits
        self.offersTLS = offersTLS
        self.accepts = accepts
    }

    var greeting: Action { .answer("220 \(host) \(isLMTP ? "LMTP" : "ESMTP")") }

    var isTakingContent: Bool { state != .commands }

    /// - Parameter line: Without its end.
    mutating func take(_ line: ArraySlice<UInt8>) -> [Action] {
        if state != .commands { return takeContent(line) }
        guard line.count <= Self.longestLine, line.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
            return refuse("500 5.5.2 That is no command.")
        }
        let text = String(decoding: line, as: UTF8.self)
        switch text.prefix(while: { $0 != " " && $0 != ":" }).uppercased() {
        case "EHLO" where !isLMTP, "LHLO" where isLMTP: return greet(isExtended: true)
        case "HELO" where !isLMTP: return greet(isExtended: false)
        case "MAIL": return takeSender(text)
        case "RCPT": return takeRecipient(text)
        case "DATA":
            guard !recipients.isEmpty else { return refuse("503 5.5.1 No recipient yet.") }
            state = .content
            return [.answer("354 Go on.")]
        case "STARTTLS" where offersTLS:
            // Nothing that was said before it holds after it (RFC 3207 §4.2).
            offersTLS = false
            hasGreeted = false
            reset()
            return [.answer("220 2.0.0 Go on."), .startTLS]
        case "RSET":
            reset()
            return [.answer("250 2.0.0 Forgotten.")]
        case "NOOP": return [.answer("250 2.0.0 Here.")]
        case "QUIT": return [.answer("221 2.0.0 Goodbye."), .close]
        case "VRFY", "EXPN": return refuse("252 2.5.1 Try and see.")
        default: return refuse("500 5.5.1 Unknown here.")
        }
    }

    private mutating func greet(isExtended: Bool) -> [Action] {
        reset()
        hasGreeted = true
        guard isExtended else { return [.answer("250 \(host)")] }
        let lines =
            [host, "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "SIZE \(limits.messageSize)"]
            + (offersTLS ? ["STARTTLS"] : [])
        return lines.enumerated().map { .answer("250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)") }
    }

    private mutating func takeSender(_ text: String) -> [Action] {
        guard hasGreeted, !hasSender else { return refuse("503 5.5.1 Not now.") }
        guard text.uppercased().hasPrefix("MAIL FROM:") else { return refuse("501 5.5.4 From whom?") }
        let parameters = text.split(separator: " ").dropFirst()
        let size = parameters.compactMap { $0.uppercased().hasPrefix("SIZE=") ? Int($0.dropFirst(5)) : nil }.first ?? 0
        guard size <= limits.messageSize else { return refuse("552 5.3.4 Longer than is taken here.") }
        guard mails < limits.mails else { return [.answer("421 4.7.0 That is enough for now."), .close] }
        hasSender = true
        return [.answer("250 2.1.0 Noted.")]
    }

    private mutating func takeRecipient(_ text: String) -> [Action] {
        guard hasSender else { return refuse("503 5.5.1 Not now.") }
        guard text.uppercased().hasPrefix("RCPT TO:"), let open = text.firstIndex(of: "<"),
            let close = text[open...].firstIndex(of: ">")
        else { return refuse("501 5.5.4 To whom?") }
        let address = String(text[text.index(after: open)..<close])
        guard recipients.count < limits.recipients else { return refuse("452 4.5.3 Too many recipients.") }
        guard accepts(address) else { return refuse("550 5.1.1 Nobody of that name.") }
        recipients.append(address)
        return [.answer("250 2.1.5 Noted.")]
    }

    private mutating func takeContent(_ line: ArraySlice<UInt8>) -> [Action] {
        if line.count == 1, line.first == 0x2E {
            defer { reset() }
            guard state == .content else { return refuse("552 5.3.4 Longer than is taken here.") }
            mails += 1
            return [.keep(content, recipients: recipients, answers: isLMTP ? recipients.count : 1)]
        }
        let line = line.first == 0x2E ? line.dropFirst() : line
        if content.count + line.count + 2 > limits.messageSize {
            state = .overflowing
            content = []
        }
        if state == .content { content += line + [0x0D, 0x0A] }
        return []
    }

    private mutating func refuse(_ answer: String) -> [Action] {
        errors += 1
        return errors > limits.errors ? [.answer("421 4.7.0 Too much went wrong."), .close] : [.answer(answer)]
    }

    private mutating func reset() {
        state = .commands
        hasSender = false
        recipients = []
        content = []
    }
}
