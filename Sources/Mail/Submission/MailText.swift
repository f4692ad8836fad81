import Kernel

/// A mail as it goes over the wire (RFC 5322): a header, and its text as quoted-printable (RFC 2045 §6.7), so that
/// every server takes it and a person can read its source.
struct MailText {
    let mail: OutgoingMail
    let sender: EmailAddress
    /// The site’s name, beside the sender’s address.
    let senderName: String
    let sent: Timestamp
    /// Unlike that of any other mail.
    let identifier: String

    private static let longestLine = 76

    var bytes: [UInt8] {
        let fields = [
            ("Date", sent.httpDate.replacing("GMT", with: "+0000")),
            ("From", "\(Self.phrase(senderName)) <\(sender.text)>"), ("To", "<\(mail.recipient.text)>"),
            ("Subject", Self.phrase(mail.subject)), ("Message-ID", "<\(identifier)@\(sender.host)>"),
            ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "quoted-printable"),
        ]
        let header = (fields + unsubscribing).map { "\($0.0): \($0.1)\r\n" }.joined()
        return Array(header.utf8) + Array("\r\n".utf8) + Self.quotedPrintable(mail.text)
    }

    /// How the reader’s program stops such mails with one click (RFC 8058).
    private var unsubscribing: [(String, String)] {
        // An address has neither spaces nor line ends; anything else could begin another field.
        guard let address = mail.unsubscribe, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !address.contains(">")
        else { return [] }
        return [("List-Unsubscribe", "<\(address)>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
    }

    /// Words for a header field: as encoded words (RFC 2047) unless they are plain letters and digits, so that nothing in them
    /// can begin another field.
    static func phrase(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x20
        }
        if isPlain, text.utf8.count <= longestLine { return text }
        var words: [String] = []
        var word = ""
        for character in text {
            let encoded = character.utf8.map { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    ? String(UnicodeScalar(byte)) : byte == 0x20 ? "_" : "=\(hexadecimal(byte))"
            }.joined()
            // An encoded word has up to 75 characters, 12 of them around its text.
            if word.utf8.count + encoded.utf8.count > 63 {
                words.append(word)
                word = ""
            }
            word += encoded
        }
        words.append(word)
        return words.map { "=?utf-8?q?\($0)?=" }.joined(separator: "\r\n ")
    }

    static func quotedPrintable(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            var length = 0
            let line = Array(line)
            for (index, byte) in line.enumerated() {
                let isLast = index == line.count - 1
                let isPlain =
                    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || byte == 0x20 && !isLast
                let written = isPlain ? [byte] : Array("=\(hexadecimal(byte))".utf8)
                if length + written.count > longestLine - (isLast ? 0 : 1) {
                    bytes += Array("=\r\n".utf8)
                    length = 0
                }
                bytes += written
                length += written.count
            }
            bytes += Array("\r\n".utf8)
        }
        return bytes
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
