package import Hummingbird
import NIOCore

/// A request from anybody: nothing is known of who sent it, and nothing is kept.
package struct ReaderContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The network address at the other end of the connection, such as `192.0.2.7`; empty when it has none.
    package var peer: String { channel.remoteAddress?.ipAddress ?? "" }
}
