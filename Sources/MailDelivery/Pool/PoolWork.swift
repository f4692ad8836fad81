import Mail
import NIOCore
import NIOPosix
import Synchronization

/// What the connections of a pool share.
final class PoolWork: SMTPWork {
    struct Claims {
        var granted: [Int] = []
        var refused: [DeliveryResult] = []
        var waiting: ArraySlice<Int> = []
    }

    private struct State {
        var queue: ArraySlice<SMTPJob> = []
        /// Claimed, and not yet in the queue: the ledger commits them.
        var promised = 0
        /// How many may be promised or in the queue.
        var ahead: Int
        /// Batches that would claim more, the one that has waited longest first.
        var hungry: [DeliveryBatch] = []
        var idle: [SMTPLine] = []
        /// Open, or being opened.
        var connections = 0
        var throttle: DomainThrottle
        var pause: DeliveryPause?
        /// The domain whose refusal it was.
        var pausedBy: String?
        /// Domains that refuse the sender, and that stop nobody else any more.
        var known: Set<String> = []
        /// Failed attempts to connect, or refusals of the sender, one after another.
        var failures = 0
        var rest: (until: ContinuousClock.Instant, fault: ConnectionFault)?
        var metrics = DeliveryMetrics()
        var rate = RecentRate()
        var isClosed = false
    }

    private let state: Mutex<State>
    private let settings: SMTPConnectionSettings
    private let options: SMTPPool.Options
    private let group: any EventLoopGroup
    private let begin = ContinuousClock.now

    private static let firstRest = Duration.seconds(1)
    private static let longestRest = Duration.seconds(120)
    private static let mostKnown = 10_000

    init(settings: SMTPConnectionSettings, options: SMTPPool.Options, group: any EventLoopGroup) {
        self.settings = settings
        self.options = options
        self.group = group
        state = Mutex(
            State(
                ahead: max(options.connections, 1),
                throttle: DomainThrottle(standard: options.standardLimit, limits: options.limits)))
    }

    // MARK: - What may go

    /// Which of these may be sent now, which can’t for long, and which wait a little.
    ///
    /// No more are granted than the connections need next, of all batches together, so that few are in doubt after a crash.
    func claim(_ waiting: ArraySlice<Int>, of envelopes: [MailEnvelope], for batch: DeliveryBatch) -> Claims {
        let now = ContinuousClock.now
        return state.withLock { state in
            var claims = Claims()
            func refuse(_ index: Int, _ reason: NotSent) {
                state.metrics.count(.notSent(reason))
                claims.refused.append(DeliveryResult(index: index, outcome: .notSent(reason)))
            }
            if let pause = state.pause {
                for index in waiting { refuse(index, .paused(pause)) }
                return claims
            }
            if let rest = state.rest, rest.until > now {
                if rest.until - now > options.patience {
                    for index in waiting { refuse(index, .held(rest.until - now)) }
                } else {
                    claims.waiting = waiting
                }
                return claims
            }
            let room = state.ahead - state.queue.count - state.promised
            var kept: [Int] = []
            defer { state.promised += claims.granted.count }
            for (offset, index) in waiting.enumerated() {
                if claims.granted.count >= room {
                    claims.waiting = kept[...] + waiting[(waiting.startIndex + offset)...]
                    if !state.hungry.contains(where: { $0 === batch }) { state.hungry.append(batch) }
                    return claims
                }
                switch state.throttle.claim(envelopes[index].domain, now: now) {
                case .granted: claims.granted.append(index)
                case .busy: kept.append(index)
                case .wait(let duration) where duration > options.patience: refuse(index, .held(duration))
                case .wait: kept.append(index)
                }
            }
            claims.waiting = kept[...]
            return claims
        }
    }

    /// Granted messages that won’t be sent after all.
    func giveBack(_ envelopes: [MailEnvelope]) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.promised -= envelopes.count
            for envelope in envelopes { state.throttle.release(envelope.domain, wasRefusedForNow: nil, now: now) }
        }
    }

    func enqueue(_ jobs: [SMTPJob]) {
        let (woken, opened, returned) = state.withLock { state -> ([SMTPLine], Int, [SMTPJob]) in
            state.promised -= jobs.count
            if state.pause != nil || state.isClosed { return ([], 0, jobs) }
            // More than the connections need.
            if state.queue.count >= options.connections { state.ahead = max(state.ahead - 1, options.connections, 1) }
            state.queue += jobs
            let woken = Array(state.idle.suffix(state.queue.count))
            state.idle.removeLast(woken.count)
            let opened = min(state.queue.count - woken.count, options.connections - state.connections)
            state.connections += max(opened, 0)
            return (woken, opened, [])
        }
        for line in woken { line.proceed() }
        for _ in 0..<max(opened, 0) { connect() }
        let pause = state.withLock { $0.pause }
        for job in returned { ended(job, .notSent(pause.map { .paused($0) } ?? .cancelled)) }
    }

    // MARK: - Connections

    private func connect() {
        let settings = settings
        ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(settings.timeouts.connection))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Only the one of several attempts that came through gets a handler, and nothing is read before.
            .channelOption(.autoRead, value: false)
            .connect(host: settings.server.host, port: settings.server.port)
            .flatMapThrowing { channel in
                do {
                    let pipeline = channel.pipeline.syncOperations
                    if settings.server.security == .tls { try pipeline.addHandler(settings.tlsHandler()) }
                    try pipeline.addHandler(SMTPHandler(pool: self, settings: settings))
                    channel.setOption(.autoRead, value: true).whenFailure { _ in channel.close(promise: nil) }
                } catch {
                    channel.close(promise: nil)
                    throw error
                }
            }
            .whenFailure { _ in self.lost(fault: .notConnected, wasUseful: false) }
    }

    func take(_ handler: SMTPHandler) -> SMTPJob? {
        let (job, hungry) = state.withLock { state -> (SMTPJob?, DeliveryBatch?) in
            let job = state.queue.popFirst()
            let isHungry = state.queue.count + state.promised <= state.ahead / 2 && !state.hungry.isEmpty
            let hungry = isHungry ? state.hungry.removeFirst() : nil
            if let job { return (job, hungry) }
            // A connection that could take one waits for the ledger.
            if state.promised > 0 || hungry != nil {
                state.ahead = min(state.ahead + 1, max(options.ahead, options.connections))
            }
            if let line = handler.name, !state.idle.contains(where: { $0.identity == line.identity }) {
                state.idle.append(line)
            }
            return (nil, hungry)
        }
        hungry?.nudge()
        return job
    }

    /// A batch that claims no more.
    func forget(_ batch: DeliveryBatch) { state.withLock { state in state.hungry.removeAll { $0 === batch } } }

    func closed(_ handler: SMTPHandler, fault: ConnectionFault?, wasUseful: Bool) {
        let identity = ObjectIdentifier(handler)
        state.withLock { state in state.idle.removeAll { $0.identity == identity } }
        lost(fault: fault, wasUseful: wasUseful)
    }

    /// A connection is gone.
    ///
    /// One that never came to anything tells that the others won’t either for a while.
    private func lost(fault: ConnectionFault?, wasUseful: Bool) {
        let now = ContinuousClock.now
        let (reopens, returned, reason) = state.withLock { state -> (Bool, ArraySlice<SMTPJob>, NotSent) in
            state.connections -= 1
            if wasUseful || fault == nil {
                let reopens = !state.queue.isEmpty && state.connections < options.connections
                if reopens { state.connections += 1 }
                return (reopens, [], .cancelled)
            }
            let fault = fault ?? .dropped
            switch fault {
            // Somebody has to mend something first.
            case .insecure, .signInRefused: state.pause = .fault(fault)
            case .notConnected, .turnedAway, .dropped, .timedOut, .garbled: Self.rest(&state, fault, now)
            }
            guard state.connections == 0 || state.pause != nil else { return (false, [], .cancelled) }
            defer { state.queue = [] }
            return (false, state.queue, .noConnection(fault))
        }
        if reopens { connect() }
        for job in returned { ended(job, .notSent(reason)) }
    }

    private static func rest(_ state: inout State, _ fault: ConnectionFault, _ now: ContinuousClock.Instant) {
        guard state.rest.map({ $0.until <= now }) ?? true else { return }
        state.failures += 1
        let duration = min(firstRest * (1 << min(state.failures - 1, 10)), longestRest)
        state.rest = (now + duration, fault)
    }

    // MARK: - Outcomes

    func ended(_ job: SMTPJob, _ outcome: DeliveryOutcome) {
        let now = ContinuousClock.now
        let returned = state.withLock { state -> ArraySlice<SMTPJob> in
            state.metrics.count(outcome)
            var wasRefused: Bool?
            switch outcome {
            case .accepted:
                state.rate.count(at: second(now))
                state.failures = 0
                state.known.remove(job.envelope.domain)
                wasRefused = false
            case .refusedForNow(let reply, .sender):
                // Whoever it was for: the server has no room or no time.
                Self.rest(&state, .turnedAway(reply), now)
            case .refusedForNow: wasRefused = true
            case .refusedForGood: wasRefused = false
            case .uncertain, .notSent: break
            }
            state.throttle.release(job.envelope.domain, wasRefusedForNow: wasRefused, now: now)
            if case .refusedForGood(let reply, let stage) = outcome, reply.failure == .policy,
                reply.status?.subject == 7, state.pause == nil,
                stage == .sender || !state.known.contains(job.envelope.domain)
            {
                state.pause = .policy(reply)
                state.pausedBy = stage == .sender ? nil : job.envelope.domain
            }
            guard state.pause != nil || state.rest.map({ $0.until > now }) ?? false else { return [] }
            defer { state.queue = [] }
            return state.queue
        }
        job.batch.ended(job.index, outcome)
        if !returned.isEmpty { handBack(returned) }
    }

    private func handBack(_ jobs: ArraySlice<SMTPJob>) {
        let now = ContinuousClock.now
        let reason = state.withLock { state -> NotSent in
            if let pause = state.pause { return .paused(pause) }
            return .held(state.rest.map { max($0.until - now, .zero) } ?? .zero)
        }
        for job in jobs { ended(job, .notSent(reason)) }
    }

    func cancel(_ batch: DeliveryBatch) {
        let returned = state.withLock { state -> [SMTPJob] in
            let returned = state.queue.filter { $0.batch === batch }
            state.queue.removeAll { $0.batch === batch }
            return returned
        }
        for job in returned { ended(job, .notSent(.cancelled)) }
        batch.nudge()
    }

    func pause(_ reason: DeliveryPause) {
        let returned = state.withLock { state -> ArraySlice<SMTPJob> in
            state.pause = reason
            defer { state.queue = [] }
            return state.queue
        }
        handBack(returned)
    }

    func resume() {
        state.withLock { state in
            // Somebody has looked at this one.
            if let domain = state.pausedBy, state.known.count < Self.mostKnown { state.known.insert(domain) }
            state.pausedBy = nil
            state.pause = nil
            state.rest = nil
            state.failures = 0
        }
    }

    func close() {
        pause(.asked)
        let idle = state.withLock { state -> [SMTPLine] in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for line in idle { line.eventLoop.execute { line.handler.value.leave() } }
    }

    var metrics: DeliveryMetrics {
        let now = ContinuousClock.now
        return state.withLock { state in
            var metrics = state.metrics
            metrics.perSecond = state.rate.perSecond(at: second(now))
            metrics.connections = state.connections
            metrics.queued = state.queue.count
            metrics.resting = state.throttle.resting(now: now)
            metrics.pause = state.pause
            return metrics
        }
    }

    private func second(_ now: ContinuousClock.Instant) -> Int { Int((now - begin).components.seconds) }
}
