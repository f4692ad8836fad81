/// Finds known words that differ from a mistyped one by a letter too many, one missing, another, or two swapped.
///
/// After Wolf Garbe's SymSpell: of each known word the forms with one letter left out are kept in a table, and two words
/// at distance 1 always share a form with at most one letter left out.
enum Spelling {
    /// The lengths in letters of words that are corrected, and corrected to.
    static let lengths = 4...32

    static func canCorrect(_ word: String) -> Bool {
        lengths.contains(word.count) && !word.contains(where: \.isNumber)
    }

    /// The word with each of its letters left out in turn, each form once.
    static func deletions(of word: String) -> Set<String> {
        let letters = Array(word)
        var forms: Set<String> = []
        for index in letters.indices {
            var form = letters
            form.remove(at: index)
            forms.insert(String(form))
        }
        return forms
    }

    /// What stands in the table for a form: 64 bits of FNV-1a.
    static func hash(_ form: String) -> Int64 {
        Int64(
            bitPattern: form.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
    }

    /// Whether one insertion, deletion, substitution or swap of neighbours makes `left` into `right`.
    static func isOneStep(from left: String, to right: String) -> Bool {
        let (left, right) = (Array(left), Array(right))
        guard left != right, abs(left.count - right.count) <= 1 else { return false }
        let common = zip(left, right).prefix { $0 == $1 }.count
        let (restLeft, restRight) = (left[common...], right[common...])
        if left.count > right.count { return restLeft.dropFirst().elementsEqual(restRight) }
        if left.count < right.count { return restRight.dropFirst().elementsEqual(restLeft) }
        if restLeft.dropFirst().elementsEqual(restRight.dropFirst()) { return true }
        return restLeft.count >= 2 && restLeft.prefix(2).elementsEqual(restRight.prefix(2).reversed())
            && restLeft.dropFirst(2).elementsEqual(restRight.dropFirst(2))
    }
}
