/// What a server says of a mail in three numbers (RFC 3463), such as 5.1.1.
package struct EnhancedStatus: Sendable, Hashable, CustomStringConvertible {
    /// 2 for success, 4 for now, 5 for good.
    package let kind: Int
    /// What it is about: 1 addresses, 2 the mailbox, 3 the system, 4 the network, 5 the protocol, 6 the content, 7 policy.
    package let subject: Int
    package let detail: Int

    package init?(_ kind: Int, _ subject: Int, _ detail: Int) {
        guard [2, 4, 5].contains(kind), (0...999).contains(subject), (0...999).contains(detail) else { return nil }
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }

    /// Reads one that stands at a text’s beginning and ends with it, at white space or at punctuation.
    package init?(atStartOf text: some StringProtocol) {
        self.init(bytes: Array(text.utf8.prefix(12)))
    }

    private init?(bytes: [UInt8]) {
        var numbers = (0, 0, 0)
        var place = 0
        for part in 0..<3 {
            if part > 0 {
                guard place < bytes.count, bytes[place] == UInt8(ascii: ".") else { return nil }
                place += 1
            }
            let begin = place
            var number = 0
            while place < bytes.count, let digit = Self.digit(bytes[place]) {
                number = number * 10 + digit
                place += 1
            }
            guard (1...3).contains(place - begin) else { return nil }
            numbers = (numbers.1, numbers.2, number)
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") { return nil }
        self.init(numbers.0, numbers.1, numbers.2)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }

    package var description: String { "\(kind).\(subject).\(detail)" }
}
