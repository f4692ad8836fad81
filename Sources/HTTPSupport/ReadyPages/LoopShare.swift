import Kernel
import NIOCore
import Synchronization

/// What the connections of one event loop share.
///
/// Loops share nothing of it with each other: two processors that write to the same memory by turns wait for it longer than
/// most of an answer takes.
final class LoopShare {
    /// Up to this length, in bytes, what was allocated for an answer is kept for the next one.
    private static let longestKept = 4096

    let date: DateField
    let later: LaterRound?
    private var kept = ByteBuffer()

    init(clock: any WallClock, later: (any LaterAnswerer)?, loop: any EventLoop) {
        date = DateField(clock: clock)
        self.later = later.map { LaterRound(answerer: $0, loop: loop) }
    }

    /// A buffer with what is written to it, in memory that an earlier one had if that is no longer needed.
    func buffer(capacity: Int, _ write: (inout ByteBuffer) -> Void) -> ByteBuffer {
        guard capacity <= Self.longestKept else {
            var buffer = ByteBufferAllocator().buffer(capacity: capacity)
            write(&buffer)
            return buffer
        }
        // It takes other memory by itself while the socket still holds this.
        kept.clear(minimumCapacity: capacity)
        write(&kept)
        return kept
    }
}

/// The share of each event loop.
final class LoopShares: Sendable {
    private let clock: any WallClock
    private let later: (any LaterAnswerer)?
    private let shares = Mutex<[ObjectIdentifier: NIOLoopBound<LoopShare>]>([:])

    init(clock: any WallClock, later: (any LaterAnswerer)?) {
        self.clock = clock
        self.later = later
    }

    /// The one of a loop; asked for on that loop.
    func share(of loop: any EventLoop) -> LoopShare {
        shares.withLock { shares in
            if let known = shares[ObjectIdentifier(loop)] { return known }
            let made = NIOLoopBound(LoopShare(clock: clock, later: later, loop: loop), eventLoop: loop)
            shares[ObjectIdentifier(loop)] = made
            return made
        }.value
    }
}
