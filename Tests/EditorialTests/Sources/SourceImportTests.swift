import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("References from files")
struct SourceImportTests {
    private static func bibTeX(_ text: String) throws -> ImportedFile {
        try SourceImport.read(Array(text.utf8), as: .bibTeX)
    }

    private static func csl(_ text: String) throws -> ImportedFile {
        try SourceImport.read(Array(text.utf8), as: .csl)
    }

    private static func only(_ text: String) throws -> ImportedSource {
        let file = try bibTeX(text)
        #expect(file.warnings == [])
        return try #require(file.sources.first)
    }

    @Test("BibTeX entries become sources")
    func bibTeX() throws {
        let source = try Self.only(
            #"""
            This line is a comment, and so is write@example.org.
            @comment{ @book{not, title = {me}} }
            @preamble{ "\newcommand{\x}{y}" # {z} }
            @string{ wtt = "Witness to {T}ransformation" } @STRING(pi = {Peterson })
            % @book{nor, title = {me}}
            @Book{Haggard2011,
                author    = "Haggard, Stephan and Marcus Noland",
                title     = wtt # {: Refugee Insights},
                publisher = pi # "Institute",
                address   = {Washington, D.C.},
                year      = 2011,
                month     = jan # "~10",
                url       = {https://piie.com/a\_b?x=1\&y=\%20},
                doi       = {https://doi.org/10.1000/ABC},
                urldate   = {2020-02-29},
            }
            """#)
        #expect(source.key == "Haggard2011")
        #expect(source.place == .line(6))
        #expect(source.title == "Witness to Transformation: Refugee Insights")
        #expect(source.author == "Stephan Haggard and Marcus Noland")
        #expect(source.publisher == "Peterson Institute, Washington, D.C.")
        #expect(source.published == date("2011-01-10"))
        #expect(source.address == "https://piie.com/a_b?x=1&y=%20")
        #expect(source.doi == "10.1000/abc")
        #expect(source.accessed == day("2020-02-29"))
        #expect(source.warnings == [])
    }

    @Test("biblatex’s own fields are known")
    func bibLaTeX() throws {
        let source = try Self.only(
            """
            @article{k, title={A}, subtitle={B}, journaltitle={Nature}, publisher={Springer}, date={2019-05/2019-07},
              author={{World Health Organization} and others}, doi={10.1038/X}}
            """)
        #expect(source.title == "A: B")
        #expect(source.publisher == "Nature")
        #expect(source.published == date("2019-05"))
        #expect(source.author == "World Health Organization and others")
        #expect(source.address == "https://doi.org/10.1038/x")
        let report = try Self.only("@report{k, institution={UN}, location={Geneva}, year={c. 1998}}")
        #expect(report.publisher == "UN, Geneva")
        #expect(report.published == date("1998"))
        #expect(try Self.only("@misc{k, howpublished={\\url{https://a.example/~b}}}").address == "https://a.example/~b")
        #expect(
            try Self.only("@misc{k, eprint={2101.00001}, archiveprefix={arXiv}}").address?.hasSuffix("/abs/2101.00001")
                == true)
    }

    @Test(
        "what is written for TeX becomes plain text",
        arguments: [
            (#"{\"o}"#, "ö"), (#"\"{o}"#, "ö"), (#"\"o"#, "ö"), (#"{\'e}t{\'{e}}"#, "été"), (#"\v{s}\v z"#, "šž"),
            (#"\c{c}a \c ca"#, "ça ça"), (#"\'{\i}"#, "í"), (#"na\"{\i}ve"#, "naïve"), (#"\H{o}"#, "ő"),
            (#"\r{a}\aa"#, "åå"),
            (#"Stra{\ss}e \ss{}x"#, "Straße ßx"), (#"\L{}\'od\'z"#, "Łódź"), (#"\O re"#, "Øre"),
            ("1--2 --- 3-4", "1–2 — 3-4"),
            (##"A \& B \% \$ \# \_ \{ \}"##, "A & B % $ # _ { }"), ("``a'' `b'", "“a” ‘b’"),
            (#"\emph{x} \textbf{y}"#, "x y"),
            ("{DNA} {{R}NA}", "DNA RNA"), (#"\url{https://a.example/~x_y--z}"#, "https://a.example/~x_y--z"),
            (#"\href{https://a.example}{text}"#, "text"), ("a~b\n  c", "a b c"), ("$x^2$", "x^2"), (#"a\\b"#, "a b"),
            (#"\"q"#, "q\u{308}"), (#"\""#, ""), (#"\"{}"#, ""), ("{", ""), ("}", ""), ("}a{b", "ab"), (#"\"#, ""),
            (#"\unknown{arg}"#, "arg"), (#"\TeX\ and \LaTeX{}s"#, "TeX and LaTeXs"), ("日本 \u{1F600}", "日本 \u{1F600}"),
        ])
    func tex(raw: String, expected: String) {
        #expect(TeXText.decoded(raw) == expected)
    }

    @Test(
        "names are taken apart",
        arguments: [
            ("Ludwig van Beethoven", "Ludwig|van|Beethoven|"), ("van Beethoven, Ludwig", "Ludwig|van|Beethoven|"),
            ("King, Jr., Martin Luther", "Martin Luther||King|Jr."), ("Plato", "||Plato|"),
            ("{\\'E}mile Zola", "Émile||Zola|"),
            ("de la Vall{\\'e}e Poussin, Charles", "Charles|de la|Vallée Poussin|"),
            ("{Barnes and Noble}", "||Barnes and Noble|"), ("Jean-Paul Sartre", "Jean-Paul||Sartre|"),
            ("Charles Louis Xavier Joseph de la Vallee Poussin", "Charles Louis Xavier Joseph|de la|Vallee Poussin|"),
            ("jean de la fontaine", "|jean de la|fontaine|"), ("Beethoven, {L. van}", "L. van||Beethoven|"),
        ])
    func names(raw: String, expected: String) throws {
        let source = try Self.only("@book{k, author = {\(raw)}}")
        let name = try #require(source.authors.first)
        #expect(source.authors.count == 1)
        #expect([name.given, name.particle, name.family, name.suffix].joined(separator: "|") == expected)
    }

    @Test("a long list of authors is cut where it fits")
    func manyAuthors() throws {
        let names = (1...40).map { "Author Number\($0)" }.joined(separator: " and ")
        let author = try #require(try Self.only("@book{k, author = {\(names)}}").author)
        #expect(author.count <= 200)
        #expect(author.hasPrefix("Author Number1, Author Number2"))
        #expect(author.hasSuffix(" and others"))
    }

    @Test("a faulty entry is left out with its line, and the others are read")
    func faults() throws {
        let file = try Self.bibTeX(
            """
            @book{good1, title = {One}}
            @book{bad1, title = {Two
            @book{good2, title = "Thr{"}ee", year = {not}}
            @book{bad2, title = }
            @book{title = {No key}, month = foo}
            @book{good3 title = {Missing comma} year = 2001, year = 2002}
            @book(good4, title = {Paren)s})
            @string{broken}
            @book{good5, = {x}}
            @unfinished
            @book{good6, title = nothing # {y}}
            """)
        #expect(file.sources.map(\.key) == ["good1", "good2", "", "good3", "good4", "good6"])
        #expect(file.warnings.map(\.place) == [.line(2), .line(4), .line(8), .line(9)])
        #expect(file.sources[1].title == "Thr\"ee")
        #expect(file.sources[1].warnings == ["The year “not” isn’t understood."])
        #expect(file.sources[2].warnings.first == "It has no key.")
        #expect(file.sources[3].published == date("2001"))
        #expect(file.sources[3].warnings.count == 2)
        #expect(file.sources[4].title == "Paren)s")
        #expect(file.sources[5].warnings == ["The abbreviation “nothing” isn’t explained."])
    }

    @Test("CSL-JSON items become sources")
    func csl() throws {
        let file = try Self.csl(
            #"""
            [{"id": "http://zotero.org/x", "type": "article-journal", "title": "On <i>Zea mays</i> \u0026 \ud83d\ude00 <3",
              "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, {"literal": "The WHO"}],
              "container-title": "Nature", "publisher": "Springer", "issued": {"date-parts": [["2019", 5, 3]]},
              "accessed": {"date-parts": [[2020, 2, 29]]}, "DOI": "10.1038/ABC", "URL": "https://nature.example/a"},
             {"type": "book", "title": "B", "publisher": "P", "publisher-place": "Q", "issued": {"literal": "circa 1850"},
              "accessed": {"date-parts": [[2020]]}, "author": [{}]},
             17]
            """#)
        let first = try #require(file.sources.first)
        #expect(first.title == "On Zea mays & \u{1F600} <3")
        #expect(first.author == "Vincent van Gogh and The WHO")
        #expect(first.publisher == "Nature")
        #expect(first.published == date("2019-05-03"))
        #expect(first.accessed == day("2020-02-29"))
        #expect(first.doi == "10.1038/abc")
        #expect(first.address == "https://nature.example/a")
        #expect(first.warnings == [])
        #expect(file.sources[1].publisher == "P, Q")
        #expect(file.sources[1].published == date("1850"))
        #expect(file.sources[1].warnings == ["A name says nothing.", "“accessed” is no day."])
        #expect(file.warnings.map(\.place) == [.entry(3)])
    }

    @Test(
        "JSON that is none is refused with its line",
        arguments: [
            "", "[", "{", "[{]", #"[{"a" 1}]"#, "[1,]", "[01]", "nul", #""\x""#, #""\u12""#, "[1] 2", "\"a\nb\"", "-",
            "1.",
            String(repeating: "[", count: 100_000), "{}", "7", #"{"items": 3}"#,
        ])
    func badJSON(text: String) {
        #expect(throws: Problem.self) { try Self.csl(text) }
    }

    @Test("what is too large is refused")
    func limits() throws {
        let large = Array(repeating: UInt8(ascii: " "), count: SourceImport.mostBytes + 1)
        for format in SourceImport.Format.allCases {
            #expect(throws: Problem.self) { try SourceImport.read(large, as: format) }
        }
        let many = String(repeating: "@a{k}\n", count: SourceImport.mostEntries + 1)
        #expect(throws: Problem.self) { try Self.bibTeX(many) }
        let items = String(repeating: "{},", count: SourceImport.mostEntries) + "{}"
        #expect(throws: Problem.self) { try Self.csl("[\(items)]") }
        #expect(try Self.csl("[\(items.dropLast(3))]").sources.count == SourceImport.mostEntries)
        let deep = String(repeating: "{", count: 1000) + String(repeating: "}", count: 1000)
        #expect(try Self.bibTeX("@a{k, title = \(deep)}").warnings.count == 1)
        // Each abbreviation is twice as long as the one before.
        let bomb = (1...60).map { "@string{s\($0) = s\($0 - 1) # s\($0 - 1)}" }.joined(separator: "\n")
        let grown = try Self.bibTeX("@string{s0 = {xx}}\n\(bomb)\n@a{k, title = s15}\n@a{k, title = s60}")
        #expect(grown.warnings.count > 0)
        #expect(grown.sources.map { $0.title?.count ?? 0 }.max() == 65_536)
        let wide =
            "@string{w = {\(String(repeating: "x", count: 90_000))}}\n"
            + String(repeating: "@a{k, title = w, note = w}\n", count: 500)
        #expect(try Self.bibTeX(wide).warnings.count > 400)
    }

    @Test(
        "the time it takes grows no faster than the file",
        arguments: ["@", "@a{k,t={", "@a{k,", "\\'", "{", "@string{a=\"", "  @ "])
    func speed(piece: String) throws {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure {
            _ = try? Self.bibTeX(text)
            _ = try? Self.bibTeX("@a{k, author = {\(text.prefix(90_000).filter { $0 != "{" && $0 != "}" })}}")
            _ = TeXText.decoded(text)
        }
        #expect(time < .seconds(20))
    }

    @Test("nothing in a file makes it crash", arguments: 0..<8)
    func fuzz(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let seeds: [(String, SourceImport.Format)] = [
            (
                #"""
                @string{x = "y" # {z}}
                @book{k, author = {A, B and C von {\"O} and {D \& E}}, title = "T {x} \'e \url{http://a.example}", year = 2001,
                  month = jan # "~3", date = {2019-02-30/..}, urldate = {2019-02-28}, doi = {10.1000/1}, url = {http://a.example/\_}}
                @article(k2, journal = x, title = {--- \v{c} \"{\i}})
                """#, .bibTeX
            ),
            (
                #"[{"id":1,"title":"<i>a</i>\u00e9\ud83d\ude00","author":[{"family":"A","given":"B"}],"issued":{"date-parts":[[2019,2,30]]},"accessed":{"raw":"2019"},"DOI":"10.1/x","URL":"http://a.example"}]"#,
                .csl
            ),
        ]
        let interesting = Array("{}\"@=,#\\()%~'-[]:/\0\n".utf8) + [0xFF, 0xC3, 0xE2]
        for (text, format) in seeds {
            for _ in 0..<600 {
                var bytes = Array(text.utf8)
                for _ in 0...Int(random.next() % 8) {
                    let place = Int(random.next() % UInt64(bytes.count))
                    switch random.next() % 4 {
                    case 0: bytes[place] = interesting[Int(random.next() % UInt64(interesting.count))]
                    case 1: bytes.remove(at: place)
                    case 2: bytes.insert(interesting[Int(random.next() % UInt64(interesting.count))], at: place)
                    default: bytes.replaceSubrange(place..., with: bytes[..<place])
                    }
                    if bytes.isEmpty { bytes = [0x40] }
                }
                guard let file = try? SourceImport.read(bytes, as: format) else { continue }
                for planned in SourceImport.plan(file.sources, existing: [], accessed: day("2026-01-01")) {
                    // Whatever a plan offers can be saved.
                    if let source = planned.source { try SourceRules.check(source) }
                }
            }
        }
    }
}

/// Small and repeatable randomness (Vigna’s SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
