import Kernel
import Testing

@Suite struct HexadecimalTests {
    /// The examples of RFC 4648 §10, in small letters.
    @Test(arguments: [("", ""), ("f", "66"), ("foob", "666f6f62"), ("foobar", "666f6f626172")])
    func theExamplesOfTheStandardAreWrittenAndRead(text: String, digits: String) {
        #expect(Array(text.utf8).hexadecimal == digits)
        #expect([UInt8](hexadecimal: digits) == Array(text.utf8))
    }

    @Test func everyByteComesBack() {
        let all = (0...255).map(UInt8.init)
        #expect([UInt8](hexadecimal: all.hexadecimal) == all)
        #expect([UInt8](hexadecimal: all.hexadecimal.uppercased()) == all)
    }

    @Test(arguments: ["0", "0g", "+f", "-1", " 0", "0x00", "６６", "00\u{0}0", "0 "])
    func whatIsNoHexadecimalIsRefused(text: String) {
        #expect([UInt8](hexadecimal: text) == nil)
    }
}
