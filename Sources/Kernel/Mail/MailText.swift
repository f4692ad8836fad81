/// The lines of a plain text that mail programs show as it is.
package enum MailText {
    /// In letters.
    package static let width = 72

    /// Words in lines that no program has to fold; a longer word stands alone.
    ///
    /// - Parameter taken: So many letters of the first line are kept free, for what somebody puts before it.
    package static func wrapped(_ text: String, keepingFree taken: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            let room = lines.isEmpty ? width - taken : width
            if !line.isEmpty, line.count + 1 + word.count > room {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
