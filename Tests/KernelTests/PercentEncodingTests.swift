import Kernel
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("a%20b", "a b"), ("caf%C3%A9", "café"), ("%", nil), ("%zz", nil), ("%ff", nil), ("%C3", nil), ("a+b", "a+b"),
    ])
    func percentEncoding(text: String, expected: String?) {
        #expect(PercentEncoding.decode(text) == expected)
    }

    @Test func percentEncodingComesBack() {
        let text = "a b&c=d/é😀+%"
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
        #expect(PercentEncoding.decode("a+b", plusIsSpace: true) == "a b")
    }
}
