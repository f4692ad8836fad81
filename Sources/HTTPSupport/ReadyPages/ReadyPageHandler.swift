import Kernel
import NIOCore
import NIOHTTP1

/// Answers what is ready from memory on the event loop, and hands everything else to the router behind it.
///
/// It stands between NIO's HTTP decoder and the asynchronous part of the pipeline. Answers keep the order of their
/// requests: while the router still owes an answer on this connection, every request goes to the router, which can
/// answer all of them; while an answer is being worked on here, nothing more is read.
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
        /// As soon as the request has ended, its answer is begun to be worked on.
        case beginning(LaterRequest)
        /// An answer is being worked on; what comes meanwhile stands in line.
        case awaiting(HTTPRequestHead)
        /// A request was wrong in itself; it is refused once the router owes nothing, and nothing after it is read.
        case refusing(RequestRefusal)
        /// The connection is being closed; what still comes is dropped.
        case closing
    }

    /// Up to this length, in bytes, an answer is copied together and written as one: each further write costs more than
    /// the copy does.
    private static let longestJoined = 64 * 1024

    private let answerer: any ReadyAnswerer
    private let observer: any RequestObserver
    private let share: LoopShare
    private var state = State.passing
    private var line = WaitingLine()
    private var knownPeer: String?
    /// Requests that the router has begun to read and not yet answered.
    private var owedByRouter = 0
    /// Where bytes go out without passing the response encoder.
    private var wire: ChannelHandlerContext?
    /// Whether an answer was written there that was not flushed yet.
    private var hasWritten = false
    /// Whether those behind were given something to read since they were last told that it is all for now.
    private var hasHandedOn = false
    private var idleness = Idleness()
    private var nextLook: Scheduled<Void>?

    init(answerer: any ReadyAnswerer, observer: any RequestObserver, share: LoopShare) {
        self.answerer = answerer
        self.observer = observer
        self.share = share
    }

    func handlerAdded(context: ChannelHandlerContext) {
        wire = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
        if context.channel.isActive { watch(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        wire = nil
        nextLook?.cancel()
    }

    func channelActive(context: ChannelHandlerContext) {
        watch(context)
        context.fireChannelActive()
    }

    /// Looks now and then whether anything has come; a clock for each request would cost more than it is worth.
    private func watch(_ context: ChannelHandlerContext) {
        nextLook = context.eventLoop.assumeIsolated().scheduleTask(in: Idleness.interval) {
            let isAnswering = self.owedByRouter > 0 || self.isAwaiting
            if self.idleness.look(isAnswering: isAnswering, isWritable: context.channel.isWritable) {
                context.close(promise: nil)
            } else {
                self.watch(context)
            }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        idleness.reset()
        receive(unwrapInboundIn(data), context: context)
    }

    private var isAwaiting: Bool { if case .awaiting = state { true } else { false } }

    private func receive(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch (state, part) {
        case (.passing, .head(let head)):
            let fields = RequestFields(head.headers)
            let target = RequestTarget(head.uri)
            if let refusal = RequestRefusal(of: head, hostCount: fields.hostCount) {
                refuse(refusal, context: context)
            } else if owedByRouter == 0, let answer = readyAnswer(to: head, target, fields: fields, context) {
                state = .answering(answer, head)
            } else if owedByRouter == 0, let request = laterRequest(head, target, context) {
                state = .beginning(request)
            } else {
                owedByRouter += 1
                handOn(part, context: context)
            }
        case (.passing, _): handOn(part, context: context)
        case (.answering(let answer, let head), .end):
            state = .passing
            write(answer, to: head, context: context)
        case (.beginning(let request), .end):
            state = .awaiting(request.head)
            share.later?.add(request, for: self, context: context)
        case (.awaiting, _): line.parts.append(part)
        case (.answering, _), (.beginning, _), (.refusing, _), (.closing, _): break
        }
    }

    private func handOn(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        hasHandedOn = true
        context.fireChannelRead(wrapInboundOut(part))
    }

    func read(context: ChannelHandlerContext) {
        guard isAwaiting else { return context.read() }
        // The first goes on: to stop listening and to begin again would cost two calls of the system for each answer.
        if line.isListening { line.wantsToRead = true } else { context.read() }
        line.isListening = true
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        completeReading(context)
    }

    /// Sends what was written here.
    private func flush() {
        guard hasWritten else { return }
        hasWritten = false
        wire?.flush()
    }

    private func completeReading(_ context: ChannelHandlerContext) {
        guard hasHandedOn else { return }
        hasHandedOn = false
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        context.write(data, promise: promise)
        owedByRouter -= 1
        if owedByRouter == 0, case .refusing(let refusal) = state { refuse(refusal, context: context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let refusal = RequestRefusal(of: error) else { return context.fireErrorCaught(error) }
        refuse(refusal, context: context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, wire != nil else {
            return context.fireUserInboundEventTriggered(event)
        }
        if isAwaiting { line.wantsToQuiesce = true } else { quiesce(context) }
    }

    private func quiesce(_ context: ChannelHandlerContext) {
        guard let wire else { return }
        // Those behind close the connection at once when they owe nothing; what was written here has to go out first.
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let written = wire.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in
            context.value.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        wire.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: written)
    }

    private func laterRequest(
        _ head: HTTPRequestHead, _ target: RequestTarget, _ context: ChannelHandlerContext
    ) -> LaterRequest? {
        guard let later = share.later, head.method == .GET || head.method == .HEAD, wire != nil,
            later.takes(target.path)
        else { return nil }
        return LaterRequest(path: target.path, query: target.query, head: head, peer: peer(context))
    }

    /// Who is at the other end doesn't change while a connection lasts.
    private func peer(_ context: ChannelHandlerContext) -> String {
        if let knownPeer { return knownPeer }
        let peer = context.remoteAddress?.ipAddress ?? ""
        knownPeer = peer
        return peer
    }

    /// Writes an answer that was worked on, and lets go on what stood in line behind it.
    func finish(_ answer: ReadyAnswer, context: ChannelHandlerContext) {
        guard case .awaiting(let head) = state else { return }
        state = .passing
        write(answer, to: head, context: context)
        let waited = line
        line = WaitingLine()
        for part in waited.parts { receive(part, context: context) }
        if let refusal = waited.refusal { refuse(refusal, context: context) }
        flush()
        completeReading(context)
        if waited.wantsToRead { read(context: context) }
        guard waited.wantsToQuiesce else { return }
        if isAwaiting { line.wantsToQuiesce = true } else { quiesce(context) }
    }

    private func readyAnswer(
        to head: HTTPRequestHead, _ target: RequestTarget, fields: RequestFields, _ context: ChannelHandlerContext
    ) -> ReadyAnswer? {
        guard head.method == .GET || head.method == .HEAD, wire != nil else { return nil }
        return answerer.answer(
            ReadyRequest(
                path: target.path, hasQuery: target.query != nil, acceptsGzip: fields.acceptsGzip,
                ifNoneMatch: fields.ifNoneMatch, agent: fields.agent, isMobile: fields.isMobile, peer: peer(context),
                forwarded: fields.forwarded, optsOut: fields.optsOut))
    }

    private func write(_ answer: ReadyAnswer, to head: HTTPRequestHead, context: ChannelHandlerContext) {
        guard let wire else { return }
        let hasBody = head.method == .GET && answer.status == .ok
        let isJoined = hasBody && answer.contentLength <= Self.longestJoined
        let length = answer.fields.readableBytes + 160 + (isJoined ? answer.contentLength : 0)
        let start = share.buffer(capacity: length) { start in
            switch answer.status {
            case .ok: start.writeStaticString("HTTP/1.1 200 OK\r\n")
            case .found: start.writeStaticString("HTTP/1.1 302 Found\r\n")
            case .notModified: start.writeStaticString("HTTP/1.1 304 Not Modified\r\n")
            }
            start.writeImmutableBuffer(answer.fields)
            if answer.status != .notModified {
                start.writeStaticString("Content-Length: ")
                start.writeString(String(answer.contentLength))
                start.writeStaticString("\r\n")
            }
            if !head.isKeepAlive { start.writeStaticString("Connection: close\r\n") }
            start.writeImmutableBuffer(share.date.endOfHeader())
            if isJoined {
                for buffer in answer.body { start.writeImmutableBuffer(buffer) }
            }
        }
        hasWritten = true
        wire.write(NIOAny(IOData.byteBuffer(start)), promise: nil)
        if hasBody, !isJoined {
            for buffer in answer.body { wire.write(NIOAny(IOData.byteBuffer(buffer)), promise: nil) }
        }
        observer.answered(
            ObservedRequest(
                method: head.method.rawValue, uri: head.uri, status: answer.status.rawValue,
                length: answer.contentLength))
        if !head.isKeepAlive { close(context: context) }
    }

    /// Refuses at once, or when the router has answered everything before.
    private func refuse(_ refusal: RequestRefusal, context: ChannelHandlerContext) {
        switch state {
        case .refusing where owedByRouter > 0, .closing: return
        case .awaiting:
            line.refusal = refusal
            return
        default: break
        }
        guard owedByRouter == 0 else {
            state = .refusing(refusal)
            return
        }
        guard let wire else { return context.close(promise: nil) }
        var answer = ByteBuffer(
            string: """
                HTTP/1.1 \(refusal.status) \(refusal.reason)\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Length: \(refusal.text.utf8.count)\r
                Connection: close\r

                """)
        answer.writeImmutableBuffer(share.date.endOfHeader())
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
