import Testing

@testable import Editorial
@testable import Pictures

@Suite struct MediaNameTests {
    private static let digest = String(repeating: "0f", count: 16)

    @Test func aNameIsADigestAndAKind() throws {
        for format in MediaName.Format.allCases {
            let text = "\(Self.digest).\(format.rawValue)"
            #expect(MediaName(text)?.description == text)
        }
        #expect(MediaName.Format.master.mediaType == nil)
    }

    @Test(arguments: [
        "", ".", "..", "\(digest)", "\(digest).", "\(digest).svg", "\(digest).avif.", "\(digest).avif.webp",
        "0\(digest).avif", "\(digest.uppercased()).avif", "../\(digest).avif", "\(digest.dropLast(2))/..avif",
        "\(digest).AVIF", "\(digest)\u{0}.avif", "\(digest.dropLast())é.avif",
    ])
    func nothingElseIsOne(text: String) { #expect(MediaName(text) == nil) }
}
