import Kernel
import Mail
import NIOCore
import NIOSSL

/// Speaks for one connection: feeds an ``SMTPSession`` and does what it says.
final class SMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var session: SMTPSession
    private var parser = SMTPReplyParser()
    private let pool: any SMTPWork
    private let settings: SMTPConnectionSettings
    private var jobs: [SMTPSession.Ticket: SMTPJob] = [:]
    private var nextTicket = 0
    private var context: ChannelHandlerContext?
    private var deadline: NIODeadline
    private var watch: Scheduled<Void>?
    /// Whether the server has said anything of a message.
    private var wasUseful = false

    private static let goodbye = Duration.seconds(5)

    init(pool: any SMTPWork, settings: SMTPConnectionSettings) {
        self.pool = pool
        self.settings = settings
        session = SMTPSession(server: settings.server, mostMessages: settings.mostMessages)
        deadline = .now() + TimeAmount(settings.timeouts.greeting)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        deadline = .now() + TimeAmount(settings.timeouts.greeting)
        lookAtTime()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        watch?.cancel()
        perform(session.close(.dropped))
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        for (offset, byte) in buffer.readableBytesView.enumerated() {
            let answer: (reply: SMTPReply, lines: [String])?
            do {
                answer = try parser.add(byte)
            } catch {
                return perform(session.close(.garbled))
            }
            guard let answer else { continue }
            // Words that came before the connection was secure could be anybody’s.
            if session.expected.first == .startTLS, answer.reply.code == 220, offset + 1 < buffer.readableBytes {
                return perform(session.close(.insecure))
            }
            perform(session.received(answer.reply, lines: answer.lines))
            if session.isClosed { return }
        }
        proceed()
    }

    func channelInactive(context: ChannelHandlerContext) {
        perform(session.close(.dropped))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        perform(
            session.close(
                error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError ? .insecure : .dropped))
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { touch() }

    /// Takes what there is to do.
    func proceed() {
        guard let context else { return }
        while session.wantsMessage {
            guard let job = pool.take(self) else { break }
            nextTicket += 1
            jobs[nextTicket] = job
            let envelope = job.envelope
            perform(
                session.open(
                    .init(
                        ticket: nextTicket, sender: envelope.sender.text, recipient: envelope.recipient.text,
                        size: envelope.message.count, isASCII: envelope.isASCII)))
        }
        if session.isIdle, !session.wantsMessage { perform(session.quit()) }
        context.flush()
        touch()
    }

    /// Says goodbye where nothing is under way.
    func leave() {
        perform(session.quit())
        touch()
    }

    /// This connection, for whoever is on another thread.
    var name: SMTPLine? {
        context.map { SMTPLine(handler: NIOLoopBound(self, eventLoop: $0.eventLoop), eventLoop: $0.eventLoop) }
    }

    private func perform(_ actions: [SMTPSession.Action]) {
        for action in actions {
            switch action {
            case .send(let text): write(ByteBuffer(string: text))
            case .sendEmptyContent: write(ByteBuffer(string: ".\r\n"))
            case .sendContent(let ticket): sendContent(ticket)
            case .startTLS: startTLS()
            case .ended(let ticket, let outcome):
                if !session.isClosed { wasUseful = true }
                if let job = jobs.removeValue(forKey: ticket) { pool.ended(job, outcome) }
            case .close(let fault): close(fault)
            }
        }
    }

    private func write(_ buffer: ByteBuffer) {
        context?.write(wrapOutboundOut(buffer), promise: nil)
        context?.flush()
    }

    private func sendContent(_ ticket: SMTPSession.Ticket) {
        guard let context, let job = jobs[ticket] else { return }
        var buffer = context.channel.allocator.buffer(capacity: job.envelope.message.count + 512)
        MessageTransfer.append(job.envelope.message, to: &buffer)
        let promise = context.eventLoop.makePromise(of: Void.self)
        let own = NIOLoopBound(self, eventLoop: context.eventLoop)
        promise.futureResult.whenSuccess { own.value.session.flushed(ticket) }
        context.write(wrapOutboundOut(buffer), promise: promise)
    }

    private func startTLS() {
        guard let context else { return }
        do {
            try context.pipeline.syncOperations.addHandler(settings.tlsHandler(), position: .first)
        } catch {
            perform(session.close(.insecure))
        }
    }

    private func close(_ fault: ConnectionFault?) {
        watch?.cancel()
        pool.closed(self, fault: fault, wasUseful: wasUseful)
        context?.close(promise: nil)
    }

    // MARK: - Time

    private func touch() {
        let times = settings.timeouts
        let duration =
            switch session.expected.first {
            case .greeting: times.greeting
            case .data: times.dataStart
            case .content: context?.channel.isWritable ?? true ? times.dataEnd : times.dataBlock
            case nil: times.idle
            case .goodbye: Self.goodbye
            default: times.command
            }
        deadline = .now() + TimeAmount(duration)
    }

    /// One timer looks now and then, which costs a message nothing.
    private func lookAtTime() {
        guard let context else { return }
        let own = NIOLoopBound(self, eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleTask(in: settings.watchInterval) { own.value.timePassed() }
    }

    private func timePassed() {
        guard !session.isClosed else { return }
        if NIODeadline.now() >= deadline {
            if session.expected.first == .goodbye {
                perform(session.close(nil))
            } else if session.isIdle {
                perform(session.quit())
                touch()
            } else {
                perform(session.close(.timedOut))
            }
        }
        if !session.isClosed { lookAtTime() }
    }
}
