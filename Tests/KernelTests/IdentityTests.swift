import Testing

@testable import Kernel

@Suite("Identifiers and slugs")
struct IdentityTests {
    private enum Thing {}

    /// A generator whose every bit is the same.
    private struct Constant: RandomNumberGenerator {
        let bits: UInt64

        mutating func next() -> UInt64 { bits }
    }

    @Test("have the form of UUID version 7")
    func format() throws {
        for _ in 0..<100 {
            let text = Identifier<Thing>(at: Timestamp(milliseconds: 1_700_000_000_000)).description
            let characters = Array(text)
            #expect(characters.count == 36)
            #expect(text.hasPrefix("018bcfe5-6800-7"))
            #expect("89ab".contains(characters[19]))
            #expect([8, 13, 18, 23].allSatisfy { characters[$0] == "-" })
            #expect(Identifier<Thing>(text)?.description == text)
            #expect(Identifier<Thing>(text.uppercased())?.description == text)
        }
    }

    @Test("keep version and variant whatever the randomness", arguments: [UInt64.min, .max])
    func bits(bits: UInt64) {
        var generator = Constant(bits: bits)
        let text = Identifier<Thing>(at: Timestamp(milliseconds: 0), using: &generator).description
        #expect(text.dropFirst(14).first == "7")
        #expect("89ab".contains(text.dropFirst(19).first ?? " "))
        #expect(text.hasPrefix("00000000-0000-"))
    }

    @Test("are in the order of their moments, as values and as text")
    func order() {
        let moments: [Int64] = [-5, 0, 1, 1000, 1_436_191_389_000, 1_700_000_000_000, 281_474_976_710_655]
        let identifiers = moments.map { Identifier<Thing>(at: Timestamp(milliseconds: $0)) }
        for (left, right) in zip(identifiers.dropFirst(), identifiers.dropFirst(2)) {
            #expect(left < right)
            #expect(left.description < right.description)
        }
    }

    @Test("don’t come twice")
    func unique() {
        let moment = Timestamp(milliseconds: 1_700_000_000_000)
        #expect(Set((0..<10_000).map { _ in Identifier<Thing>(at: moment) }).count == 10_000)
    }

    @Test(
        "are read only in their one form",
        arguments: [
            "", "018bcfe5-6800-7000-8000-00000000000", "018bcfe5-6800-7000-8000-0000000000000",
            "018bcfe5_6800-7000-8000-000000000000", "018bcfe568007000800000000000000000",
            "018bcfe5-6800-7000-8000-00000000000g",
            "{018bcfe5-6800-7000-8000-000000000000}", "018bcfe56-800-7000-8000-000000000000",
            "+18bcfe5-6800-7000-8000-000000000000", "018bcfe5-6800-7000--000-000000000000",
            "é18bcfe5-6800-7000-8000-0000000000",
        ])
    func refused(text: String) {
        #expect(Identifier<Thing>(text) == nil)
    }

    @Test(
        "of articles are words and hyphens",
        arguments: [
            ("a", true), ("0", true), ("a-b", true), ("how-tall-is-mount-everest", true), ("a1-2b", true), ("", false),
            ("-", false), ("-a", false), ("a-", false), ("a--b", false), ("A", false), ("a b", false), ("a_b", false),
            ("a/b", false), ("a.b", false), ("é", false), ("a\u{0}", false), ("ａ", false), ("a\n", false),
            ("..", false),
        ])
    func slugs(text: String, isValid: Bool) {
        #expect((Slug(validating: text) != nil) == isValid)
        #expect(((try? Slug(text)) != nil) == isValid)
    }

    @Test("of articles have a greatest length")
    func slugLength() throws {
        #expect(try Slug(String(repeating: "a", count: 120)).description.count == 120)
        let problem = try #require(throws: Problem.self) { try Slug(String(repeating: "a", count: 10_000)) }
        #expect(problem.kind == .invalid)
        #expect(problem.slug == "slug-invalid")
        #expect(problem.detail.count < 400)
    }
}
