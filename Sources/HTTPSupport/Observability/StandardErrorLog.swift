import Kernel
package import Logging
import Markup

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes the program's own log to standard error: for a person at a terminal a line of words, elsewhere one of JSON.
package struct StandardErrorLog: LogHandler {
    package var metadata = Logger.Metadata()
    package var logLevel = Logger.Level.info
    private let isTerminal: Bool

    package init(isTerminal: Bool) { self.isTerminal = isTerminal }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let now = SystemClock().now().rfc3339
        var line: [UInt8]
        if isTerminal {
            let details = all.map { " \($0.key)=\($0.value)" }.joined()
            line = Array("\(now) \(event.level): \(event.message)\(details)".utf8)
        } else {
            var members = [
                JSONValue.Member(name: "time", value: .string(now)),
                .init(name: "level", value: .string(event.level.rawValue)),
                .init(name: "message", value: .string("\(event.message)")),
            ]
            members += all.map { .init(name: $0.key, value: .string("\($0.value)")) }
            line = JSONValue.object(members).bytes
        }
        line.append(UInt8(ascii: "\n"))
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}
