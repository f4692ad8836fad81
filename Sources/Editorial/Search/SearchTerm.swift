/// What the full-text index holds for a word: ASCII letters and digits, which no engine takes apart or folds.
///
/// The first letter says where the word stands, so that each place has a list of documents of its own and looking for
/// titles never reads through the texts.
struct SearchTerm: Sendable {
    /// Where a document holds a word.
    enum Place: String {
        case anywhere = "b"
        /// In the title, in the short answer, or often.
        case strong = "s"
        case title = "t"
    }

    /// The stem.
    let stem: String

    /// The stem, in hexadecimal digits when it has anything but ASCII letters and digits.
    private let safe: String

    init(stem: String) {
        self.stem = stem
        let isSafe = stem.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        safe = isSafe ? stem : "x" + stem.utf8.map { String($0, radix: 16) }.joined()
    }

    init(word: String) { self.init(stem: PorterStemmer.stem(word)) }

    func text(_ place: Place) -> String { place.rawValue + safe }

    /// 32 bits of FNV-1a, under which a document's impacts are kept.
    var hash: UInt32 { stem.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 } }
}
