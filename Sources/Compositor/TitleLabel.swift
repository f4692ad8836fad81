import Kernel

/// The label of a title in which no fence can stand, because all that is in it is text.
///
/// What was put into the title is told just before it, so that it can be taken out again: `<!--label L--><title>L…`, or
/// `"_label":{"text":"L"},"title":"L…` in JSON. Only the compositor writes that.
enum TitleLabel {
    /// What may follow, up to where the label stands.
    static func openings(_ encoding: PlateEncoding) -> [[UInt8]] {
        switch encoding {
        case .html: ["<title>", "<meta property=\"og:title\" content=\""].map { Array($0.utf8) }
        case .xml: [Array("<title>".utf8)]
        case .json: [Array("\"title\":\"".utf8)]
        }
    }

    static func start(_ encoding: PlateEncoding) -> [UInt8] {
        Array((encoding == .json ? "\"_label\":{\"text\":\"" : "<!--label ").utf8)
    }

    static func end(_ encoding: PlateEncoding) -> [UInt8] {
        Array((encoding == .json ? "\"}," : "-->").utf8)
    }

    /// A title’s beginning with a label in it; `nil` for what could not be taken out again.
    static func labelled(_ opening: String, with label: String, in encoding: PlateEncoding) -> [UInt8]? {
        let opening = Array(opening.utf8)
        let label = Array("\(label): ".utf8)
        guard openings(encoding).contains(opening), label.allSatisfy(isPlain) else { return nil }
        return start(encoding) + label + end(encoding) + opening + label
    }

    /// Whether a byte is the same in every language that a title is written in, and ends nothing in any of them.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
