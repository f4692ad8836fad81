/// Which paths a rule is for: the whole path, with `*` for any run of characters.
struct PathPattern: Sendable, Hashable {
    private let parts: [[UInt8]]
    /// How many characters are not left open: the more, the closer the rule.
    let closeness: Int

    init(_ text: String) {
        parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
        closeness = parts.reduce(0) { $0 + $1.count } * 2 + (parts.count == 1 ? 1 : 0)
    }

    /// Matches from left to right, each part at its first place, so that time is proportional to the path’s length times
    /// the number of parts.
    func matches(_ path: String) -> Bool {
        let path = Array(path.utf8)
        guard let first = parts.first, let last = parts.last, path.starts(with: first) else { return false }
        guard parts.count > 1 else { return path.count == first.count }
        guard path.count >= first.count + last.count, path.suffix(last.count).elementsEqual(last) else { return false }
        var rest = path[first.count..<(path.count - last.count)]
        for part in parts[1..<(parts.count - 1)] where !part.isEmpty {
            guard rest.count >= part.count,
                let start = (rest.startIndex...(rest.endIndex - part.count)).first(where: {
                    rest[$0..<($0 + part.count)].elementsEqual(part)
                })
            else { return false }
            rest = rest[(start + part.count)...]
        }
        return true
    }
}
