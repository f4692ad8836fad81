import NIOCore
import NIOPosix
import Synchronization

/// A server on the loopback interface that answers as a test tells it to.
package final class ScriptedServer: Sendable {
    /// What becomes of one request.
    package enum Script: Sendable {
        /// These bytes, and the connection is closed.
        case bytes(String)
        /// The head, then a body without an end, for as long as it is read.
        case endless(head: String)
        /// Nothing at all.
        case silence
    }

    package let port: Int
    private let channel: any Channel
    private let log: RequestLog

    /// The requests that came, each with its head as it was sent.
    package var requests: [String] { log.heads.withLock { $0 } }

    /// Connections that were made, requests or not.
    package var connections: Int { log.connections.withLock { $0 } }

    package init(_ script: @escaping @Sendable (_ path: String) -> Script) async throws {
        let log = RequestLog()
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ScriptHandler(script: script, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.log = log
        guard let port = channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        self.port = port
    }

    /// Serves for the time of `body`.
    package func closing(_ body: (ScriptedServer) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            await close()
            throw error
        }
        await close()
    }

    package func close() async { try? await channel.close() }

    package func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// An answer with a body and whatever else it is to say.
    package static func answer(_ status: String, _ fields: [String] = [], body: String = "") -> Script {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + fields
        return .bytes(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }
}

private final class RequestLog: Sendable {
    let heads = Mutex<[String]>([])
    let connections = Mutex(0)
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: @Sendable (String) -> ScriptedServer.Script
    private let log: RequestLog
    private var received = ""
    private var isEndless = false

    init(script: @escaping @Sendable (String) -> ScriptedServer.Script, log: RequestLog) {
        self.script = script
        self.log = log
    }

    func channelActive(context: ChannelHandlerContext) { log.connections.withLock { $0 += 1 } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard received.hasSuffix("\r\n\r\n") else { return }
        let head = received
        received = ""
        log.heads.withLock { $0.append(head) }
        let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        switch script(path) {
        case .bytes(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.close(promise: nil)
        case .endless(let head):
            isEndless = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
            fill(context)
        case .silence: break
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isEndless { fill(context) }
        context.fireChannelWritabilityChanged()
    }

    private func fill(_ context: ChannelHandlerContext) {
        let line = ByteBuffer(string: String(repeating: "X-Endless: and on\r\n", count: 200))
        while context.channel.isWritable, context.channel.isActive {
            context.writeAndFlush(wrapOutboundOut(line), promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
