import Testing

@testable import Editorial

@Suite struct ManuscriptMergeTests {
    private static let base: ManuscriptText = {
        var text = ManuscriptText()
        text.title = "Do people defect?"
        text.body = "Most were women.\n\nThen it ended.\n"
        text.facts = ["a", "b", "c"]
        text.section = "politics"
        return text
    }()

    @Test func eachSidesFieldsAreTaken() {
        var (mine, theirs) = (Self.base, Self.base)
        mine.title = "A better title"
        theirs.section = "world"
        theirs.body += "\nOne more paragraph.\n"
        let merge = ManuscriptMerge(base: Self.base, mine: mine, theirs: theirs)
        #expect(merge.conflicts == [])
        #expect(merge.text.title == "A better title")
        #expect(merge.text.section == "world")
        #expect(merge.text.body == theirs.body)
        #expect(merge.outcomes[.title] == .mine)
        #expect(merge.outcomes[.section] == .theirs)
        #expect(merge.outcomes[.slug] == .unchanged)
    }

    @Test func bothSidesOfWhatDoesNotFitAreKept() {
        var (mine, theirs) = (Self.base, Self.base)
        mine.title = "Mine"
        theirs.title = "Theirs"
        mine.body = Self.base.body.replacing("women", with: "children")
        theirs.body = Self.base.body.replacing("women", with: "men")
        let merge = ManuscriptMerge(base: Self.base, mine: mine, theirs: theirs)
        #expect(merge.conflicts.map(\.field) == [.title, .body])
        #expect(merge.text.title == "Mine")
        #expect(merge.conflicts.last?.theirs.contains("were men") == true)
    }

    @Test(arguments: [
        ("a b c", "a b c d", "a x b c", "a x b c d"), ("a b c", "b c", "a b c d", "b c d"),
        ("a b c", "c b a", "a b c d", "c d b a"), ("a b", "", "a b c", "c"), ("", "a", "b", "b a"),
        ("a b c", "a c", "a b", "a"),
    ])
    func listsLoseNothingThatWasAdded(base: String, mine: String, theirs: String, expected: String) {
        func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        let merge = ListMerge(base: list(base), mine: list(mine), theirs: list(theirs))
        #expect(merge.merged.joined(separator: " ") == expected)
        #expect(!merge.isOrderInConflict)
    }
}
