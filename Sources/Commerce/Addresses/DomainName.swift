import CIDN2
import CUnistring

/// A host as it is asked for on the wire: lower-case ASCII, with other letters in Punycode (IDNA 2008, RFC 5891).
struct DomainName: Sendable, Hashable {
    let ascii: String

    /// - Throws: ``AddressFault`` when it is no host, or could be mistaken for another.
    init(_ host: String) throws(AddressFault) {
        // A NUL would end the text for what is written in C.
        guard host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .host(String(host.prefix(80))) }
        guard let ascii = Self.converted(host, by: idn2_to_ascii_8z), (1...253).contains(ascii.utf8.count),
            ascii.utf8.allSatisfy(Self.isAllowed),
            ascii.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            })
        else { throw .host(String(host.prefix(80))) }
        self.ascii = ascii
        guard ascii.contains("xn--") else { return }
        guard let written = Self.converted(ascii, by: idn2_to_unicode_8z8z) else { throw .host(ascii) }
        for label in written.split(separator: ".") where Self.isDeceptive(label) { throw .lookalike(written) }
    }

    /// Whether a label mixes scripts that no language mixes (UTS #39, “highly restrictive”), or is written in letters
    /// that all have a Latin double.
    private static func isDeceptive(_ label: Substring) -> Bool {
        let scripts = Set(label.unicodeScalars.compactMap(script)).subtracting(["Common", "Inherited"])
        let together: [Set<String>] = [
            ["Latin", "Han", "Hiragana", "Katakana"], ["Latin", "Han", "Bopomofo"], ["Latin", "Han", "Hangul"],
        ]
        if scripts.count > 1 { return !together.contains { scripts.isSubset(of: $0) } }
        return label.unicodeScalars.contains { !$0.isASCII }
            && label.unicodeScalars.allSatisfy { latinDoubles.contains($0) || $0 == "-" || ("0"..."9").contains($0) }
    }

    /// Cyrillic and Greek letters that look like a Latin one in common typefaces.
    private static let latinDoubles = Set("аеорсухѕіјһԁԛԝӏνοαρκυι".unicodeScalars)

    private static func script(of scalar: Unicode.Scalar) -> String? {
        uc_script(scalar.value).flatMap { $0.pointee.name.map { String(cString: $0) } }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private typealias Conversion = (UnsafePointer<CChar>?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, Int32)
        -> Int32

    private static func converted(_ host: String, by convert: Conversion) -> String? {
        var output: UnsafeMutablePointer<CChar>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        guard convert(host, &output, flags) == IDN2_OK.rawValue, let output else { return nil }
        defer { idn2_free(output) }
        return String(cString: output).lowercased()
    }
}
