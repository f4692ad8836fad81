package import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// What a connection that is to be secure is made secure with; asked for each, so that a certificate may be renewed.
package typealias TLSContexts = @Sendable () throws -> NIOSSLContext

/// Takes in mail that comes back, for addresses of this site only.
///
/// A mail is answered for after it was kept, and with “later” (451) when that failed, so that it stays with who sends it.
package struct IntakeServer: Sendable {
    package enum Language: String, Sendable, Hashable, CaseIterable { case smtp, lmtp }

    package struct Options: Sendable {
        package var language = Language.smtp
        /// Which name it greets by.
        package var host = "localhost"
        package var connections = 50
        /// In bytes.
        package var messageSize = 2 << 20
        /// After which silence ends a conversation.
        package var patience: Duration = .seconds(120)
        /// `nil` where no connection can be made secure.
        package var tls: TLSContexts?

        package init() {}
    }

    private let options: Options
    private let accepts: @Sendable (String) -> Bool
    private let keep: MailKeeper

    /// - Parameter accepts: Whether an address, as the envelope has it, is one of ours; all others are refused at once.
    package init(
        options: Options = Options(), accepts: @escaping @Sendable (String) -> Bool, keep: @escaping MailKeeper
    ) {
        self.options = options
        self.accepts = accepts
        self.keep = keep
    }

    /// Listens until the channel that it returns is closed.
    package func listen(host: String, port: Int, group: any EventLoopGroup) async throws -> any Channel {
        let open = ConnectionCount(most: options.connections)
        var limits = IntakeSession.Limits()
        limits.messageSize = options.messageSize
        let (options, accepts, keep) = (options, accepts, keep)
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    let session = IntakeSession(
                        host: options.host, isLMTP: options.language == .lmtp, limits: limits,
                        offersTLS: options.tls != nil, accepts: accepts)
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(IdleStateHandler(readTimeout: TimeAmount(options.patience)))
                    try pipeline.addHandler(IntakeHandler(session: session, open: open, tls: options.tls, keep: keep))
                }
            }
            .bind(host: host, port: port).get()
    }
}

/// How many conversations go on at a time.
final class ConnectionCount: Sendable {
    private let count = Mutex(0)
    private let most: Int

    init(most: Int) { self.most = most }

    /// Whether there was room for one more.
    func begin() -> Bool {
        count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
    }

    func end() { count.withLock { $0 -= 1 } }
}
