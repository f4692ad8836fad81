import Testing

@testable import Editorial

@Suite struct SentenceSplitterTests {
    /// The sentences of a text in which `|` marks where one should end.
    private func sentences(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return SentenceSplitter.sentences(in: scalars).map { CheckedText.Passage.text(scalars[$0]) }
    }

    @Test(arguments: [
        "It rained.|They went home.",
        "“It rained.”|They went home.",
        "“Why?” he asked.|Nobody knew.",
        "She said: “Go!” and left.",
        "Dr. Haggard and Prof. Noland met at St. Paul’s.|They agreed.",
        "It costs 3.50 dollars, i.e. little, e.g. for tea.|Nobody minds.",
        "See Fig. 3 and vol. 12, pp. 4–9.|Then read on.",
        "The answer is no.|The question was long.",
        "J. R. R. Tolkien wrote it in Oxford.|It sold well.",
        "He lives in the U.S. Virgin Islands.|He likes it there.",
        "They fled from the U.S.|The war went on.",
        "It opens at 9 a.m.|The doors close at noon.",
        "Tea, coffee, etc. are served.|Milk is not.",
        "Wait… what?|Yes!|No.",
        "It fell by 3.2 per cent in Dec. 2019.|2020 was worse.",
        "Go to example.com/a.b and read.|Then come back.",
        "(It was late.)|They slept.",
        "Swift 6.3 is out.|6.4 is not.",
        "東京。|大阪。",
        "Ann Bee and Cy Dee, eds. Oxford, 2019.|It sold well.",
        "He wrote (see p. 4).|She read.",
    ])
    func aTextIsDividedWhereItIsMarked(text: String) {
        let expected = text.split(separator: "|").map(String.init)
        #expect(sentences(text.replacing("|", with: " ")) == expected)
    }

    @Test func chineseAndJapaneseNeedNoSpace() {
        #expect(sentences("一つ。二つ！「三つ。」四つ") == ["一つ。", "二つ！", "「三つ。」", "四つ"])
    }

    @Test func whatStandsRightAfterAStopBelongsToTheSentence() {
        let mark = String(Character(CheckedText.evidence))
        for (text, evidence) in [
            ("They came.\(mark) They left.", [true, false]), ("They came. \(mark) They left.", [true, false]),
            ("They came\(mark). They left.", [true, false]), ("They came.”\(mark)\(mark) They left.", [true, false]),
            ("They came. They left.\(mark)", [false, true]),
        ] {
            let scalars = Array(text.unicodeScalars)
            let found = SentenceSplitter.sentences(in: scalars).map { scalars[$0].contains(CheckedText.evidence) }
            #expect(found == evidence, "\(text)")
        }
    }

    @Test func anEmptyAndALongTextAreDividedToo() {
        #expect(sentences("").isEmpty)
        #expect(sentences(" \n ").isEmpty)
        #expect(sentences(String(repeating: ".", count: 200_000)).count == 1)
        #expect(sentences(String(repeating: ".", count: 200_000) + " a").count == 1)
        #expect(sentences(String(repeating: "A b. ", count: 20_000)).count == 20_000)
    }
}
