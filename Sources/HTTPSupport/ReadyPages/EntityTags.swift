/// The list of entity tags in `If-None-Match` (RFC 9110 §13.1.2).
package enum EntityTags {
    /// Whether the list is `*` or holds the tag, by weak comparison.
    package static func list(_ list: String, contains tag: String) -> Bool {
        let opaque = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
        return list.split(separator: ",").contains { item in
            let item = item.drop { $0 == " " || $0 == "\t" }
            if item.first == "*" { return true }
            let known = item.hasPrefix("W/") ? item.dropFirst(2) : item
            return known.prefix { $0 != " " && $0 != "\t" } == opaque
        }
    }
}
