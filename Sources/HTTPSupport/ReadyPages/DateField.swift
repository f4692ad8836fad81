import Kernel
import NIOCore
import Synchronization

/// The `Date` header line, written anew once a second.
final class DateField: Sendable {
    private struct Line {
        var second: Int64 = -1
        var bytes = ByteBuffer()
    }

    private let clock: any WallClock
    private let line = Mutex(Line())

    init(clock: any WallClock) { self.clock = clock }

    /// `Date: …` with the empty line that ends a header section.
    func endOfHeader() -> ByteBuffer {
        let now = clock.now()
        let second = now.milliseconds / 1000
        return line.withLock { line in
            if line.second != second {
                line.second = second
                line.bytes = ByteBuffer(string: "Date: \(now.httpDate)\r\n\r\n")
            }
            return line.bytes
        }
    }
}
