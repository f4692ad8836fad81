import Kernel

/// Addresses in whatever text they stand.
enum AddressText {
    /// All that look like one, as they are written, in their order.
    static func addresses(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var found: [String] = []
        for (place, byte) in bytes.enumerated() where byte == 0x40 {
            var start = place
            while start > 0, isName(bytes[start - 1]) { start -= 1 }
            var end = place + 1
            while end < bytes.count, isHost(bytes[end]) { end += 1 }
            var name = String(decoding: bytes[start..<place], as: UTF8.self)
            // As X.400 and Exchange write `SMTP=…`, and quotation marks that hold the whole.
            if let mark = name.lastIndex(of: "=") { name = String(name[name.index(after: mark)...]) }
            name = String(name.drop { "'`.".contains($0) })
            var host = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
            if let dots = host.firstRange(of: "..") { host = String(host[..<dots.lowerBound]) }
            while let last = host.last, last == "." || last == "-" { host.removeLast() }
            if host.contains("."), let address = EmailAddress("\(name)@\(host)") { found.append(address.text) }
        }
        return found
    }

    private static func isName(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
    }

    private static func isHost(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte == 0x2D || byte == 0x2E }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
