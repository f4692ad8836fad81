package import Audience
import AudienceWeb
import Compositor
import HTTPSupport
import Kernel
package import Mail
package import MailDelivery
package import NIOCore
import Synchronization

/// Makes the mails of an edition and hands them to the mail server.
///
/// The mails of a batch are made together; each is begun in the ledger in a small wave shortly before it goes over the wire.
package final class EditionTransport: MessageTransport {
    private struct Key: Hashable {
        let edition: Edition.ID
        let topics: Set<Slug>
    }

    /// An edition that is being sent, with what stands in its letters.
    private struct Begun {
        let composed: ComposedEdition
        let fills: LetterFills
        let facts: LetterFacts
        /// As all its letters know it.
        let site: SiteIdentity
    }

    private struct Made {
        var editions: [Edition.ID: Begun] = [:]
        /// `nil` for an edition that has nothing about these topics.
        var mailings: [Key: Mailing?] = [:]
    }

    /// So many mails are made before others have their turn.
    private static let turn = 8
    /// So many sets of topics are kept ready.
    private static let mostMailings = 500

    private let pool: SMTPPool
    private let maker: EditionMaker
    private let editions: EditionStore
    private let made = Mutex(Made())

    /// - Throws: Where the connections can’t be secured on this machine.
    package init(
        _ server: MailServer, settings: Settings.Newsletter, maker: EditionMaker, editions: EditionStore,
        timeouts: SMTPTimeouts = SMTPTimeouts(), group: any EventLoopGroup
    ) throws {
        var options = SMTPPool.Options()
        options.connections = settings.connections
        options.messagesPerConnection = settings.messagesPerConnection
        options.standardLimit = settings.standardLimit
        options.limits = settings.limits
        options.timeouts = timeouts
        pool = try SMTPPool(server: server, options: options, group: group)
        self.maker = maker
        self.editions = editions
    }

    /// How it does since it was made.
    package var metrics: DeliveryMetrics { pool.metrics }

    /// Goes on after what stopped everything; for somebody who has looked.
    package func resume() { if isPaused { pool.resume() } }

    /// Whether a mail was refused in a way that stops all of them.
    var isPaused: Bool { pool.metrics.pause != nil }

    package func close() { pool.close() }

    package func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async {
        var unmade: [Delivery.ID: Delivery.Outcome] = [:]
        var deliveries: [Delivery.ID] = []
        var envelopes: [MailEnvelope] = []
        for (number, delivery) in batch.enumerated() {
            // Signing keeps a thread busy; others wait for one to hand over what is made.
            if number.isMultiple(of: Self.turn) { await Task.yield() }
            // What nothing is told of is put off for a moment, and counts against nobody.
            if Task.isCancelled { break }
            do {
                guard let (begun, mailing) = try await mailing(of: edition, topics: delivery.topics) else {
                    unmade[delivery.id] = .unwanted("Nothing in it is about what they want to read.")
                    continue
                }
                envelopes.append(
                    try maker.envelope(delivery, of: begun.composed.edition, in: mailing, from: begun.site))
                deliveries.append(delivery.id)
            } catch is CancellationError {
                break
            } catch {
                let reason = Self.words(error)
                unmade[delivery.id] = .halted(reason, cause: reason)
            }
        }
        record.end(unmade)
        // When the ledger can’t be written, nothing more is begun; the record knows what was.
        try? await pool.deliver(envelopes) { wave in
            let begun = try await record.begin(wave.map { deliveries[$0] })
            return wave.filter { begun.contains(deliveries[$0]) }
        } ended: { results in
            record.end(
                results.reduce(into: [:]) { outcomes, result in
                    outcomes[deliveries[result.index]] = Delivery.Outcome(
                        result.outcome, at: envelopes[result.index].recipient.host)
                })
        }
    }

    /// Hands over one mail that is in no ledger.
    ///
    /// - Throws: ``Problem`` of kind `unavailable` that says why it wasn’t taken.
    package func deliver(_ envelope: MailEnvelope) async throws {
        var outcome = DeliveryOutcome.notSent(.cancelled)
        try await pool.deliver([envelope]) {
            $0
        } ended: { results in
            for result in results { outcome = result.outcome }
        }
        if case .accepted = outcome { return }
        let reason = Delivery.Outcome(outcome, at: "").reason
        throw Problem(
            .unavailable, slug: "mail-refused", title: "The mail was not sent", detail: reason)
    }

    private func mailing(of id: Edition.ID, topics: Set<Slug>) async throws -> (Begun, Mailing)? {
        let key = Key(edition: id, topics: topics)
        if let known = made.withLock({ made in made.mailings[key].map { ($0, made.editions[id]) } }),
            let begun = known.1
        {
            return known.0.map { (begun, $0) }
        }
        let begun: Begun
        if let known = made.withLock({ $0.editions[id] }) {
            begun = known
        } else {
            guard let found = try await editions.edition(id) else { throw EditionMaker.problem("it is gone") }
            begun = try await self.begun(found)
        }
        let letter = maker.letter(of: begun.composed, topics: topics, saying: begun.facts)
        let mailing = try letter.map { letter in
            let set = maker.set(letter, with: begun.fills)
            return try maker.mailing(
                letter.subject, text: set.text, html: set.html, of: begun.composed.edition, from: begun.site)
        }
        made.withLock { made in
            if made.mailings.count >= Self.mostMailings {
                made.mailings.removeAll()
                made.editions.removeAll()
            }
            made.editions[id] = begun
            made.mailings[key] = .some(mailing)
        }
        return mailing.map { (begun, $0) }
    }

    private func begun(_ composed: ComposedEdition) async throws -> Begun {
        let now = try await maker.facts()
        let kept: KeptLetter
        if let text = try await editions.fills(of: composed.edition.id) {
            guard let read = KeptLetter(text) else {
                throw EditionMaker.problem("what stands in it besides its articles can’t be read")
            }
            kept = read
        } else {
            // Begun by a version of this program that put nothing in but what titles have to be called.
            kept = KeptLetter(fills: LetterFills(labels: try await maker.fills(of: composed).labels), facts: nil)
        }
        let facts = kept.facts ?? now
        return Begun(composed: composed, fills: kept.fills, facts: facts, site: facts.site(maker.site()))
    }

    private static func words(_ error: any Error) -> String {
        (error as? Problem).map { "\($0.title): \($0.detail)" } ?? "\(error)"
    }
}
