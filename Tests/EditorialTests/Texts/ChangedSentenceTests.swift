import Testing

@testable import Editorial

@Suite struct ChangedSentenceTests {
    private func sentences(_ text: String) -> [String] {
        let characters = Array(text)
        let bounds = [0] + ChangedSentence.ends(in: characters) + [characters.count]
        return zip(bounds, bounds.dropFirst()).map { String(characters[$0..<$1]) }
    }

    @Test(arguments: [
        ("One. Two! Three? Four… Five", ["One. ", "Two! ", "Three? ", "Four… ", "Five"]),
        ("He said “No.” Then he left.", ["He said “No.” ", "Then he left."]),
        ("It was 3.5 km. 27,000 came.", ["It was 3.5 km. ", "27,000 came."]),
        ("Dr. Kim and J. F. Smith, e.g. in the U.S. Army.", ["Dr. Kim and J. F. Smith, e.g. in the U.S. Army."]),
        ("See example.org for more. so it goes", ["See example.org for more. so it goes"]),
        ("Why?! Because.", ["Why?! ", "Because."]),
        ("一つ。二つ！三つ", ["一つ。", "二つ！", "三つ"]),
        ("مرحبا. كيف الحال؟ 🙂. 👍🏽 Done.", ["مرحبا. ", "كيف الحال؟ 🙂. ", "👍🏽 Done."]),
        ("e\u{301}te\u{301}. 👩‍👩‍👧‍👦. \r\nE\u{301}te\u{301}", ["e\u{301}te\u{301}. ", "👩‍👩‍👧‍👦. \r\n", "E\u{301}te\u{301}"]),
        (" One. Two. ", [" One. ", "Two. "]), ("", [""]), ("...", ["..."]), (". . .", [". ", ". ", "."]),
    ])
    func sentencesEndWhereReadersSeeThemEnd(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }

    @Test func whateverChangesNothingOfASentenceIsLost() {
        var numbers = RandomTexts(seed: 7)
        for _ in 0..<300 {
            let old = numbers.text(words: 12)
            let new = numbers.changed(old, times: 3)
            let paragraph = TextDiff(from: old, to: new).blocks.flatMap(\.runs)
            for sentence in ChangedSentence.all(in: paragraph) {
                #expect(sentence.runs.contains { if case .same = $0 { false } else { true } })
                #expect(sentence.paragraph == paragraph)
            }
            let told = ChangedSentence.all(in: paragraph).flatMap(\.runs).filter {
                if case .same = $0 { false } else { true }
            }.map(\.text).joined()
            let changed = paragraph.filter { if case .same = $0 { false } else { true } }.map(\.text).joined()
            #expect(told == changed)
        }
    }
}
