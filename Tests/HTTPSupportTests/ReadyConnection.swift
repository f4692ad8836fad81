import Kernel
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import HTTPSupport

/// A connection to a server that has ready pages, without a network or a router.
struct ReadyConnection {
    let channel: EmbeddedChannel
    static let now = Timestamp(rfc3339: "2015-07-06T14:03:09Z")
    /// What each answer says of it.
    static let date = "Date: Mon, 06 Jul 2015 14:03:09 GMT\r\n"

    /// - Parameter shares: What connections of one loop share; they have to be given that loop as well.
    init(
        to answerer: any ReadyAnswerer, later: (any LaterAnswerer)? = nil, observer: any RequestObserver,
        on loop: EmbeddedEventLoop = EmbeddedEventLoop(), shares: LoopShares? = nil
    ) throws {
        channel = EmbeddedChannel(loop: loop)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: .init())
        let clock = FixedClock(try #require(Self.now))
        let shares = shares ?? LoopShares(clock: clock, later: later)
        try pipeline.addHandler(
            ReadyPageHandler(answerer: answerer, observer: observer, share: shares.share(of: loop)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
        channel.embeddedEventLoop.run()
    }

    /// Sends without letting the loop go on to what it was told to do next.
    func sendAtOnce(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    /// What the client got since it was last asked for.
    func received() throws -> String {
        channel.embeddedEventLoop.run()
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    /// The addresses of the heads that were handed on to the router.
    func handedOn() throws -> [String] {
        var uris: [String] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .head(let head) = part { uris.append(head.uri) }
        }
        return uris
    }
}
