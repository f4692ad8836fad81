import NIOCore
import NIOPosix
import Synchronization

/// A mail server on the loopback interface that takes mail, or refuses what a test tells it to, and never has TLS.
package final class ScriptedMailServer: Sendable {
    /// One mail that was taken.
    package struct Received: Sendable, Hashable {
        package var sender = ""
        package var recipients: [String] = []
        /// Header and text, without the dot that ends it.
        package var data = ""
    }

    package let port: Int
    private let channel: any Channel
    private let log: MailLog

    package var received: [Received] { log.received.withLock { $0 } }

    /// Every line that came but those of mails.
    package var commands: [String] { log.commands.withLock { $0 } }

    /// - Parameters:
    ///   - extensions: What it says that it can, such as `AUTH PLAIN`.
    ///   - reply: Its reply to a command in the place of the usual one, such as `550 No.`.
    package init(
        extensions: [String] = [], reply: @escaping @Sendable (_ command: String) -> String? = { _ in nil }
    ) async throws {
        let log = MailLog()
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        MailHandler(extensions: extensions, reply: reply, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.log = log
        guard let port = channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        self.port = port
    }

    /// Serves for the time of `body`.
    package func closing(_ body: (ScriptedMailServer) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            try? await channel.close()
            throw error
        }
        try? await channel.close()
    }
}

private final class MailLog: Sendable {
    let received = Mutex<[ScriptedMailServer.Received]>([])
    let commands = Mutex<[String]>([])
}

private final class MailHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let extensions: [String]
    private let reply: @Sendable (String) -> String?
    private let log: MailLog
    private var waiting = ""
    private var mail: ScriptedMailServer.Received?
    private var isData = false
    /// Whether the line that comes next is who signs in (RFC 4954 §4).
    private var isSigningIn = false

    init(extensions: [String], reply: @escaping @Sendable (String) -> String?, log: MailLog) {
        self.extensions = extensions
        self.reply = reply
        self.log = log
    }

    func channelActive(context: ChannelHandlerContext) { say("220 scripted", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting += String(buffer: unwrapInboundIn(data))
        while let end = waiting.firstRange(of: "\r\n") {
            let line = String(waiting[..<end.lowerBound])
            waiting = String(waiting[end.upperBound...])
            if isData { take(line, context) } else { answer(line, context) }
        }
    }

    private func take(_ line: String, _ context: ChannelHandlerContext) {
        guard line == "." else {
            // A dot at a line’s beginning was doubled (RFC 5321 §4.5.2).
            mail?.data += (line.hasPrefix(".") ? String(line.dropFirst()) : line) + "\r\n"
            return
        }
        isData = false
        if let refusal = reply(".") { return say(refusal, context) }
        if let mail { log.received.withLock { $0.append(mail) } }
        mail = nil
        say("250 taken", context)
    }

    private func answer(_ line: String, _ context: ChannelHandlerContext) {
        log.commands.withLock { $0.append(line) }
        if let other = reply(line) { return say(other, context) }
        if isSigningIn {
            isSigningIn = false
            return say("235 welcome", context)
        }
        let command = line.prefix { $0 != " " }.uppercased()
        switch command {
        case "EHLO":
            let lines = ["scripted"] + extensions
            for (index, text) in lines.enumerated() {
                say("250\(index == lines.count - 1 ? " " : "-")\(text)", context)
            }
        case "AUTH":
            isSigningIn = true
            say("334 ", context)
        case "NOOP": say("250 ok", context)
        case "MAIL":
            mail = .init(sender: Self.address(in: line))
            say("250 ok", context)
        case "RCPT":
            mail?.recipients.append(Self.address(in: line))
            say("250 ok", context)
        case "DATA":
            isData = true
            say("354 go on", context)
        case "QUIT":
            say("221 bye", context)
            context.close(promise: nil)
        default: say("500 unknown", context)
        }
    }

    private static func address(in line: String) -> String {
        String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
