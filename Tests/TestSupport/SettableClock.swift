package import Kernel
import Synchronization

/// A clock that a test moves by hand.
package final class SettableClock: WallClock {
    private let moment: Mutex<Timestamp>

    package init(_ start: Timestamp = Timestamp(milliseconds: 1_795_478_400_000)) { moment = Mutex(start) }

    package func now() -> Timestamp { moment.withLock { $0 } }

    package func advance(by duration: Duration) {
        moment.withLock { $0 = $0.advanced(by: duration) }
    }
}
