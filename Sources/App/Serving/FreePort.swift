import Kernel
import NIOCore
import NIOPosix

/// Finds a port that nobody listens on, so that pages can name it before the server has it.
enum FreePort {
    static func find(on host: String) throws -> Int {
        let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: host, port: 0).wait()
        defer { try? channel.close().wait() }
        guard let port = channel.localAddress?.port else {
            throw Problem(
                .unavailable, slug: "cannot-listen", title: "The site cannot be served",
                detail: "\(host) has no free port.")
        }
        return port
    }
}
