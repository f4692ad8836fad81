import Mail

/// A server’s numbers in the words of a report.
enum SMTPWords {
    /// Those that servers give; other numbers of three digits are of telephones and houses.
    private static let replies: Set<Int> = [
        421, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 530, 535, 541, 550, 551, 552, 553, 554, 555, 556,
        571,
    ]

    /// The first enhanced status anywhere.
    static func status(in text: String) -> EnhancedStatus? {
        var isStart = true
        for place in text.indices {
            if isStart, "245".contains(text[place]), let status = EnhancedStatus(atStartOf: text[place...]) {
                return status
            }
            isStart = !(text[place].isNumber || text[place] == "." || text[place].isLetter)
        }
        return nil
    }

    /// A reply of SMTP and an enhanced status, where there are.
    static func numbers(in text: String) -> (reply: Int?, status: EnhancedStatus?) {
        let reply = text.split { !($0.isNumber || $0 == ".") }.lazy.compactMap { word -> Int? in
            guard word.utf8.count == 3, let code = Int(word), replies.contains(code) else { return nil }
            return code
        }.first
        return (reply, status(in: text))
    }
}
