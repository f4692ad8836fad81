/// A line that the publisher adds to `/ads.txt` (IAB Tech Lab, ads.txt 1.1, §3).
package struct AdsTextLine: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Nothing but a comment, or nothing at all.
        case remark
        /// Who may sell: an advertising system, the account there, and how the account is related to the site.
        case record
        /// The name is in capitals.
        case variable(String, String)
    }

    /// Why a line is none.
    package struct Fault: Error, Sendable, Hashable {
        package let message: String
    }

    /// Without white space at its ends.
    package let text: String
    package let kind: Kind

    private static let longest = 500
    private static let mostRecordFields = 4

    /// Reads one line.
    package init(_ line: some StringProtocol) throws(Fault) {
        text = Self.trimmed(line)
        guard text.utf8.count <= Self.longest else { throw Fault(message: "A line has at most 500 characters.") }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            throw Fault(message: "It holds a control character.")
        }
        // What follows a semicolon is kept free for extensions, and a number sign begins a comment.
        let content = Self.trimmed(text.prefix { $0 != "#" && $0 != ";" })
        if content.isEmpty {
            guard !text.hasPrefix(";") else { throw Fault(message: "It begins with a semicolon.") }
            kind = .remark
        } else if let sign = content.firstIndex(of: "="), !content[..<sign].contains(",") {
            kind = try Self.variable(content[..<sign], content[content.index(after: sign)...])
        } else {
            try Self.checkRecord(content)
            kind = .record
        }
    }

    private static func variable(_ name: Substring, _ value: Substring) throws(Fault) -> Kind {
        let (name, value) = (trimmed(name).uppercased(), trimmed(value))
        switch name {
        case "CONTACT":
            guard !value.isEmpty else { throw Fault(message: "The contact is missing.") }
        case "SUBDOMAIN", "INVENTORYPARTNERDOMAIN": try checkDomain(value)
        case "MANAGERDOMAIN":
            let parts = value.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
            guard parts.count <= 2 else { throw Fault(message: "A manager is a domain, and at most one country.") }
            try checkDomain(parts.first ?? "")
            if parts.count == 2, !isCountry(parts[1]) {
                throw Fault(message: "“\(parts[1])” is no country; write two letters such as DE.")
            }
        case "OWNERDOMAIN": throw Fault(message: "The owner’s domain has a field of its own.")
        default: throw Fault(message: "“\(name)” is none of the variables of ads.txt 1.1.")
        }
        return .variable(name, value)
    }

    private static func checkRecord(_ content: String) throws(Fault) {
        let fields = content.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
        guard fields.count >= 3 else {
            throw Fault(
                message: "A record is a domain, an account and DIRECT or RESELLER, with commas between them.")
        }
        guard fields.count <= mostRecordFields else {
            throw Fault(message: "A record has at most four fields; this one has \(fields.count).")
        }
        try checkDomain(fields[0])
        guard !fields[1].isEmpty else { throw Fault(message: "The account is missing.") }
        guard ["DIRECT", "RESELLER"].contains(fields[2].uppercased()) else {
            throw Fault(message: "“\(fields[2])” must be DIRECT or RESELLER.")
        }
        for field in fields where field.contains(where: \.isWhitespace) {
            throw Fault(message: "“\(field)” has a space in it; a field has none.")
        }
        if fields.count == mostRecordFields, fields[3].isEmpty {
            throw Fault(message: "There is nothing after the last comma.")
        }
    }

    private static func checkDomain(_ text: String) throws(Fault) {
        guard !isDomain(text) else { return }
        throw Fault(message: text.isEmpty ? "The domain is missing." : "“\(text)” is no domain such as example.org.")
    }

    private static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    }

    /// Whether a text is a name of at least two labels, in ASCII (RFC 1034, §3.5).
    static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { byte in
                        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    }
            } && labels.last?.utf8.contains { $0 > UInt8(ascii: "9") } == true
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension AdsTextLine {
    private static let mostLines = 1000

    /// What is wrong with lines of a text, each told with its number; nothing when all of them can stand.
    static func faults(in text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= mostLines else { return ["At most \(mostLines) lines fit."] }
        var faults: [String] = []
        var managers: [String: Int] = [:]
        for (index, line) in lines.enumerated() {
            do {
                if case .variable("MANAGERDOMAIN", let value) = try AdsTextLine(line).kind {
                    let country = value.split(separator: ",").dropFirst().joined().uppercased().filter(\.isLetter)
                    if let earlier = managers[country] {
                        faults.append(
                            "Line \(index + 1): There is a manager for "
                                + "\(country.isEmpty ? "all countries" : country) in line \(earlier) already.")
                    }
                    managers[country] = index + 1
                }
            } catch {
                faults.append("Line \(index + 1): \(error.message)")
            }
        }
        return faults
    }

    /// The lines of a text that can stand.
    static func lines(of text: String) -> [AdsTextLine] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { try? AdsTextLine($0) }
    }
}
