/// A list of tags with values, as the records of DKIM and DMARC are (RFC 6376 §3.2).
struct TagList: Sendable, Hashable {
    private let values: [String: String]

    /// Takes `name=value; name=value`; `nil` for a list in which something has no name or a name stands twice.
    init?(_ text: String) {
        var values: [String: String] = [:]
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let part = part.trimmed
            if part.isEmpty { continue }
            guard let sign = part.firstIndex(of: "=") else { return nil }
            let name = part[..<sign].trimmed.lowercased()
            guard !name.isEmpty, values[name] == nil else { return nil }
            values[name] = String(part[part.index(after: sign)...].trimmed)
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
