import ArgumentParser
import Bounces
import Kernel
import Mail
import SystemPackage

/// Reads files that each hold a mail and prints what is understood of each as a line of JSON; not a command for people.
struct ReadBounces: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what mail that came back means.", shouldDisplay: false)

    @Argument var files: [String]

    func run() throws {
        let reader = BounceReader(paths: nil)
        for file in files {
            let bytes = try Self.bytes(of: FilePath(file))
            let name = FilePath(file).lastComponent?.string ?? file
            print("{\"file\": \(Self.quoted(name)), \(Self.fields(of: reader.read(bytes)))}")
        }
    }

    private static func fields(of report: MailReport) -> String {
        switch report {
        case .autoReply: "\"report\": \"auto-reply\", \"events\": []"
        case .nothing: "\"report\": \"nothing\", \"events\": []"
        case .unparsed: "\"report\": \"unparsed\", \"events\": []"
        case .events(let events): "\"report\": \"events\", \"events\": [\(events.map(object).joined(separator: ", "))]"
        }
    }

    private static func object(_ event: MailEvent) -> String {
        let (what, kind) =
            switch event.kind {
            case .failed(let kind): ("failed", kind.rawValue)
            case .delayed(let kind): ("delayed", kind.rawValue)
            case .complained: ("complained", "complaint")
            }
        let fields = [
            ("what", what), ("kind", kind), ("address", event.address?.text ?? ""), ("source", event.source.rawValue),
            ("status", event.status?.description ?? ""), ("reason", event.reason),
        ]
        return "{\(fields.map { "\"\($0.0)\": \(quoted($0.1))" }.joined(separator: ", "))}"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case _ where scalar.value < 0x20:
                "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    private static func bytes(of path: FilePath) throws -> [UInt8] {
        let descriptor = try FileDescriptor.open(path, .readOnly)
        return try descriptor.closeAfter {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = try buffer.withUnsafeMutableBytes({ try descriptor.read(into: $0) }), count > 0 {
                bytes += buffer[..<count]
            }
            return bytes
        }
    }
}
