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
        let bytes = Array(text.utf8.prefix(12))
        var numbers: [Int] = []
        var place = 0
        while numbers.count < 3 {
            let digits = bytes[place...].prefix { (0x30...0x39).contains($0) }
            guard (1...3).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)) else {
                return nil
            }
            numbers.append(number)
            place += digits.count
            guard numbers.count < 3 else { break }
            guard place < bytes.count, bytes[place] == 0x2E else { return nil }
            place += 1
        }
        if place < bytes.count, (0x30...0x39).contains(bytes[place]) || bytes[place] == 0x2E { return nil }
        self.init(numbers[0], numbers[1], numbers[2])
    }

    package var description: String { "\(kind).\(subject).\(detail)" }
}
