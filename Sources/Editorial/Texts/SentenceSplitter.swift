/// Divides a passage into sentences.
///
/// A stop ends a sentence when white space and no small letter follow, unless it belongs to an abbreviation, an initial,
/// a decimal or an ellipsis; the stops of Chinese and Japanese need no white space. What stands right after a stop
/// (closing quotation marks and brackets, citations) belongs to the sentence before it.
enum SentenceSplitter {
    /// The sentences of a passage, in order, as ranges of its scalars without white space at their beginning.
    static func sentences(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        var position = 0
        while position < scalars.count {
            guard isStop(scalars[position]) else {
                position += 1
                continue
            }
            var marksEnd = position + 1
            while marksEnd < scalars.count, isStop(scalars[marksEnd]) || isClosing(scalars[marksEnd]) { marksEnd += 1 }
            if let end = end(ofMarks: position..<marksEnd, in: scalars) {
                add(start..<end, of: scalars, to: &sentences)
                (start, position) = (end, end)
            } else {
                position = marksEnd
            }
        }
        add(start..<scalars.count, of: scalars, to: &sentences)
        return sentences
    }

    private static func add(_ range: Range<Int>, of scalars: [Unicode.Scalar], to sentences: inout [Range<Int>]) {
        guard let start = range.first(where: { !scalars[$0].properties.isWhitespace }) else { return }
        sentences.append(start..<range.upperBound)
    }

    /// Where the sentence is over that a stop and the marks after it end; `nil` when they end none.
    private static func end(ofMarks marks: Range<Int>, in scalars: [Unicode.Scalar]) -> Int? {
        let stop = marks.lowerBound
        var end = marks.upperBound
        var next = end
        while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
        // A citation after a space still belongs to what it proves.
        while next < scalars.count, scalars[next] == CheckedText.evidence {
            next += 1
            end = next
            while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
        }
        guard next < scalars.count, !isWide(scalars[stop]) else { return end }
        guard next > end, !scalars[next].properties.isLowercase else { return nil }
        let isOneFullStop = scalars[stop] == "." && !scalars[marks].dropFirst().contains(where: isStop)
        return isOneFullStop && isAbbreviation(endingAt: stop, before: next, in: scalars) ? nil : end
    }

    private static func isAbbreviation(endingAt stop: Int, before next: Int, in scalars: [Unicode.Scalar]) -> Bool {
        var start = stop
        while start > 0, scalars[start - 1].properties.isAlphabetic || scalars[start - 1] == "." { start -= 1 }
        guard start < stop else { return false }
        let word = word(scalars[start..<stop])
        if Abbreviations.beforeNames.contains(word) { return true }
        if Abbreviations.beforeNumbers.contains(word) { return scalars[next].properties.numericType != nil }
        let beginning = scalars[next...].prefix(20).prefix { $0.properties.isAlphabetic }
        let beginsSentence = Abbreviations.beginnings.contains(self.word(beginning))
        if word.contains(".") || Abbreviations.mayEnd.contains(word) { return !beginsSentence }
        // An initial, as in “J. R. R. Tolkien”.
        return stop - start == 1 && scalars[start].properties.isUppercase && !beginsSentence
    }

    private static func word(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars)
        return String(word).lowercased()
    }

    private static func isStop(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", "…": true
        default: isWide(scalar)
        }
    }

    /// Whether it is a stop that brings its own space along.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "。", "！", "？": true
        default: false
        }
    }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "”", "’", "»", "\"", "'", ")", "]", "」", "』", "）", CheckedText.evidence: true
        default: false
        }
    }
}

/// Words that end in a full stop without ending a sentence.
private enum Abbreviations {
    /// A name or another word always follows.
    static let beforeNames: Set<String> = [
        "dr", "mr", "mrs", "ms", "messrs", "mx", "prof", "st", "ste", "mt", "gen", "col", "capt", "lt", "sgt", "rev",
        "hon", "sen", "rep", "gov", "pres", "e.g", "i.e", "cf", "vs", "approx", "ca", "viz", "incl", "est", "resp",
        "eds",
    ]
    /// A number follows, or else it is a word that ends a sentence.
    static let beforeNumbers: Set<String> = [
        "no", "nos", "fig", "figs", "vol", "vols", "p", "pp", "art", "sec", "ch", "eq", "pt", "c", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ed",
    ]
    /// It may stand within a sentence or at its end.
    static let mayEnd: Set<String> = ["etc", "inc", "ltd", "co", "corp", "jr", "sr", "al", "dept", "bros", "plc"]
    /// Words that begin sentences and hardly ever go on after an abbreviation.
    static let beginnings: Set<String> = [
        "the", "a", "an", "it", "its", "in", "on", "at", "he", "she", "they", "we", "you", "i", "this", "that", "these",
        "those", "but", "and", "so", "if", "when", "for", "there", "then", "some", "most", "many", "no", "as", "by",
        "from", "to", "with", "after", "before", "since", "while", "what", "why", "how", "who", "where", "yet",
        "however", "also", "both", "each", "one", "two", "our", "their", "his", "her", "not", "only", "about",
    ]
}
