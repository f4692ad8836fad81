import NIOCore

/// A connection, for whoever is on another thread.
struct SMTPLine: Sendable {
    let handler: NIOLoopBound<SMTPHandler>
    let eventLoop: any EventLoop
    let identity: ObjectIdentifier

    func proceed() { eventLoop.execute { handler.value.proceed() } }

    init(handler: NIOLoopBound<SMTPHandler>, eventLoop: any EventLoop) {
        self.handler = handler
        self.eventLoop = eventLoop
        identity = ObjectIdentifier(handler.value)
    }
}

/// One message that a connection may take.
struct SMTPJob: Sendable {
    let envelope: MailEnvelope
    let index: Int
    let batch: DeliveryBatch
}

/// Where connections get their work, and tell what became of it.
protocol SMTPWork: AnyObject, Sendable {
    /// The next message; a handler that gets none is told when there is one.
    func take(_ handler: SMTPHandler) -> SMTPJob?
    func ended(_ job: SMTPJob, _ outcome: DeliveryOutcome)
    func closed(_ handler: SMTPHandler, fault: ConnectionFault?, wasUseful: Bool)
}
