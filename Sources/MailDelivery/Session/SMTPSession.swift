import Kernel
import Mail

/// One conversation with a mail server as a state machine without a network: it is told what happened and says what to do.
///
/// With PIPELINING (RFC 2920) the words before a message are sent together, and along with the end of the message
/// before, so that a message costs one turn.
struct SMTPSession {
    /// Names a message to whoever performs the actions.
    typealias Ticket = Int

    enum Action {
        case send(String)
        /// With its dots doubled and its end.
        case sendContent(Ticket)
        case sendEmptyContent
        case startTLS
        case ended(Ticket, DeliveryOutcome)
        /// No more comes; messages that were not ended before this are told by it too.
        case close(ConnectionFault?)
    }

    enum Expectation: Hashable {
        case greeting, hello, plainHello, startTLS, signIn, reset, sender, recipient, data, content, nothing, goodbye
    }

    struct Message {
        let ticket: Ticket
        let sender: String
        let recipient: String
        let size: Int
        let isASCII: Bool
        fileprivate(set) var refusal: (SMTPReply, SMTPStage)?
        fileprivate(set) var isFlushed = false

        init(ticket: Ticket, sender: String, recipient: String, size: Int, isASCII: Bool) {
            self.ticket = ticket
            self.sender = sender
            self.recipient = recipient
            self.size = size
            self.isASCII = isASCII
        }
    }

    private let server: MailServer
    private let mostMessages: Int
    private var extensions = SMTPExtensions()
    private var isSecure: Bool
    private(set) var isReady = false
    private(set) var isClosed = false
    private(set) var expected: [Expectation] = [.greeting]
    /// What waits for the replies before it, where the server knows no PIPELINING.
    private var unsent: [(String, Expectation)] = []
    private var signIn: SMTPSignIn?
    private var opened: Message?
    private var finishing: Message?
    private var needsReset = false
    private var count = 0

    init(server: MailServer, mostMessages: Int) {
        self.server = server
        self.mostMessages = mostMessages
        isSecure = server.security == .tls
    }

    /// Whether another message may be opened now.
    var wantsMessage: Bool {
        isReady && !isClosed && opened == nil && unsent.isEmpty && count < mostMessages
            && (finishing == nil || extensions.pipelining)
    }

    var isIdle: Bool { isReady && expected.isEmpty && opened == nil && finishing == nil }

    /// Opens a message; only when ``wantsMessage``.
    mutating func open(_ message: Message) -> [Action] {
        if let limit = extensions.sizeLimit, message.size > limit {
            return [.ended(message.ticket, .notSent(.tooLarge(limit: limit)))]
        }
        guard message.isASCII || extensions.eightBit else { return [.ended(message.ticket, .notSent(.needs8BitMIME))] }
        count += 1
        opened = message
        var commands: [(String, Expectation)] = []
        if needsReset { commands.append(("RSET\r\n", .reset)) }
        needsReset = false
        let size = extensions.size ? " SIZE=\(message.size)" : ""
        let body = message.isASCII ? "" : " BODY=8BITMIME"
        commands.append(("MAIL FROM:<\(message.sender)>\(size)\(body)\r\n", .sender))
        commands.append(("RCPT TO:<\(message.recipient)>\r\n", .recipient))
        commands.append(("DATA\r\n", .data))
        if extensions.pipelining {
            expected += commands.map(\.1)
            return [.send(commands.map(\.0).joined())]
        }
        unsent = commands
        return sendNext()
    }

    private mutating func sendNext() -> [Action] {
        guard expected.isEmpty, !unsent.isEmpty else { return [] }
        let (command, expectation) = unsent.removeFirst()
        expected.append(expectation)
        return [.send(command)]
    }

    /// Says goodbye when nothing is under way.
    mutating func quit() -> [Action] {
        guard !isClosed, isIdle else { return [] }
        isReady = false
        expected = [.goodbye]
        return [.send("QUIT\r\n")]
    }

    /// All of a message has left this machine.
    mutating func flushed(_ ticket: Ticket) { if finishing?.ticket == ticket { finishing?.isFlushed = true } }

    mutating func received(_ reply: SMTPReply, lines: [String]) -> [Action] {
        guard !isClosed else { return [] }
        guard let expectation = expected.first else {
            return close(reply.code == 421 ? .turnedAway(reply) : .garbled)
        }
        expected.removeFirst()
        if reply.code == 421, expectation != .goodbye { return turnedAway(reply, at: expectation) }
        switch expectation {
        case .greeting:
            guard reply.code == 220 else { return close(.turnedAway(reply)) }
            return hello()
        case .hello, .plainHello: return greeted(reply, lines, isExtended: expectation == .hello)
        case .startTLS:
            guard reply.code == 220 else {
                return server.security == .opportunistic ? signInOrBegin() : close(.insecure)
            }
            isSecure = true
            return [.startTLS] + hello()
        case .signIn: return signedIn(reply)
        case .reset, .nothing: return sendNext()
        case .sender: return answered(reply, .sender)
        case .recipient: return answered(reply, .recipient)
        case .data: return dataAnswered(reply)
        case .content: return contentAnswered(reply)
        case .goodbye: return close(nil)
        }
    }

    private mutating func hello() -> [Action] {
        expected = [.hello]
        return [.send("EHLO \(server.sender.host)\r\n")]
    }

    private mutating func greeted(_ reply: SMTPReply, _ lines: [String], isExtended: Bool) -> [Action] {
        guard reply.isPositive else {
            guard isExtended, (500...504).contains(reply.code) else { return close(.turnedAway(reply)) }
            expected = [.plainHello]
            return [.send("HELO \(server.sender.host)\r\n")]
        }
        extensions = isExtended ? SMTPExtensions(lines.dropFirst()) : SMTPExtensions()
        if !isSecure, server.security == .startTLS || server.security == .opportunistic {
            if extensions.startTLS {
                expected = [.startTLS]
                return [.send("STARTTLS\r\n")]
            }
            if server.security == .startTLS { return close(.insecure) }
        }
        return signInOrBegin()
    }

    private mutating func signInOrBegin() -> [Action] {
        guard !server.user.isEmpty else { return begin() }
        // A password is shown in the clear only where the operator says that there is no other way.
        guard isSecure || server.security == .none else { return close(.insecure) }
        guard var signIn = SMTPSignIn(user: server.user, password: server.password, offered: extensions.signIns) else {
            return close(.signInRefused(SMTPReply(code: 504, text: "The server offers neither PLAIN nor LOGIN.")))
        }
        expected = [.signIn]
        let command = signIn.begin()
        self.signIn = signIn
        return [.send(command)]
    }

    private mutating func signedIn(_ reply: SMTPReply) -> [Action] {
        if reply.isPositive { return begin() }
        guard reply.code == 334, let line = signIn?.next() else { return close(.signInRefused(reply)) }
        expected = [.signIn]
        return [.send(line)]
    }

    private mutating func begin() -> [Action] {
        signIn = nil
        isReady = true
        return []
    }

    private mutating func answered(_ reply: SMTPReply, _ stage: SMTPStage) -> [Action] {
        guard (200...299).contains(reply.code) || reply.code >= 400 else { return close(.garbled) }
        if !reply.isPositive, opened?.refusal == nil { opened?.refusal = (reply, stage) }
        guard !extensions.pipelining else { return [] }
        guard opened?.refusal != nil else { return sendNext() }
        unsent = []
        return giveUp()
    }

    private mutating func dataAnswered(_ reply: SMTPReply) -> [Action] {
        guard let message = opened else { return close(.garbled) }
        if reply.code == 354 {
            opened = nil
            expected.insert(message.refusal == nil ? .content : .nothing, at: 0)
            if let (reply, stage) = message.refusal {
                // The server waits for a message nevertheless (RFC 2920 §3.1): it gets none.
                needsReset = true
                return [.sendEmptyContent, .ended(message.ticket, Self.outcome(reply, stage))]
            }
            finishing = message
            return [.sendContent(message.ticket)]
        }
        guard reply.code >= 400 else { return close(.garbled) }
        if message.refusal == nil { opened?.refusal = (reply, .data) }
        return giveUp()
    }

    private mutating func giveUp() -> [Action] {
        guard let message = opened, let (reply, stage) = message.refusal else { return [] }
        opened = nil
        needsReset = true
        return [.ended(message.ticket, Self.outcome(reply, stage))]
    }

    private mutating func contentAnswered(_ reply: SMTPReply) -> [Action] {
        guard let message = finishing, reply.isPositive || reply.code >= 400 else { return close(.garbled) }
        finishing = nil
        return [.ended(message.ticket, reply.isPositive ? .accepted(reply) : Self.outcome(reply, .content))]
    }

    private static func outcome(_ reply: SMTPReply, _ stage: SMTPStage) -> DeliveryOutcome {
        reply.code >= 500 ? .refusedForGood(reply, stage) : .refusedForNow(reply, stage)
    }

    private mutating func turnedAway(_ reply: SMTPReply, at expectation: Expectation) -> [Action] {
        var actions: [Action] = []
        switch expectation {
        case .content: actions = contentAnswered(reply)
        case .recipient, .data:
            // While the end of another message waits for its reply, this one is that other’s.
            if finishing == nil, let message = opened {
                opened = nil
                actions = [.ended(message.ticket, Self.outcome(reply, expectation == .data ? .data : .recipient))]
            }
        default: break
        }
        return actions + close(.turnedAway(reply))
    }

    /// The connection is over, for whatever reason.
    mutating func close(_ fault: ConnectionFault?) -> [Action] {
        guard !isClosed else { return [] }
        isClosed = true
        isReady = false
        var actions: [Action] = []
        if let message = finishing {
            let fault = fault ?? .dropped
            actions.append(
                .ended(message.ticket, message.isFlushed ? .uncertain(fault) : .notSent(.noConnection(fault))))
        }
        if let message = opened {
            let outcome = message.refusal.map { Self.outcome($0.0, $0.1) } ?? .notSent(.noConnection(fault ?? .dropped))
            actions.append(.ended(message.ticket, outcome))
        }
        finishing = nil
        opened = nil
        expected = []
        unsent = []
        return actions + [.close(fault)]
    }
}
