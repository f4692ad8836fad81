import Testing

@testable import Editorial

@Suite("Merging two people’s changes to a text")
struct TextMergeTests {
    static let base = "First paragraph here.\n\nBy then, about 27,000 people had come.\n\nThe end of it.\n"

    @Test("takes changes to different paragraphs")
    func paragraphs() {
        let merge = TextMerge(
            base: Self.base, mine: Self.base.replacing("First", with: "Opening"),
            theirs: Self.base.replacing("The end", with: "The close") + "\nA last word.\n")
        #expect(
            merge.text
                == "Opening paragraph here.\n\nBy then, about 27,000 people had come.\n\nThe close of it.\n\nA last word.\n"
        )
    }

    @Test("takes changes to different words of one paragraph")
    func words() {
        let merge = TextMerge(
            base: Self.base, mine: Self.base.replacing("27,000", with: "30,000"),
            theirs: Self.base.replacing("had come", with: "had arrived"))
        #expect(merge.text == Self.base.replacing("27,000", with: "30,000").replacing("come", with: "arrived"))
    }

    @Test("keeps both when the same words changed")
    func conflict() {
        let merge = TextMerge(
            base: Self.base, mine: Self.base.replacing("27,000", with: "30,000"),
            theirs: Self.base.replacing("27,000", with: "28,000"))
        #expect(merge.text == nil)
        #expect(
            merge.conflicts == [
                TextMerge.Conflict(
                    base: "By then, about 27,000 people had come.\n", mine: "By then, about 30,000 people had come.\n",
                    theirs: "By then, about 28,000 people had come.\n")
            ])
        #expect(merge.text(choosing: .theirs) == Self.base.replacing("27,000", with: "28,000"))
    }

    @Test("doesn’t join changes that touch")
    func touching() {
        let merge = TextMerge(base: "The red house.\n", mine: "The blue house.\n", theirs: "The red barn.\n")
        #expect(merge.conflicts.count == 1)
    }

    @Test("keeps a change against a deletion as a conflict")
    func deletion() {
        let merge = TextMerge(
            base: Self.base, mine: Self.base.replacing("By then, about 27,000 people had come.\n\n", with: ""),
            theirs: Self.base.replacing("27,000", with: "28,000"))
        #expect(merge.conflicts.count == 1)
        #expect(merge.conflicts.first?.theirs.contains("28,000") == true)
    }

    @Test("leaves what only one side changed as that side has it", arguments: 0..<40)
    func oneSided(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed))
        let base = random.text(words: Int.random(in: 0...60, using: &random))
        let other = random.changed(base, times: Int.random(in: 0...6, using: &random))
        for merge in [
            TextMerge(base: base, mine: base, theirs: other), TextMerge(base: base, mine: other, theirs: base),
            TextMerge(base: base, mine: other, theirs: other),
        ] {
            #expect(merge.text.map { Array($0.utf8) } == Array(other.utf8))
        }
    }

    @Test("loses no word that either added", arguments: 0..<60)
    func nothingLost(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed))
        let base = random.text(words: 50)
        let mine = Self.withWords("mine", in: base, &random)
        let theirs = Self.withWords("theirs", in: base, &random)
        let merge = TextMerge(base: base, mine: mine, theirs: theirs)
        let found = merge.text(choosing: .mine) + merge.conflicts.map { " \($0.mine) \($0.theirs)" }.joined()
        for word in Self.marked(mine).union(Self.marked(theirs)) {
            #expect(found.contains(word), "\(word) in \(found)")
        }
        // Choosing a side everywhere leaves nothing of the other’s conflicts, and nothing else out.
        for word in Self.marked(mine) { #expect(merge.text(choosing: .mine).contains(word)) }
        for word in Self.marked(theirs) { #expect(merge.text(choosing: .theirs).contains(word)) }
    }

    @Test("takes bounded time whatever the texts hold")
    func bounded() {
        let (old, mine) = TextDiffTests.Hostile.shuffled.texts
        let merge = TextMerge(base: old, mine: mine, theirs: TextDiffTests.Hostile.reversed.texts.1)
        #expect(merge.text(choosing: .mine).utf8.count >= mine.utf8.count / 2)
    }

    /// The text with five words put in that stand nowhere else.
    private static func withWords(_ name: String, in text: String, _ random: inout RandomTexts) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        for number in 0..<5 {
            let place = Int.random(in: 0...words.count, using: &random)
            words.insert("\(name)\(number)z", at: place)
        }
        return words.joined(separator: " ")
    }

    private static func marked(_ text: String) -> Set<String> {
        Set(["mine", "theirs"].flatMap { name in (0..<5).map { "\(name)\($0)z" } }.filter(text.contains))
    }
}
