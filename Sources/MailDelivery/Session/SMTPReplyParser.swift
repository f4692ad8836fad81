import Mail

/// Reads replies from whatever pieces they come in, and gives up on a server that says too much.
struct SMTPReplyParser {
    enum Fault: Error, Hashable { case garbled }

    /// RFC 5321 §4.5.3.1.5 has 512; some servers say more.
    private static let longestLine = 2048
    private static let mostLines = 100

    private var line: [UInt8] = []
    private var code: Int?
    private(set) var lines: [String] = []

    /// Whether nothing of a next reply has come.
    var isEmpty: Bool { line.isEmpty && lines.isEmpty }

    /// Takes one byte; gives a reply with its lines when that ended it.
    mutating func add(_ byte: UInt8) throws(Fault) -> (reply: SMTPReply, lines: [String])? {
        guard byte == 0x0A else {
            guard line.count < Self.longestLine else { throw .garbled }
            line.append(byte)
            return nil
        }
        if line.last == 0x0D { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        guard line.count >= 3, line[..<3].allSatisfy({ (0x30...0x39).contains($0) }) else { throw .garbled }
        let number = line[..<3].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        guard (200...599).contains(number), code == nil || code == number, lines.count < Self.mostLines else {
            throw .garbled
        }
        let isLast = line.count == 3 || line[3] == 0x20
        guard isLast || line[3] == 0x2D else { throw .garbled }
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        code = number
        guard isLast else { return nil }
        defer {
            code = nil
            lines = []
        }
        return (Self.reply(number, lines), lines)
    }

    private static func reply(_ code: Int, _ lines: [String]) -> SMTPReply {
        let status = lines.first.flatMap { EnhancedStatus(atStartOf: $0) }.flatMap { $0.kind == code / 100 ? $0 : nil }
        return SMTPReply(code: code, status: status, text: visible(lines.joined(separator: " ")))
    }

    private static func visible(_ text: String) -> String {
        if text.utf8.count <= SMTPReply.longestText, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var scalars = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            let isVisible = scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value)
            let scalar = isVisible ? scalar : "?"
            length += UTF8.width(scalar)
            if length > SMTPReply.longestText { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
