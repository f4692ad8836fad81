import Crypto
import Database
package import Kernel

/// One edition for one subscriber.
package struct Delivery: Sendable, Hashable {
    package typealias ID = Identifier<Delivery>

    package enum State: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// Waits for its time, or is in the hands of a worker that may begin it.
        case pending
        /// Begun: committed before anything of it goes over the wire.
        case sending
        /// A server has taken it over.
        case sent
        case failed
        /// Nobody knows whether it was sent; it is never sent again by itself.
        case uncertain
        /// Put off, and then its subscriber left or paused.
        case skipped
    }

    /// What became of handing one over.
    package enum Outcome: Sendable, Hashable {
        case sent
        /// Nothing of it went over the wire, and it is tried again.
        case untried(String)
        /// The same, and it is known for how long nothing can be tried.
        case held(String, for: Duration)
        /// Its subscriber wants to read about other topics since.
        case unwanted(String)
        /// The server wants it later (4.x.x).
        case soft(String)
        /// The mailbox is full (5.2.2), which many mend.
        case full(String)
        /// There is no such address (5.1.x).
        case hard(String)
        /// This mail won’t be taken (5.x.x), which says nothing of the address.
        case refused(String)
        /// The server refuses the sender, not the reader (5.7.x), or the mail cannot be made: nobody would get it.
        ///
        /// The cause is the same for all mails that are refused alike; empty where it concerns everybody’s.
        case halted(String, cause: String = "")
        /// The connection broke after the mail had gone.
        case unknown(String)

        /// Whether nothing of it went over the wire and nothing is known of it yet.
        var isOpen: Bool {
            switch self {
            case .untried, .held, .halted: true
            case .sent, .unwanted, .soft, .full, .hard, .refused, .unknown: false
            }
        }
    }

    package let id: ID
    package let edition: Edition.ID
    package let subscriber: Subscriber.ID
    package let address: EmailAddress
    /// What the subscriber wants to read about; empty for everything.
    package let topics: Set<Slug>

    /// The same for the same edition and subscriber, always and everywhere, and so is whatever is made of it, such as the
    /// Message-ID.
    ///
    /// It begins with the edition’s day and is in the order of subscribers: what is sent one after another lies together in the index,
    /// too. The rest is a digest.
    package static func id(of edition: Edition.ID, for subscriber: Subscriber.ID) -> ID {
        let day = UInt64(clamping: edition.day.daysSince1970) & 0xFFFF
        // All of its first half but the version.
        let order = (subscriber.high >> 16) << 12 | subscriber.high & 0xFFF
        let digest = SHA256.hash(data: Array("\(edition) \(subscriber)".utf8)).prefix(6).reduce(0) {
            $0 << 8 | UInt64($1)
        }
        return ID(
            high: day << 48 | (order >> 28) << 16 | 0x8000 | (order >> 16) & 0xFFF,
            low: 0x8000_0000_0000_0000 | (order & 0xFFFF) << 46 | digest & 0x3FFF_FFFF_FFFF)
    }
}

/// Hands mails of an edition over for delivery.
package protocol MessageTransport: Sendable {
    /// Tries each mail of a batch once.
    ///
    /// - Parameter record: Where it begins each before anything of it goes over the wire, and tells what became of each. One that was begun
    ///   and of which it says nothing counts as uncertain.
    func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async
}
