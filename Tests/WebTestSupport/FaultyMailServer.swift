import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A mail server that does what a test asks at any point of a conversation.
package final class FaultyMailServer: Sendable {
    package enum Reaction: Sendable {
        case usual
        case say(String)
        /// As it is, without a line’s end.
        case raw(String)
        case drop
        /// Says nothing, ever.
        case silence
    }

    /// Where a conversation is.
    package struct Moment: Sendable {
        /// 0 for the first connection.
        package let connection: Int
        /// How many messages this server has taken before.
        package let taken: Int
        /// A command, `connect`, `content` for each line of a message, or `.` for its end.
        package let word: String
        /// The whole line.
        package let line: String
    }

    package struct Taken: Sendable, Hashable {
        package var sender = ""
        package var recipient = ""
        package var content = ""
    }

    fileprivate final class Log: Sendable {
        struct State {
            var taken: [Taken] = []
            var lines: [String] = []
            var connections = 0
            var open = 0
            var mostOpen = 0
        }
        let state = Mutex(State())
    }

    package let port: Int
    private let channel: any Channel
    private let log: Log

    package var taken: [Taken] { log.state.withLock { $0.taken } }
    package var lines: [String] { log.state.withLock { $0.lines } }
    package var connections: Int { log.state.withLock { $0.connections } }
    package var mostOpen: Int { log.state.withLock { $0.mostOpen } }

    package init(
        extensions: [String] = ["PIPELINING"], tls: NIOSSLContext? = nil, isSecureFromTheStart: Bool = false,
        reaction: @escaping @Sendable (Moment) -> Reaction = { _ in .usual }
    ) async throws {
        let log = Log()
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if isSecureFromTheStart, let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(
                        FaultyMailHandler(extensions: extensions, tls: tls, log: log, reaction: reaction))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.log = log
        guard let port = channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        self.port = port
    }

    package func close() async { try? await channel.close() }
}

private final class FaultyMailHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let extensions: [String]
    private let tls: NIOSSLContext?
    private let log: FaultyMailServer.Log
    private let reaction: @Sendable (FaultyMailServer.Moment) -> FaultyMailServer.Reaction
    private var number = 0
    private var waiting: [UInt8] = []
    private var isContent = false
    private var isSilent = false
    private var signIn = 0
    private var message: FaultyMailServer.Taken?

    init(
        extensions: [String], tls: NIOSSLContext?, log: FaultyMailServer.Log,
        reaction: @escaping @Sendable (FaultyMailServer.Moment) -> FaultyMailServer.Reaction
    ) {
        self.extensions = extensions
        self.tls = tls
        self.log = log
        self.reaction = reaction
    }

    func channelActive(context: ChannelHandlerContext) {
        number = log.state.withLock { state in
            defer { state.connections += 1 }
            state.open += 1
            state.mostOpen = max(state.mostOpen, state.open)
            return state.connections
        }
        if react("connect", "", context) { say("220 faulty", context) }
    }

    func channelInactive(context: ChannelHandlerContext) { log.state.withLock { $0.open -= 1 } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting += Array(unwrapInboundIn(data).readableBytesView)
        while let end = waiting.firstIndex(of: 0x0A), !isSilent {
            let line = String(decoding: waiting[..<end], as: UTF8.self).replacing("\r", with: "")
            waiting.removeFirst(end + 1)
            if isContent { take(line, context) } else { answer(line, context) }
        }
    }

    /// Whether the usual is to be done.
    private func react(_ word: String, _ line: String, _ context: ChannelHandlerContext) -> Bool {
        let taken = log.state.withLock { $0.taken.count }
        switch reaction(.init(connection: number, taken: taken, word: word, line: line)) {
        case .usual: return true
        case .say(let reply):
            say(reply, context)
            if reply.hasPrefix("421") { context.close(promise: nil) }
        case .raw(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .drop:
            isSilent = true
            context.close(promise: nil)
        case .silence: isSilent = true
        }
        return false
    }

    private func take(_ line: String, _ context: ChannelHandlerContext) {
        guard line == "." else {
            message?.content += (line.hasPrefix(".") ? String(line.dropFirst()) : line) + "\r\n"
            _ = react("content", line, context)
            return
        }
        isContent = false
        let done = message
        message = nil
        guard react(".", line, context) else { return }
        if let done { log.state.withLock { $0.taken.append(done) } }
        say("250 2.0.0 taken", context)
    }

    private func answer(_ line: String, _ context: ChannelHandlerContext) {
        log.state.withLock { $0.lines.append(line) }
        let word = line.prefix { $0 != " " && $0 != ":" }.uppercased()
        if signIn == 0, !react(word, line, context) { return }
        if signIn > 0 {
            signIn -= 1
            return say(signIn == 0 ? "235 2.7.0 welcome" : "334 UGFzc3dvcmQ6", context)
        }
        switch word {
        case "EHLO", "HELO":
            let lines = ["faulty"] + (word == "EHLO" ? extensions : [])
            say(
                lines.enumerated().map { "250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)" }
                    .joined(separator: "\r\n"), context)
        case "STARTTLS":
            say("220 go on", context)
            guard let tls else { return }
            try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
        case "AUTH":
            if line.hasPrefix("AUTH PLAIN") { return say("235 2.7.0 welcome", context) }
            signIn = 2
            say("334 VXNlcm5hbWU6", context)
        case "MAIL":
            if message != nil { return say("503 5.5.1 nested", context) }
            message = .init(sender: address(in: line))
            say("250 2.1.0 ok", context)
        case "RCPT":
            message?.recipient = address(in: line)
            say("250 2.1.5 ok", context)
        case "DATA":
            guard message?.recipient.isEmpty == false else { return say("503 5.5.1 no recipient", context) }
            isContent = true
            say("354 go on", context)
        case "RSET":
            message = nil
            say("250 2.0.0 ok", context)
        case "QUIT":
            say("221 2.0.0 bye", context)
            context.close(promise: nil)
        default: say("500 5.5.2 unknown", context)
        }
    }

    private func address(in line: String) -> String {
        String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }
}
