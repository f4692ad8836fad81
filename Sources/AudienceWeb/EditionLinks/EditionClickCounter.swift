package import Audience
package import Kernel
import Synchronization

/// Counts who went from an edition to its pages, by page alone.
///
/// A click waits for some seconds before it counts, in memory only: a program that looks at all links of a mail goes to more of
/// them at once than a person does, and then none of its clicks count. What is remembered meanwhile is a hash of the network
/// address, under a key of this process that nobody knows.
package final class EditionClickCounter: Sendable {
    package static let wait = Duration.seconds(15)
    /// Who goes to more pages of an edition within that time is a program.
    package static let mostPages = 5

    fileprivate struct Visitor: Hashable {
        let hash: Int
        let edition: Edition.ID
    }

    fileprivate struct Pages {
        let since: Timestamp
        var paths: Set<String>
    }

    fileprivate struct State {
        var waiting: [Visitor: Pages] = [:]
        var counted: EditionClicks.Tally = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: How many people’s clicks wait at most; those beyond aren’t counted.
    package init(capacity: Int = 50_000) { self.capacity = capacity }

    /// Takes a click in; the same page from the same address within the time counts once.
    package func note(_ path: String, of edition: Edition.ID, from address: String, at now: Timestamp) {
        let visitor = Visitor(hash: address.hashValue, edition: edition)
        state.withLock { state in
            if let known = state.waiting[visitor], known.since.advanced(by: Self.wait) <= now {
                state.settle(visitor)
            }
            guard state.waiting[visitor] != nil || state.waiting.count < capacity else { return }
            // One more than a person’s says all that there is to know.
            if state.waiting[visitor]?.paths.count ?? 0 <= Self.mostPages {
                state.waiting[visitor, default: Pages(since: now, paths: [])].paths.insert(path)
            }
        }
    }

    /// Hands out, once, what counts by a moment; `nil` as the moment hands out everything.
    package func take(by now: Timestamp?) -> EditionClicks.Tally {
        state.withLock { state in
            for (visitor, pages) in state.waiting where now.map({ pages.since.advanced(by: Self.wait) <= $0 }) ?? true {
                state.settle(visitor)
            }
            defer { state.counted = [:] }
            return state.counted
        }
    }

    /// Takes back what could not be written.
    package func putBack(_ tally: EditionClicks.Tally) {
        state.withLock { state in
            for (edition, counts) in tally { state.counted[edition, default: [:]].merge(counts, uniquingKeysWith: +) }
        }
    }
}

extension EditionClickCounter.State {
    fileprivate mutating func settle(_ visitor: EditionClickCounter.Visitor) {
        guard let pages = waiting.removeValue(forKey: visitor), pages.paths.count <= EditionClickCounter.mostPages
        else {
            return
        }
        for path in pages.paths { counted[visitor.edition, default: [:]][path, default: 0] += 1 }
    }
}
