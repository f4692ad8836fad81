import NIOCore
import NIOSSL

/// Feeds an ``IntakeSession`` with lines and says its answers.
///
/// While a mail is being kept nothing more is read.
final class IntakeHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var session: IntakeSession
    private let open: ConnectionCount
    private let keep: MailKeeper
    private let tls: TLSContexts?
    private var waiting: [UInt8] = []
    private var isCounted = false
    private var isKeeping = false
    private var isOver = false

    /// What comes before an answer has been said is held up to this.
    private static let mostWaiting = 1 << 20

    init(session: IntakeSession, open: ConnectionCount, tls: TLSContexts? = nil, keep: @escaping MailKeeper) {
        self.session = session
        self.open = open
        self.tls = tls
        self.keep = keep
    }

    func channelActive(context: ChannelHandlerContext) {
        isCounted = open.begin()
        if isCounted {
            perform([session.greeting], context)
        } else {
            perform([.answer("421 4.3.2 Too many at a time."), .close], context)
        }
        context.flush()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isCounted { open.end() }
        isCounted = false
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting += unwrapInboundIn(data).readableBytesView
        proceed(context)
    }

    /// Asks for no more while a mail is being kept, so that who sends waits.
    func read(context: ChannelHandlerContext) { if !isKeeping { context.read() } }

    private func proceed(_ context: ChannelHandlerContext) {
        var start = waiting.startIndex
        while !isOver, !isKeeping, let end = waiting[start...].firstIndex(of: 0x0A) {
            // Only CR LF ends a line: a bare LF is a letter of it, so that nothing can be slipped in.
            let line = waiting[start..<end]
            if session.isTakingContent, line.last != 0x0D {
                perform([.answer("500 5.5.2 Lines end in CR LF."), .close], context)
                break
            }
            start = end + 1
            let actions = session.take(line.last == 0x0D ? line.dropLast() : line)
            // Words that came before the connection was secure could be anybody’s.
            if actions.contains(.startTLS), start < waiting.endIndex {
                perform([.answer("503 5.5.1 Wait for the answer."), .close], context)
                break
            }
            perform(actions, context)
        }
        waiting.removeSubrange(..<start)
        let most = isKeeping ? Self.mostWaiting : session.isTakingContent ? Self.mostWaiting : IntakeSession.longestLine
        if !isOver, waiting.count > most {
            perform([.answer("500 5.5.2 That line has no end."), .close], context)
        }
        context.flush()
    }

    private func perform(_ actions: [IntakeSession.Action], _ context: ChannelHandlerContext) {
        for action in actions where !isOver || action == .close {
            switch action {
            case .answer(let text): context.write(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
            case .startTLS: startTLS(context)
            case .close:
                isOver = true
                context.flush()
                context.close(promise: nil)
            case .keep(let bytes, let recipients, let answers):
                isKeeping = true
                let mail = TakenMail(recipients: recipients, bytes: bytes)
                let (keep, loop) = (keep, context.eventLoop)
                let own = NIOLoopBound((self, context), eventLoop: loop)
                Task {
                    let isKept: Bool
                    do {
                        try await keep(mail)
                        isKept = true
                    } catch {
                        isKept = false
                    }
                    loop.execute {
                        let (handler, context) = own.value
                        handler.kept(isKept, answers: answers, context)
                    }
                }
            }
        }
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        context.flush()
        do {
            guard let tls = try tls?() else { return perform([.close], context) }
            try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
        } catch {
            perform([.close], context)
        }
    }

    private func kept(_ isKept: Bool, answers: Int, _ context: ChannelHandlerContext) {
        isKeeping = false
        guard context.channel.isActive else { return }
        let answer = isKept ? "250 2.0.0 Kept." : "451 4.3.0 It could not be kept just now."
        perform([IntakeSession.Action](repeating: .answer(answer), count: answers), context)
        proceed(context)
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is IdleStateHandler.IdleStateEvent, !isKeeping else { return }
        perform([.answer("421 4.4.2 Too long a silence."), .close], context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
