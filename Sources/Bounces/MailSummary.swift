/// What a person wants to see of a mail: from whom it is, what it is about, and its words.
package struct MailSummary: Sendable, Hashable {
    /// As it names itself; anybody can write anything there.
    package let from: String
    package let subject: String
    /// The first text of it, without line ends at its end.
    package let text: String

    /// In letters.
    private static let longestField = 300
    private static let longestText = 20_000

    /// - Parameter bytes: The mail as it came, or the beginning of it.
    package init(_ bytes: [UInt8]) {
        let mail = MIMEPart(bytes)
        func field(_ name: String) -> String {
            Self.visible(String(EncodedText.decoded(mail[name] ?? "").prefix(Self.longestField)), lines: false)
        }
        from = field("from")
        subject = field("subject")
        text = Self.visible(String(Self.words(of: mail).prefix(Self.longestText)), lines: true)
    }

    /// The plain text, or what an HTML text says.
    static func words(of mail: MIMEPart) -> String {
        let texts = mail.all.filter { $0.children.isEmpty && $0.type.hasPrefix("text/") }
        guard let part = texts.first(where: { $0.type == "text/plain" }) ?? texts.first else { return "" }
        return part.type == "text/html" ? PlainText.of(html: part.text) : part.text
    }

    private static func visible(_ text: String, lines: Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": continue
            case "\n" where lines, "\t" where lines: result.append(scalar)
            default: result.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
            }
        }
        return String(result).trimmingSpaces
    }
}
