/// What the classifier sees of a comment: a set of numbers, each for something that the text has.
///
/// They stand for its words and neighbouring words, runs of three to five letters, the parts of its links, and its shape
/// (length, capitals, digits, links, exclamation marks). All of it is hashed into as many places as the classifier has
/// weights, so that no list of words has to be kept.
struct TextFeatures: Sendable, Hashable {
    /// How many different numbers there are.
    static let places = 1 << 18
    /// Of a longer text the beginning and the end are looked at, in characters.
    static let longest = (start: 1500, end: 500)
    /// Stands for a link among the words.
    private static let link = "🔗"

    /// In no order, each once.
    private(set) var numbers: [UInt32] = []
    /// The words with the number of each, in order.
    private(set) var words: [(word: ArraySlice<UInt8>, number: UInt32)] = []

    private var seen = [UInt64](repeating: 0, count: places / 64)

    init(_ text: String) {
        let text = Self.kept(text)
        let scan = LinkScan(text)
        let bytes = Array(text.utf8)
        var rest = ""
        var end = 0
        for link in scan.links {
            rest += String(decoding: bytes[end..<link.range.lowerBound], as: UTF8.self) + " \(Self.link) "
            end = link.range.upperBound
            addParts(of: bytes[link.range])
        }
        rest += String(decoding: bytes[end...], as: UTF8.self)
        let folded = Self.squeezed(FoldedText(rest).plain)
        addWords(folded)
        addRuns(folded)
        let shape = TextShape(text, links: scan.links.count, words: words.count, unlinked: rest)
        // Three places for each weigh three times as much beside the hundreds of runs.
        for (kind, value) in shape.values.enumerated() {
            for copy in 0..<3 { add(.shape, UInt64(copy) << 16 | UInt64(kind) << 8 | UInt64(value)) }
        }
        seen = []
    }

    /// The part of a text that is looked at.
    static func kept(_ text: String) -> String {
        guard text.utf8.count > longest.start + longest.end, text.count > longest.start + longest.end else {
            return text
        }
        return "\(text.prefix(longest.start)) \(text.suffix(longest.end))"
    }

    static func == (left: Self, right: Self) -> Bool { left.numbers == right.numbers }

    func hash(into hasher: inout Hasher) { hasher.combine(numbers) }

    private enum Kind: UInt64 {
        case word = 1
        case pair, run, part, shape
    }

    @discardableResult
    private mutating func add(_ kind: Kind, _ hash: UInt64) -> UInt32 {
        let number = ByteHash.mixed(hash &+ kind.rawValue << 60) >> 46
        let (place, bit) = (Int(number >> 6), UInt64(1) << (number & 63))
        if seen[place] & bit == 0 {
            seen[place] |= bit
            numbers.append(UInt32(number))
        }
        return UInt32(number)
    }

    private mutating func addWords(_ folded: [UInt8]) {
        var last: UInt64 = 1
        for word in folded.split(separator: UInt8(ascii: " ")) {
            let hash = ByteHash.of(word)
            words.append((word, add(.word, hash)))
            add(.pair, last &* 31 &+ hash)
            last = hash
        }
        add(.pair, last &* 31 &+ 2)
    }

    /// Three to five letters or spaces in a row.
    private mutating func addRuns(_ folded: [UInt8]) {
        let starts = folded.indices.filter { folded[$0] & 0xC0 != 0x80 } + [folded.count]
        for first in starts.indices.dropLast() {
            for length in 3...5 where first + length < starts.count {
                add(.run, ByteHash.of(folded[starts[first]..<starts[first + length]]))
            }
        }
    }

    private mutating func addParts(of link: ArraySlice<UInt8>) {
        let parts = link.split { byte in
            let letter = byte | 0x20
            return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
                && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        for part in parts.prefix(8) { add(.part, ByteHash.of(part.lazy.map { $0 | 0x20 })) }
    }

    /// At most two of a letter in a row: “freeeee” is “free”.
    private static func squeezed(_ folded: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(folded.count)
        for byte in folded {
            let count = result.count
            if count >= 2, byte < 0x80, result[count - 1] == byte, result[count - 2] == byte { continue }
            result.append(byte)
        }
        return result
    }
}
