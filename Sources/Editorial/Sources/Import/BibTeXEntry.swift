/// An entry of a BibTeX file as it is written there.
struct BibTeXEntry: Sendable, Hashable {
    /// In lower case, such as `article`.
    let type: String
    let key: String
    let line: Int
    /// By names in lower case, without the outer braces or quotes.
    var fields: [String: String] = [:]
    var warnings: [String] = []
}
