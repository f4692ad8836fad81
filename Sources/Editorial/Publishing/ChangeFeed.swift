package import Kernel
import Synchronization

/// What of the site a reader may now see differently.
package enum EditorialChange: Sendable, Hashable {
    /// The pages under these slugs, former ones included, and the lists that hold them.
    case articles(Set<Slug>)
    /// Anything: names of sections, topics or people stand on many pages.
    case everything
}

/// Tells those who keep rendered pages what has changed, after it has been committed.
package final class ChangeFeed: Sendable {
    /// Names an observer, so that it can leave.
    package struct Token: Sendable, Hashable {
        fileprivate let number: Int
    }

    private struct Observers {
        var next = 0
        var all: [Int: @Sendable (EditorialChange) -> Void] = [:]
    }

    private let observers = Mutex(Observers())

    package init() {}

    /// Calls `observer` for each change from now on, on whichever thread made it; it must not block.
    @discardableResult
    package func observe(_ observer: @escaping @Sendable (EditorialChange) -> Void) -> Token {
        observers.withLock { observers in
            let number = observers.next
            observers.next += 1
            observers.all[number] = observer
            return Token(number: number)
        }
    }

    /// Calls the observer no more.
    package func remove(_ token: Token) {
        observers.withLock { observers in observers.all[token.number] = nil }
    }

    /// Tells every observer; called without the lock, so that an observer may add or remove others.
    package func announce(_ change: EditorialChange) {
        if case .articles(let slugs) = change, slugs.isEmpty { return }
        let current = observers.withLock { observers in observers.all.sorted { $0.key < $1.key }.map(\.value) }
        for observer in current { observer(change) }
    }
}
