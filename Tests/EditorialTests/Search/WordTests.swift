import Testing

@testable import Editorial

@Suite("Words")
struct WordTests {
    @Test(
        "are found in any text",
        arguments: [
            ("", []), ("  ", []), ("One two", ["one", "two"]), ("don’t can't 'tis", ["dont", "cant", "tis"]),
            ("27,000 1,2 a,b 3,", ["27000", "12", "a", "b", "3"]), ("US$620", ["us", "620"]), ("8.849", ["8", "849"]),
            ("well-known", ["well", "known"]),
            ("Café ÅNGSTRÖM Œuvre Straße", ["cafe", "angstrom", "oeuvre", "strasse"]),
            ("e\u{301}te\u{301}", ["ete"]), ("🌕moon🌖", ["moon"]), ("a\u{0}b", ["a", "b"]),
            ("Łódź Øre", ["lodz", "ore"]),
            ("’’a’", ["a"]), ("Москва", ["москва"]), ("x\u{A0}y", ["x", "y"]), ("dogs’ tails", ["dogs", "tails"]),
        ] as [(String, [String])])
    func scanning(text: String, words: [String]) {
        #expect(WordScanner(text).map(\.text) == words)
        for word in WordScanner(text) {
            let bytes = Array(text.utf8)
            #expect(String(validating: bytes[word.range], as: UTF8.self) != nil)
        }
    }

    @Test("of great length are cut", arguments: [39, 40, 41, 100_000])
    func longWords(length: Int) {
        #expect(WordScanner(String(repeating: "a", count: length)).map(\.text.count) == [min(length, 40)])
        #expect(WordScanner(String(repeating: "é", count: length)).map(\.text.count) == [min(length, 40)])
    }

    // From the vocabulary that Porter publishes with his algorithm.
    @Test(
        "have the stems that Porter gives them",
        arguments: [
            ("caresses", "caress"), ("ponies", "poni"), ("ties", "ti"), ("caress", "caress"), ("cats", "cat"),
            ("feed", "feed"),
            ("agreed", "agre"), ("plastered", "plaster"), ("bled", "bled"), ("motoring", "motor"), ("sing", "sing"),
            ("conflated", "conflat"), ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"), ("tanned", "tan"),
            ("falling", "fall"), ("hissing", "hiss"), ("fizzed", "fizz"), ("failing", "fail"), ("filing", "file"),
            ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"),
            ("rational", "ration"),
            ("valenci", "valenc"), ("digitizer", "digit"), ("conformabli", "conform"), ("radicalli", "radic"),
            ("differentli", "differ"), ("vileli", "vile"), ("analogousli", "analog"), ("vietnamization", "vietnam"),
            ("predication", "predic"), ("operator", "oper"), ("feudalism", "feudal"), ("decisiveness", "decis"),
            ("hopefulness", "hope"), ("callousness", "callous"), ("formaliti", "formal"), ("sensitiviti", "sensit"),
            ("sensibiliti", "sensibl"), ("triplicate", "triplic"), ("formative", "form"), ("formalize", "formal"),
            ("electriciti", "electr"), ("electrical", "electr"), ("hopeful", "hope"), ("goodness", "good"),
            ("revival", "reviv"), ("allowance", "allow"), ("inference", "infer"), ("airliner", "airlin"),
            ("gyroscopic", "gyroscop"), ("adjustable", "adjust"), ("defensible", "defens"), ("irritant", "irrit"),
            ("replacement", "replac"), ("adjustment", "adjust"), ("dependent", "depend"), ("adoption", "adopt"),
            ("homologou", "homolog"), ("communism", "commun"), ("activate", "activ"), ("angulariti", "angular"),
            ("homologous", "homolog"), ("effective", "effect"), ("bowdlerize", "bowdler"), ("probate", "probat"),
            ("rate", "rate"), ("cease", "ceas"), ("controll", "control"), ("roll", "roll"),
            ("generalizations", "gener"),
            ("oscillators", "oscil"), ("by", "by"), ("a", "a"), ("", ""), ("x1y2", "x1y2"), ("луна", "луна"),
            ("yyy", "yyi"),
            ("ion", "ion"), ("eed", "eed"), ("ing", "ing"), ("sses", "ss"), ("ies", "i"),
        ])
    func stems(word: String, stem: String) {
        #expect(PorterStemmer.stem(word) == stem)
    }

    @Test(
        "one step apart are known as such",
        arguments: [
            ("moon", "mon", true), ("moon", "mooon", true), ("moon", "moan", true), ("moon", "omon", true),
            ("moon", "mono", true), ("moon", "moon", false), ("moon", "mn", false), ("moon", "nmoo", false),
            ("moon", "maan", false), ("abcd", "badc", false), ("", "a", true), ("ab", "ba", true),
            ("abc", "cba", false),
        ])
    func steps(left: String, right: String, isOneStep: Bool) {
        #expect(Spelling.isOneStep(from: left, to: right) == isOneStep)
        #expect(Spelling.isOneStep(from: right, to: left) == isOneStep)
    }

    @Test("one step apart always share a form with a letter left out")
    func deletions() {
        let letters = Array("abcd")
        func forms(_ word: String) -> Set<String> { Spelling.deletions(of: word).union([word]) }
        var words: [String] = [""]
        for _ in 0..<4 { words += words.flatMap { word in letters.map { word + String($0) } } }
        let short = Array(Set(words)).filter { $0.count >= 3 }.sorted().prefix(150)
        for left in short {
            for right in short where Spelling.isOneStep(from: left, to: right) {
                #expect(!forms(left).isDisjoint(with: forms(right)), "\(left) \(right)")
            }
        }
    }

    @Test("of a query are few, each once, and the last may go on")
    func queries() {
        let query = SearchQuery("The moons and the Moon, how far?")
        #expect(query.words.map(\.text) == ["moons", "far"])
        #expect(query.words.map(\.isPrefix) == [false, true])
        #expect(!query.looksOnlyAtTitles)
        #expect(SearchQuery("how is the").looksOnlyAtTitles)
        #expect(SearchQuery((0..<50).map { "w\($0)" }.joined(separator: " ")).words.count == 8)
        #expect(SearchQuery("moon the").words.map(\.isPrefix) == [false])
        #expect(query.replacing([query.words[0].range: "stars"]) == "The stars and the Moon, how far?")
    }

    @Test("carry their weight in four bytes")
    func impacts() {
        let terms = (0..<2000).map { number in
            (term: SearchTerm(stem: "w\(number)"), impact: Double(2000 - number) / 2000, isInTitle: number < 3)
        }
        let impacts = DocumentImpacts(terms)
        #expect(impacts.bytes.count == 4 * DocumentImpacts.mostTerms)
        #expect(impacts.titleTerms == 3)
        #expect(impacts.impact(of: SearchTerm(stem: "w0").hash)?.impact == 1)
        #expect(impacts.impact(of: SearchTerm(stem: "w2").hash)?.isInTitle == true)
        #expect(impacts.impact(of: SearchTerm(stem: "w3").hash)?.isInTitle == false)
        #expect(impacts.impact(of: SearchTerm(stem: "w1999").hash) == nil)
        #expect(DocumentImpacts(bytes: []).impact(of: 1) == nil)
    }
}
