import TestSupport
import Testing

@testable import Commerce

@Suite struct PathPatternTests {
    @Test(arguments: [
        ("/*", "/", true), ("/*", "/a/b", true), ("/books/*", "/books/x", true), ("/books/*", "/books", false),
        ("/books/*", "/bookshelf/x", false), ("/a", "/a", true), ("/a", "/a/", false), ("/a", "/A", false),
        ("/*.html", "/x/y.html", true), ("/*.html", "/x/y.htm", false), ("/a*b*c", "/a1b2c", true),
        ("/a*b*c", "/acb", false), ("/ab*ba", "/aba", false), ("/**", "/x", true), ("/*/x/*", "/a/x/b", true),
        ("/*/x/*", "/x/b", false),
    ])
    func anAsteriskStandsForAnything(pattern: String, path: String, matches: Bool) {
        #expect(PathPattern(pattern).matches(path) == matches, "\(pattern) and \(path)")
    }

    @Test func theCloserPatternIsTheOneWithMoreSaid() {
        #expect(PathPattern("/books/*").closeness > PathPattern("/*").closeness)
        #expect(PathPattern("/books/").closeness > PathPattern("/books/*").closeness)
    }

    @Test func manyAsterisksOnALongPathTakeNoTime() {
        let path = "/" + String(repeating: "a", count: 1900)
        let time = ProcessorTime.measure { #expect(!PathPattern("/a*a*a*a*a*a*a*a*b").matches(path)) }
        #expect(time < .seconds(1))
    }
}
