/// Finds the numbers in a sentence that claim something which readers would want to look up.
///
/// Dates and years, times of day, ordinals, the numbers of lists, chapters, versions and names, identifiers and a bare
/// count of ten or fewer claim nothing. Nothing does in a question or where a calculation is written out.
struct NumberClaims: Sendable {
    /// A number as it was written, and where.
    struct Claim: Sendable, Hashable {
        let written: String
        /// The digits and the decimal point alone, by which the same number is known again.
        let key: String
        let offset: Int
    }

    let claims: [Claim]

    /// - Parameter isFirst: Whether the sentence begins its passage, where a number may count the passage.
    init(in scalars: ArraySlice<Unicode.Scalar>, isFirst: Bool) {
        let words = SentenceWord.words(of: scalars)
        let isCalculation =
            scalars.contains { $0 == "=" || $0 == "×" || $0 == "÷" || $0 == "≈" }
            || words.contains { NumberWords.sums.contains($0.core.lowercased()) }
        let isQuestion =
            scalars.last { !CheckedText.proves($0) && !$0.properties.isWhitespace && !Self.closes($0) }
            .map { $0 == "?" } ?? false
        guard !isCalculation, !isQuestion else {
            claims = []
            return
        }
        claims = words.indices.compactMap { Self.claim(at: $0, of: words, isFirst: isFirst) }
    }

    private static func closes(_ scalar: Unicode.Scalar) -> Bool { "”’\"')]".unicodeScalars.contains(scalar) }

    private static func claim(at index: Int, of words: [SentenceWord], isFirst: Bool) -> Claim? {
        let word = words[index]
        let next = index + 1 < words.count ? words[index + 1].core.lowercased() : ""
        let isScaled = NumberWords.scales.contains(next) || (next == "per" && Self.isCent(index + 2, words))
        guard word.hasDigit else {
            // “Two thousand years ago” is a manner of speaking.
            let isClaim =
                NumberWords.counts.contains(word.core.lowercased()) && isScaled
                && !NumberWords.smallScales.contains(next)
            return isClaim ? Claim(written: word.core, key: word.core.lowercased(), offset: word.offset) : nil
        }
        guard let number = WrittenNumber(word.core) else { return nil }
        let hasUnit =
            number.hasUnit || word.hasCurrency || isScaled
            || NumberWords.units.contains(index + 1 < words.count ? words[index + 1].core : "")
            || NumberWords.units.contains(next)
        let claim = Claim(written: word.core, key: number.key, offset: word.offset)
        if hasUnit { return isFirst && index == 0 && word.isListNumber ? nil : claim }
        if isFirst, index == 0, word.isListNumber { return nil }
        if number.isYear || number.isRangeOfYears { return nil }
        if isDateOrTime(number, at: index, of: words, next: next) { return nil }
        if isNamed(number, at: index, of: words) { return nil }
        if let whole = number.whole, whole <= 10 { return nil }
        return claim
    }

    private static func isCent(_ index: Int, _ words: [SentenceWord]) -> Bool {
        index < words.count && words[index].core.lowercased() == "cent"
    }

    private static func isDateOrTime(
        _ number: WrittenNumber, at index: Int, of words: [SentenceWord], next: String
    ) -> Bool {
        let previous = index > 0 ? words[index - 1].core : ""
        if NumberWords.eras.contains(next.uppercased()) || NumberWords.eras.contains(previous) { return true }
        if NumberWords.hours.contains(next) { return true }
        guard let whole = number.whole ?? number.last, whole <= 31 else { return false }
        let around = words[max(0, index - 1)...min(words.count - 1, index + 3)]
        return around.contains { NumberWords.months.contains($0.core) }
    }

    /// Whether the number is part of a name: “Apollo 11”, “chapter 12”, “Swift 6.3”.
    private static func isNamed(_ number: WrittenNumber, at index: Int, of words: [SentenceWord]) -> Bool {
        guard index > 0 else { return false }
        let previous = words[index - 1]
        if NumberWords.numbered.contains(previous.core.lowercased()) { return true }
        guard !previous.endsClause, !number.isGrouped, let first = previous.core.unicodeScalars.first,
            first.properties.isUppercase
        else { return false }
        // A sentence's first word is a capital for another reason.
        return index > 1 || !NumberWords.openings.contains(previous.core.lowercased())
    }
}

/// A number as it stands in one word, taken apart.
private struct WrittenNumber {
    let key: String
    let hasUnit: Bool
    let isGrouped: Bool
    /// Its value when it is a whole number.
    let whole: Int?
    /// The later value when it is a range.
    let last: Int?
    let isYear: Bool
    let isRangeOfYears: Bool

    /// Takes `12`, `1,234.5`, `12–20`, `5%`, `8km`; `nil` for what isn't a number but has digits, such as `H2O`, `38th`,
    /// `1990s`, `1.2.3`, `2014-07-01`, `12:30`, `1/2`, `100-watt`.
    init?(_ word: String) {
        let text = word.replacing("—", with: "–")
        let parts = text.split(separator: "–", omittingEmptySubsequences: false).flatMap {
            $0.split(separator: "-", omittingEmptySubsequences: false)
        }
        guard (1...2).contains(parts.count) else { return nil }
        let values = parts.compactMap { Self.value(of: String($0)) }
        guard values.count == parts.count, let first = values.first, let last = values.last else { return nil }
        key = last.digits
        hasUnit = last.hasUnit
        isGrouped = last.isGrouped
        isYear = values.count == 1 && last.isYear
        isRangeOfYears = values.count == 2 && first.isYear && last.digits.count <= 4 && last.isWhole
        whole = values.count == 1 && last.isWhole ? Int(last.digits) : nil
        self.last = values.count == 2 && last.isWhole ? Int(last.digits) : nil
    }

    private struct Value {
        let digits: String
        let isWhole: Bool
        let isGrouped: Bool
        let hasUnit: Bool

        var isYear: Bool { isWhole && !isGrouped && digits.count == 4 && (1000...2199).contains(Int(digits) ?? 0) }
    }

    private static func value(of part: String) -> Value? {
        let number = part.prefix { $0.isASCII && $0.isNumber || ",.\u{202F}\u{A0}\u{2009}'’".contains($0) }
        guard let first = number.first, first.isNumber || first == ".", let last = number.last, last.isNumber
        else { return nil }
        let suffix = String(part.dropFirst(number.count))
        guard suffix.isEmpty || NumberWords.units.contains(suffix) || NumberWords.attached.contains(suffix) else {
            return nil
        }
        let stops = number.filter { $0 == "." }.count
        guard stops <= 1 else { return nil }
        let digits = number.filter { $0.isNumber || $0 == "." }
        return Value(
            digits: digits, isWhole: stops == 0, isGrouped: digits.count < number.count, hasUnit: !suffix.isEmpty)
    }
}

/// A word of a sentence without the marks around it.
struct SentenceWord: Sendable, Hashable {
    let core: String
    /// Where it begins in the passage.
    let offset: Int
    let hasDigit: Bool
    /// Whether a sign of a currency stands before it.
    let hasCurrency: Bool
    /// Whether it is followed by a comma or the like.
    let endsClause: Bool
    /// Whether it is written as in a list: `3.` or `3)`.
    let isListNumber: Bool

    static func words(of scalars: ArraySlice<Unicode.Scalar>) -> [SentenceWord] {
        var words: [SentenceWord] = []
        var position = scalars.startIndex
        while position < scalars.endIndex {
            guard !isSpace(at: position, in: scalars) else {
                position += 1
                continue
            }
            let start = position
            while position < scalars.endIndex, !isSpace(at: position, in: scalars) { position += 1 }
            if let word = SentenceWord(scalars[start..<position]) { words.append(word) }
        }
        return words
    }

    private init?(_ scalars: ArraySlice<Unicode.Scalar>) {
        guard var first = scalars.firstIndex(where: Self.isWordPart),
            let last = scalars.lastIndex(where: Self.isWordPart)
        else { return nil }
        // “US$620” is 620 of a currency.
        let sign = scalars.lastIndex { $0.properties.generalCategory == .currencySymbol }
        if let sign, sign >= first, sign < last { first = sign + 1 }
        let core = scalars[first...last]
        self.core = CheckedText.Passage.text(core)
        offset = first
        hasDigit = core.contains { ("0"..."9").contains($0) }
        let before = scalars[..<first]
        let after = scalars[(last + 1)...]
        hasCurrency = sign != nil
        endsClause = after.contains { !CheckedText.proves($0) }
        isListNumber = before.isEmpty && (after.first == "." || after.first == ")")
    }

    /// White space, unless it groups digits.
    private static func isSpace(at position: Int, in scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let scalar = scalars[position]
        guard scalar.properties.isWhitespace else { return false }
        guard scalar.value == 0xA0 || scalar.value == 0x202F || scalar.value == 0x2009 else { return true }
        func isDigit(_ index: Int) -> Bool {
            scalars.indices.contains(index) && ("0"..."9").contains(scalars[index])
        }
        return !(isDigit(position - 1) && isDigit(position + 1))
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "%" || scalar == "‰"
            || scalar == "°"
    }
}
