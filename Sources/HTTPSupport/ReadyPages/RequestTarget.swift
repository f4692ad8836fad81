/// What a request asks for, divided where the query begins.
struct RequestTarget {
    let path: String
    /// Without the question mark; `nil` when there is none.
    let query: String?

    init(_ text: String) {
        var text = text
        guard let mark = text.withUTF8({ $0.firstIndex(of: UInt8(ascii: "?")) }) else {
            path = text
            query = nil
            return
        }
        let index = text.utf8.index(text.startIndex, offsetBy: mark)
        path = String(text[..<index])
        query = String(Substring(text.utf8[index...].dropFirst()))
    }
}
