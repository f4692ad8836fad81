/// Takes the endings off English words, so that “defect”, “defects” and “defecting” are found by each other.
///
/// M. F. Porter, “An algorithm for suffix stripping”, Program 14(3), 1980, with the two departures that its author
/// published later (`bli` for `abli`, and `logi`).
struct PorterStemmer {
    private var word: [UInt8]

    private init(_ word: [UInt8]) { self.word = word }

    /// The stem of a folded word; words of one or two letters, and those with anything but letters, are their own.
    static func stem(_ word: String) -> String {
        guard word.utf8.count > 2, word.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return word }
        var stemmer = PorterStemmer(Array(word.utf8))
        stemmer.removePlurals()
        stemmer.removePastAndParticiple()
        stemmer.replaceFinalY()
        stemmer.replaceFirst(of: doubleSuffixes, measure: 0)
        stemmer.replaceFirst(of: singleSuffixes, measure: 0)
        stemmer.removeLastSuffix()
        stemmer.tidy()
        return String(decoding: stemmer.word, as: UTF8.self)
    }

    private func isConsonant(_ index: Int) -> Bool {
        switch word[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
        case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    /// Porter's m: how often a run of vowels is followed by a run of consonants in the first `length` letters.
    private func measure(_ length: Int) -> Int {
        var measure = 0
        var wasVowel = false
        for index in 0..<length {
            let isVowel = !isConsonant(index)
            if wasVowel, !isVowel { measure += 1 }
            wasVowel = isVowel
        }
        return measure
    }

    private func hasVowel(_ length: Int) -> Bool { (0..<length).contains { !isConsonant($0) } }

    private func endsInDoubleConsonant(_ length: Int) -> Bool {
        length >= 2 && word[length - 1] == word[length - 2] && isConsonant(length - 1)
    }

    /// Whether the first `length` letters end in consonant, vowel, consonant, the last not being w, x or y.
    private func endsInShortSyllable(_ length: Int) -> Bool {
        guard length >= 3, isConsonant(length - 1), !isConsonant(length - 2), isConsonant(length - 3) else {
            return false
        }
        return !"wxy".utf8.contains(word[length - 1])
    }

    /// How many letters stand before `suffix`, or `nil` when the word doesn't end in it.
    private func stemLength(before suffix: StaticString) -> Int? {
        let length = word.count - suffix.utf8CodeUnitCount
        guard length >= 0 else { return nil }
        // From the end, where most words differ at once: this runs some forty times a word.
        var index = suffix.utf8CodeUnitCount - 1
        while index >= 0 {
            guard word[length + index] == suffix.utf8Start[index] else { return nil }
            index -= 1
        }
        return length
    }

    private mutating func replace(from length: Int, with ending: StaticString) {
        word.removeSubrange(length...)
        ending.withUTF8Buffer { word.append(contentsOf: $0) }
    }

    /// Step 1a.
    private mutating func removePlurals() {
        if let length = stemLength(before: "sses") {
            replace(from: length, with: "ss")
        } else if let length = stemLength(before: "ies") {
            replace(from: length, with: "i")
        } else if stemLength(before: "ss") == nil, let length = stemLength(before: "s") {
            replace(from: length, with: "")
        }
    }

    /// Step 1b.
    private mutating func removePastAndParticiple() {
        if let length = stemLength(before: "eed") {
            if measure(length) > 0 { replace(from: length, with: "ee") }
            return
        }
        guard let length = stemLength(before: "ed") ?? stemLength(before: "ing"), hasVowel(length) else { return }
        replace(from: length, with: "")
        if let length = stemLength(before: "at") {
            replace(from: length, with: "ate")
        } else if let length = stemLength(before: "bl") {
            replace(from: length, with: "ble")
        } else if let length = stemLength(before: "iz") {
            replace(from: length, with: "ize")
        } else if endsInDoubleConsonant(word.count) {
            if let last = word.last, !"lsz".utf8.contains(last) { word.removeLast() }
        } else if measure(word.count) == 1, endsInShortSyllable(word.count) {
            word.append(UInt8(ascii: "e"))
        }
    }

    /// Step 1c.
    private mutating func replaceFinalY() {
        if let length = stemLength(before: "y"), hasVowel(length) { replace(from: length, with: "i") }
    }

    /// Steps 2 and 3: the first suffix that the word has is replaced if enough stands before it.
    private mutating func replaceFirst(of suffixes: [(StaticString, StaticString)], measure least: Int) {
        for (suffix, ending) in suffixes {
            guard let length = stemLength(before: suffix) else { continue }
            if measure(length) > least { replace(from: length, with: ending) }
            return
        }
    }

    /// Step 4.
    private mutating func removeLastSuffix() {
        for suffix in Self.lastSuffixes {
            guard let length = stemLength(before: suffix) else { continue }
            if measure(length) > 1 { replace(from: length, with: "") }
            return
        }
        if let length = stemLength(before: "ion"), length > 0, "st".utf8.contains(word[length - 1]), measure(length) > 1
        {
            replace(from: length, with: "")
        }
    }

    /// Step 5.
    private mutating func tidy() {
        if let length = stemLength(before: "e") {
            let measure = measure(length)
            if measure > 1 || (measure == 1 && !endsInShortSyllable(length)) { word.removeLast() }
        }
        if stemLength(before: "ll") != nil, measure(word.count) > 1 { word.removeLast() }
    }

    // Longer suffixes stand before those that they end in.
    private static let doubleSuffixes: [(StaticString, StaticString)] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ]
    private static let singleSuffixes: [(StaticString, StaticString)] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ]
    private static let lastSuffixes: [StaticString] = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti",
        "ous", "ive", "ize",
    ]
}
