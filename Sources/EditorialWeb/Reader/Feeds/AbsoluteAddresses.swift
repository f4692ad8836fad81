/// Makes the addresses in an article’s HTML absolute, for where it is read elsewhere.
///
/// It looks for attributes as our own writers write them, with quotation marks; in text these are always escaped, so nothing
/// that a writer wrote is mistaken for one.
struct AbsoluteAddresses {
    private static let attributes = [" href=\"", " src=\"", " srcset=\""].map { Array($0.utf8) }
    private static let quote = UInt8(ascii: "\"")
    private static let slash = UInt8(ascii: "/")

    private let origin: [UInt8]
    private let page: [UInt8]

    /// - Parameters:
    ///   - origin: Where the site stands, without a slash at the end.
    ///   - page: The absolute address of the page that the HTML stands on.
    init(origin: String, page: String) {
        self.origin = Array(origin.utf8)
        self.page = Array(page.utf8)
    }

    func applied(to html: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(html.count)
        var rest = html[...]
        while let byte = rest.first {
            guard byte == UInt8(ascii: " "), let name = Self.attributes.first(where: rest.starts) else {
                result.append(byte)
                rest = rest.dropFirst()
                continue
            }
            result += name
            rest = rest.dropFirst(name.count)
            let value = rest.prefix { $0 != Self.quote }
            append(value, to: &result)
            rest = rest.dropFirst(value.count)
        }
        return result
    }

    /// One address, or several with commas between them, each with its width.
    private func append(_ value: ArraySlice<UInt8>, to result: inout [UInt8]) {
        if value.first == UInt8(ascii: "#") { result += page }
        let isPath = value.first == Self.slash
        var before = UInt8(ascii: " ")
        for byte in value {
            if isPath, byte == Self.slash, before == UInt8(ascii: " ") { result += origin }
            result.append(byte)
            before = byte
        }
    }
}
