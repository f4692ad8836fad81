/// Where the sentences of a paragraph end.
///
/// A sentence ends with `.`, `!`, `?` or `…`, with quotes and brackets after it, before white space and what may begin
/// another: no small letter. Full stops of common abbreviations and of initials end nothing. In Chinese and Japanese no
/// white space is needed.
enum SentenceBounds {
    private static let closing: Set<Character> = ["\"", "'", "”", "’", "»", ")", "]", "」", "』", "）"]
    private static let ends: Set<Character> = [".", "!", "?", "…"]
    private static let wideEnds: Set<Character> = ["。", "！", "？"]
    private static let abbreviations: Set<String> = [
        "approx", "art", "ca", "cf", "ch", "co", "col", "corp", "dept", "dr", "ed", "eds", "e.g", "est", "etc", "fig",
        "gen", "gov", "i.e", "inc", "jr", "ltd", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "p", "pp", "prof",
        "rev", "sen", "sr", "st", "u.k", "u.s", "viz", "vol", "vs",
    ]

    /// The offsets, in characters, at which sentences end; white space belongs to the sentence before it.
    static func ends(in text: [Character]) -> [Int] {
        var found: [Int] = []
        var index = 0
        while index < text.count {
            let character = text[index]
            let stop = index
            index += 1
            let isWide = wideEnds.contains(character)
            guard isWide || ends.contains(character) else { continue }
            while index < text.count, closing.contains(text[index]) || ends.contains(text[index]) { index += 1 }
            let afterMarks = index
            while index < text.count, text[index].isWhitespace { index += 1 }
            guard index < text.count else { break }
            if isWide || index > afterMarks, !text[index].isLowercase,
                !(character == "." && stop + 1 == afterMarks && isAbbreviation(before: stop, in: text))
            {
                found.append(index)
            }
        }
        return found
    }

    /// Whether the word before a full stop is one that is often shortened, or a single capital letter.
    private static func isAbbreviation(before stop: Int, in text: [Character]) -> Bool {
        var start = stop
        while start > 0, text[start - 1].isLetter || text[start - 1] == "." { start -= 1 }
        let word = text[start..<stop]
        if word.count == 1, word.first?.isUppercase == true { return true }
        return abbreviations.contains(String(word).lowercased())
    }
}
