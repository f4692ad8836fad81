import Kernel
import Tables
import TestSupport
import Testing

@Suite struct CommaSeparatedReaderTests {
    private func rows(_ text: String, by size: Int, separator: UInt8? = nil) throws -> [[String]] {
        var reader = CommaSeparatedReader(separator: separator)
        var rows: [CommaSeparatedReader.Row] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            rows += try reader.read(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        rows += try reader.finish()
        return rows.map(\.texts)
    }

    @Test func piecesOfAnySizeGiveTheSameRows() throws {
        let text = "\u{FEFF}a,\"b \"\"c\"\"\r\nd\",\r\n\r\n€,\"\",x\ry,z,\n,\n\"end\",\"of\",it"
        let expected = [
            ["a", "b \"c\"\r\nd", ""], ["€", "", "x"], ["y", "z", ""], ["", ""], ["end", "of", "it"],
        ]
        for size in 1...text.utf8.count { #expect(try rows(text, by: size) == expected) }
    }

    @Test func theSeparatorIsTheOneThatTheHeadingHas() throws {
        for (separator, name) in [(",", "comma"), (";", "semicolon"), ("\t", "tab")] {
            let text = "a\(separator)b\(separator)c\n1\(separator)2\(separator)3"
            for size in [1, 3, 1000] {
                #expect(try rows(text, by: size) == [["a", "b", "c"], ["1", "2", "3"]], "\(name)")
            }
        }
        // A line without any says nothing, and what is quoted neither.
        #expect(try rows("Title\n\"a,a,a\";b\n1,5;2", by: 4) == [["Title"], ["a,a,a", "b"], ["1,5", "2"]])
        #expect(try rows("one;line", by: 2) == [["one", "line"]])
        #expect(try rows("", by: 1).isEmpty)
    }

    @Test func aFaultNamesItsLine() throws {
        for (text, words) in [
            ("a,b\n1,\"2", "never closed"), ("a,b\n1,2\"", "middle of a field"), ("a,b\n\"1\"x,2", "after a closing"),
            ("a,b\n1,\u{0}", "null character"),
            ("a,b\n1,\"" + String(repeating: "x\n", count: 600_000), "within a megabyte"),
            ("a,b\n" + String(repeating: "x", count: 1_100_000), "longer than a megabyte"),
        ] {
            for size in [1 << 16, 7] {
                let problem = try #require(throws: Problem.self) { try rows(text, by: size) }
                let names = problem.detail.contains(words) && problem.detail.contains("ine 2")
                #expect(names, "\(problem)")
            }
        }
    }
}
