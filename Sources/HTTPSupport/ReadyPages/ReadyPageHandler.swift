import Kernel
import NIOCore
import NIOHTTP1

/// Answers what is ready from memory on the event loop, and hands everything else to the router behind it.
///
/// It stands between NIO's HTTP decoder and the asynchronous part of the pipeline. Answers keep the order of their
/// requests: while the router still owes an answer on this connection, every request goes to the router, which can
/// answer all of them.
final class ReadyPageHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Between requests, or while the router reads one.
        case passing
        /// A ready answer is written as soon as the request has ended; a body is read and dropped.
        case answering(ReadyAnswer, HTTPRequestHead)
        /// The connection is being closed; what still comes is dropped.
        case closing
    }

    private let answerer: any ReadyAnswerer
    private let date: DateField
    private let observer: any RequestObserver
    private var state = State.passing
    /// Requests that the router has begun to read and not yet answered.
    private var owedByRouter = 0
    /// Where bytes go out without passing the response encoder.
    private var wire: ChannelHandlerContext?

    init(answerer: any ReadyAnswerer, date: DateField, observer: any RequestObserver) {
        self.answerer = answerer
        self.date = date
        self.observer = observer
    }

    func handlerAdded(context: ChannelHandlerContext) {
        wire = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { wire = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, unwrapInboundIn(data)) {
        case (.passing, .head(let head)):
            if let refusal = RequestRefusal(of: head) {
                refuse(refusal, context: context)
            } else if owedByRouter == 0, let answer = readyAnswer(to: head) {
                state = .answering(answer, head)
            } else {
                owedByRouter += 1
                context.fireChannelRead(data)
            }
        case (.passing, _): context.fireChannelRead(data)
        case (.answering(let answer, let head), .end):
            state = .passing
            write(answer, to: head, context: context)
        case (.answering, _), (.closing, _): break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { owedByRouter -= 1 }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A malformed request behind others waits its turn: the router answers them and then meets the error itself.
        guard owedByRouter == 0, let refusal = RequestRefusal(of: error) else { return context.fireErrorCaught(error) }
        refuse(refusal, context: context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, let wire else { return context.fireUserInboundEventTriggered(event) }
        // Those behind close the connection at once when they owe nothing; what was written here has to go out first.
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let written = wire.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in
            context.value.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        wire.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: written)
    }

    private func readyAnswer(to head: HTTPRequestHead) -> ReadyAnswer? {
        guard head.method == .GET || head.method == .HEAD, wire != nil else { return nil }
        let uri = head.uri
        let path = uri.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(uri[..<$0]) } ?? uri
        return answerer.answer(
            ReadyRequest(
                path: path, acceptsGzip: AcceptEncoding.allowsGzip(head.headers["accept-encoding"]),
                ifNoneMatch: head.headers.first(name: "if-none-match")))
    }

    private func write(_ answer: ReadyAnswer, to head: HTTPRequestHead, context: ChannelHandlerContext) {
        guard let wire else { return }
        var start = context.channel.allocator.buffer(capacity: 512)
        switch answer.status {
        case .ok: start.writeStaticString("HTTP/1.1 200 OK\r\n")
        case .notModified: start.writeStaticString("HTTP/1.1 304 Not Modified\r\n")
        }
        start.writeImmutableBuffer(answer.fields)
        if answer.status == .ok {
            start.writeStaticString("Content-Length: ")
            start.writeString(String(answer.contentLength))
            start.writeStaticString("\r\n")
        }
        if !head.isKeepAlive { start.writeStaticString("Connection: close\r\n") }
        start.writeImmutableBuffer(date.endOfHeader())
        wire.write(NIOAny(IOData.byteBuffer(start)), promise: nil)
        if head.method == .GET, answer.status == .ok {
            for buffer in answer.body { wire.write(NIOAny(IOData.byteBuffer(buffer)), promise: nil) }
        }
        observer.answered(
            ObservedRequest(
                method: head.method.rawValue, uri: head.uri, status: answer.status == .ok ? 200 : 304,
                length: answer.contentLength))
        if !head.isKeepAlive { close(context: context) }
    }

    private func refuse(_ refusal: RequestRefusal, context: ChannelHandlerContext) {
        guard let wire else { return context.close(promise: nil) }
        var answer = ByteBuffer(
            string: """
                HTTP/1.1 \(refusal.status) \(refusal.reason)\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Length: \(refusal.text.utf8.count)\r
                Connection: close\r

                """)
        answer.writeImmutableBuffer(date.endOfHeader())
        answer.writeString(refusal.text)
        wire.write(NIOAny(IOData.byteBuffer(answer)), promise: nil)
        observer.answered(
            ObservedRequest(method: "-", uri: "-", status: refusal.status, length: refusal.text.utf8.count))
        close(context: context)
    }

    /// Sends what is written and then closes; the client may still be sending.
    private func close(context: ChannelHandlerContext) {
        state = .closing
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let written = context.value.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in context.value.close(promise: nil) }
        wire?.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: written)
    }
}
