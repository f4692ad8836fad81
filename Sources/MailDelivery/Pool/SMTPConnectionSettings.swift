import Mail
import NIOCore
import NIOSSL

/// What every connection of a pool is opened with.
struct SMTPConnectionSettings: Sendable {
    let server: MailServer
    let timeouts: SMTPTimeouts
    let mostMessages: Int
    private let tls: NIOSSLContext

    init(server: MailServer, timeouts: SMTPTimeouts, mostMessages: Int, trusted: [UInt8]?) throws {
        self.server = server
        self.timeouts = timeouts
        self.mostMessages = mostMessages
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let trusted { configuration.trustRoots = try .certificates(NIOSSLCertificate.fromPEMBytes(trusted)) }
        // What may be plain may be anybody’s too.
        if server.security == .opportunistic { configuration.certificateVerification = .none }
        tls = try NIOSSLContext(configuration: configuration)
    }

    func tlsHandler() throws -> NIOSSLClientHandler {
        // The name of a server that is an address is not told (RFC 6066 §3), and is looked for among the certificate’s addresses.
        let isAddress = (try? SocketAddress(ipAddress: server.host, port: 0)) != nil
        return try NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : server.host)
    }

    /// How often a connection looks at the time.
    var watchInterval: TimeAmount {
        let shortest = [
            timeouts.greeting, timeouts.command, timeouts.dataStart, timeouts.dataBlock, timeouts.dataEnd,
            timeouts.idle,
        ].min()
        return min(.seconds(1), TimeAmount(shortest ?? .seconds(1)))
    }
}
