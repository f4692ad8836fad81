package import HummingbirdCore
package import Kernel
package import Logging
package import NIOCore
import NIOHTTP1
package import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Hummingbird's HTTP/1 connection with a ``ReadyPageHandler`` before its asynchronous part.
package struct ReadyPageChannel: HTTPChannelHandler {
    package typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    package let responder: HTTPChannelHandler.Responder
    private let answerer: any ReadyAnswerer
    private let observer: any RequestObserver
    private let shares: LoopShares

    package init(
        responder: @escaping HTTPChannelHandler.Responder, answerer: any ReadyAnswerer,
        later: (any LaterAnswerer)? = nil, observer: any RequestObserver, clock: any WallClock
    ) {
        self.responder = responder
        self.answerer = answerer
        self.observer = observer
        shares = LoopShares(clock: clock, later: later)
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            // Who does not read what was answered is not read from either.
            try pipeline.addHandler(BackPressureHandler())
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = 32 * 1024
            limits.maxHeaderListSize = 64 * 1024
            limits.maxHeaderFieldCount = 100
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
            try pipeline.addHandler(
                ReadyPageHandler(
                    answerer: answerer, observer: observer, share: shares.share(of: channel.eventLoop)))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: nil, logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    package func handle(value channel: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: channel, logger: logger)
    }
}
