package import Mail
package import NIOCore
import NIOPosix
import Synchronization

/// Hands mail to one server over several connections that stay open.
///
/// Whoever sends keeps a ledger. A message is only given to a connection after the ledger has committed that it is being sent,
/// so that after a crash everything that may have gone out is known; what became of each is told in batches too. Nothing
/// is tried twice here: what was refused for now is for the ledger to send again, after ``RetrySchedule``.
package final class SMTPPool: Sendable {
    package struct Options: Sendable {
        package var connections = 4
        /// Yahoo takes about twenty.
        package var messagesPerConnection = 20
        package var timeouts = SMTPTimeouts()
        /// For every domain that has no limit of its own.
        package var standardLimit = DomainLimit()
        /// By domain.
        package var limits: [String: DomainLimit] = [:]
        /// Certificates to trust in the place of the system’s, in PEM.
        package var trusted: [UInt8]?
        /// How many messages may be committed before a connection takes them, at most.
        ///
        /// It is as few as keep the connections busy: about one each with a server that takes its time, and more where they wait for the
        /// ledger.
        package var ahead = 128
        /// Messages that have to wait for longer are handed back.
        package var patience: Duration = .seconds(5)

        package init() {}
    }

    let work: PoolWork
    private let group: any EventLoopGroup

    /// So many outcomes are told at once, or those that there are after a while.
    private static let told = 8
    private static let tick = TimeAmount.milliseconds(20)

    /// - Throws: Where the trusted certificates can’t be read.
    package init(server: MailServer, options: Options = Options(), group: any EventLoopGroup) throws {
        self.group = group
        let settings = try SMTPConnectionSettings(
            server: server, timeouts: options.timeouts, mostMessages: max(options.messagesPerConnection, 1),
            trusted: options.trusted)
        work = PoolWork(settings: settings, options: options, group: group)
    }

    /// Hands messages over, and returns when each one’s outcome was told.
    ///
    /// May be called for several batches at a time. A cancelled task’s messages that no connection has taken are handed back as not sent.
    ///
    /// - Parameters:
    ///   - willSend: Commits that these messages, by their places in `envelopes`, are being sent, and returns those of them that may be:
    ///     the others end as cancelled. When it throws, none of them is given to a connection.
    ///   - ended: Keeps what became of some. When it throws, nothing more is begun.
    /// - Throws: What either of them threw, after all that was under way has ended.
    package func deliver(
        _ envelopes: [MailEnvelope], willSend: ([Int]) async throws -> [Int],
        ended: ([DeliveryResult]) async throws -> Void
    ) async throws {
        let batch = DeliveryBatch(most: Self.told)
        let ticking = group.next().scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in batch.nudge()
        }
        defer {
            ticking.cancel()
            work.forget(batch)
        }
        var waiting = Array(envelopes.indices)[...]
        var underWay = 0
        var failure: (any Error)?
        while !waiting.isEmpty || underWay > 0 {
            if failure != nil { waiting = [] }
            var results: [DeliveryResult] = []
            if Task.isCancelled {
                results = waiting.map { DeliveryResult(index: $0, outcome: .notSent(.cancelled)) }
                waiting = []
            }
            let claims = work.claim(waiting, of: envelopes, for: batch)
            waiting = claims.waiting
            results += claims.refused
            if !claims.granted.isEmpty {
                do {
                    let begun = try await willSend(claims.granted)
                    let others = Set(claims.granted).subtracting(begun)
                    work.giveBack(others.map { envelopes[$0] })
                    results += others.map { DeliveryResult(index: $0, outcome: .notSent(.cancelled)) }
                    batch.add(begun.count)
                    underWay += begun.count
                    work.enqueue(begun.map { SMTPJob(envelope: envelopes[$0], index: $0, batch: batch) })
                } catch {
                    work.giveBack(claims.granted.map { envelopes[$0] })
                    failure = failure ?? error
                }
            }
            let mustWait = waiting.isEmpty || claims.granted.isEmpty && results.isEmpty
            if underWay > 0 || !waiting.isEmpty, mustWait {
                let told = await withTaskCancellationHandler {
                    await batch.next()
                } onCancel: {
                    work.cancel(batch)
                }
                underWay -= told.count
                results += told
            }
            guard !results.isEmpty else { continue }
            do { try await ended(results) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Begins nothing more, and hands back what no connection has taken, until ``resume()``.
    package func pause() { work.pause(.asked) }

    package func resume() { work.resume() }

    package var metrics: DeliveryMetrics { work.metrics }

    /// Says goodbye on every connection when it has nothing to do.
    package func close() { work.close() }
}
