import Kernel
import NIOCore

/// The `Date` header line, written anew once a second; each event loop has its own.
final class DateField {
    private let clock: any WallClock
    private var second: Int64 = -1
    private var line = ByteBuffer()

    init(clock: any WallClock) { self.clock = clock }

    /// `Date: …` with the empty line that ends a header section.
    func endOfHeader() -> ByteBuffer {
        let now = clock.now()
        if second != now.milliseconds / 1000 {
            second = now.milliseconds / 1000
            line = ByteBuffer(string: "Date: \(now.httpDate)\r\n\r\n")
        }
        return line
    }
}
