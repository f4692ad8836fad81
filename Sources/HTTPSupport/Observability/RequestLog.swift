package import Kernel
import Markup
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One line of JSON for each answered request: when, what, how it went, and nothing of who asked.
///
/// Lines are gathered and written by a thread of their own, so that a slow disk never holds up an answer; when more
/// than ``mostWaiting`` bytes wait, lines are dropped, and the next one written says how many.
package final class RequestLog: Sendable {
    private struct Waiting {
        var bytes: [UInt8] = []
        var dropped = 0
    }

    private static let mostWaiting = 4 << 20

    private let clock: any WallClock
    private let descriptor: Int32
    private let waiting = Mutex(Waiting())

    /// - Parameter descriptor: An open file descriptor, such as 1 for standard output; the caller closes it.
    package init(clock: any WallClock, descriptor: Int32) {
        self.clock = clock
        self.descriptor = descriptor
    }

    /// Queues a line; never waits.
    package func write(_ request: ObservedRequest) {
        let line =
            JSONValue.object([
                "time": .string(clock.now().rfc3339), "method": .string(request.method),
                "path": .string(Self.withoutSecret(request.uri)),
                "status": .integer(request.status), "bytes": .integer(request.length),
            ]).bytes
        waiting.withLock { waiting in
            guard waiting.bytes.count + line.count < Self.mostWaiting else {
                waiting.dropped += 1
                return
            }
            waiting.bytes += line
            waiting.bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// Whoever has the last part of these addresses gets in by it, so it stands in no log.
    private static let secretPaths = [
        OfficeRoute.invitation("").path, "/advertiser/sign-in/", "/discussion/handle/link/", "/discussion/notices/",
        "/newsletter/confirm/", "/newsletter/yours/", "/newsletter/leave/", "/hooks/mail/",
    ]

    static func withoutSecret(_ path: String) -> String {
        guard let start = secretPaths.first(where: { path.hasPrefix($0) && path.utf8.count > $0.utf8.count }) else {
            return path
        }
        return start + "…"
    }

    /// Writes what waits; call it every so often, and at the end.
    package func flush() {
        let batch = waiting.withLock { waiting in
            var bytes = waiting.bytes
            if waiting.dropped > 0 { bytes += Array("{\"dropped\":\(waiting.dropped)}\n".utf8) }
            waiting = Waiting()
            return bytes
        }
        var start = 0
        while start < batch.count {
            let written = batch[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            start += written
        }
    }
}
