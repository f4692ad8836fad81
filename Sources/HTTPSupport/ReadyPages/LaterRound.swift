import NIOCore

/// The requests of one event loop that are answered later, gathered until the loop has read all that had come.
///
/// So they cost the answerer one call, and the loop one message back, however many they are.
final class LaterRound {
    private struct Waiting {
        let handler: ReadyPageHandler
        let context: ChannelHandlerContext
    }

    private let answerer: any LaterAnswerer
    private let loop: any EventLoop
    private var requests: [LaterRequest] = []
    private var waiting: [Waiting] = []

    init(answerer: any LaterAnswerer, loop: any EventLoop) {
        self.answerer = answerer
        self.loop = loop
    }

    /// Whether requests for this path are the answerer's.
    func takes(_ path: String) -> Bool { answerer.takes(path) }

    /// Takes a request in; its answer goes to ``ReadyPageHandler/finish(_:context:)``.
    func add(_ request: LaterRequest, for handler: ReadyPageHandler, context: ChannelHandlerContext) {
        requests.append(request)
        waiting.append(Waiting(handler: handler, context: context))
        guard requests.count == 1 else { return }
        // What a loop is told to do it does when it has read from all connections on which something had come.
        loop.assumeIsolated().execute { self.end() }
    }

    private func end() {
        let loop = loop
        let waiting = NIOLoopBound(self.waiting, eventLoop: loop)
        let requests = self.requests
        self.waiting = []
        self.requests = []
        answerer.answer(requests) { answers in
            loop.execute {
                for (waiting, answer) in zip(waiting.value, answers) {
                    waiting.handler.finish(answer, context: waiting.context)
                }
            }
        }
    }
}
