import CCurl
import Synchronization

/// Lets another thread end a transfer at once, also while it waits.
final class StopSignal: Sendable {
    private struct State {
        var isStopped = false
        /// The address of the transfer's multi handle while there is one; it may be woken from any thread.
        var waiting: UInt?
    }

    private let state = Mutex(State())

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            if let waiting = state.waiting { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: waiting)) }
        }
    }

    /// Tells what is to be woken; `nil` before it is freed.
    func setWaiting(_ multi: UnsafeMutableRawPointer?) {
        let address = multi.map { UInt(bitPattern: $0) }
        state.withLock { $0.waiting = address }
    }
}
