import Testing

@testable import Editorial

@Suite("Comparing two texts")
struct TextDiffTests {
    @Test("tells paragraphs that came, went and stayed")
    func paragraphs() {
        let diff = TextDiff(from: "One.\n\nTwo.\n\nThree.\n", to: "One.\n\nThree.\n\nFour.\n")
        #expect(
            diff.blocks == [
                .unchanged("One.\n\n", lines: 2), .removed("Two.\n\n"), .unchanged("Three.\n", lines: 1),
                .added("\nFour.\n"),
            ])
    }

    @Test("tells the words that changed within a paragraph")
    func words() {
        let diff = TextDiff(from: "By then, 27,000 people had come.", to: "By then, 30,000 people had arrived.")
        #expect(
            diff.blocks == [
                .changed([
                    .same("By then, "), .removed("27"), .added("30"), .same(",000 people had "), .removed("come"),
                    .added("arrived"), .same("."),
                ])
            ])
    }

    @Test("doesn’t break changes apart at spaces")
    func spaces() {
        let diff = TextDiff(from: "We met the old man here today", to: "We met a young woman here today")
        #expect(
            diff.blocks == [
                .changed([
                    .same("We met "), .removed("the old man"), .added("a young woman"), .same(" here today"),
                ])
            ])
    }

    @Test("shows what was written anew as a whole")
    func rewritten() {
        let diff = TextDiff(from: "Nothing here stayed.", to: "All is otherwise!")
        #expect(diff.blocks == [.removed("Nothing here stayed."), .added("All is otherwise!")])
    }

    @Test("keeps two spellings of one letter apart")
    func spellings() {
        let diff = TextDiff(from: "caf\u{E9}", to: "cafe\u{301}")
        #expect(!diff.isUnchanged)
        #expect(Array(diff.old.utf8) == Array("caf\u{E9}".utf8))
        #expect(Array(diff.new.utf8) == Array("cafe\u{301}".utf8))
    }

    @Test("of equal texts finds nothing", arguments: ["", "a", "a\nb", "a\r\n\r\n", "\n"])
    func equal(text: String) {
        #expect(TextDiff(from: text, to: text).isUnchanged)
    }

    @Test("gives back both texts byte for byte", arguments: 0..<60)
    func wholeness(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed))
        for _ in 0..<10 {
            let old = random.text(words: Int.random(in: 0...80, using: &random))
            let new =
                Bool.random(using: &random)
                ? random.changed(old, times: Int.random(in: 0...6, using: &random)) : random.text(words: 30)
            let diff = TextDiff(from: old, to: new)
            #expect(Array(diff.old.utf8) == Array(old.utf8))
            #expect(Array(diff.new.utf8) == Array(new.utf8))
            #expect(diff.isUnchanged == old.utf8.elementsEqual(new.utf8))
        }
    }

    @Test("finds most of what short sequences have in common", arguments: 0..<40)
    func matching(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed))
        let left = (0..<12).map { _ in Int.random(in: 0..<3, using: &random) }
        let right = (0..<14).map { _ in Int.random(in: 0..<3, using: &random) }
        let partners = SequenceMatching(left, right).partners
        let pairs = partners.enumerated().compactMap { left, right in right.map { (left, $0) } }
        for (one, next) in zip(pairs, pairs.dropFirst()) { #expect(one.1 < next.1) }
        for (one, other) in pairs { #expect(left[one] == right[other]) }
        // Elements that stand once on each side come first, so the result may fall short of the longest.
        #expect(pairs.count * 2 >= Self.longestCommon(left, right))
    }

    @Test("takes bounded time whatever the texts hold", arguments: Hostile.allCases)
    func bounded(kind: Hostile) {
        let (old, new) = kind.texts
        let diff = TextDiff(from: old, to: new)
        #expect(diff.old.utf8.count == old.utf8.count)
        #expect(diff.new == new)
    }

    enum Hostile: CaseIterable {
        case nothingInCommon, fewKinds, oneLine, reversed, shuffled

        var texts: (String, String) {
            var random = RandomTexts(seed: 7)
            switch self {
            case .nothingInCommon:
                return ((0..<20_000).map { "a\($0)\n" }.joined(), (0..<20_000).map { "b\($0)\n" }.joined())
            case .fewKinds:
                let one = (0..<50_000).map { _ in Bool.random(using: &random) ? "a\n" : "b\n" }.joined()
                let other = (0..<50_000).map { _ in Bool.random(using: &random) ? "a\n" : "b\n" }.joined()
                return (one, other)
            case .oneLine:
                let one = (0..<30_000).map { _ in Bool.random(using: &random) ? "a " : "b " }.joined()
                let other = (0..<30_000).map { _ in Bool.random(using: &random) ? "a " : "b " }.joined()
                return (one, other)
            case .reversed:
                let lines = (0..<20_000).map { "line \($0)\n" }
                return (lines.joined(), lines.reversed().joined())
            case .shuffled:
                let lines = (0..<20_000).map { "line \($0 / 3)\n" }
                return (lines.joined(), lines.shuffled(using: &random).joined())
            }
        }
    }

    private static func longestCommon(_ left: [Int], _ right: [Int]) -> Int {
        var row = Array(repeating: 0, count: right.count + 1)
        for one in left {
            var next = row
            for (index, other) in right.enumerated() {
                next[index + 1] = one == other ? row[index] + 1 : max(row[index + 1], next[index])
            }
            row = next
        }
        return row[right.count]
    }
}
