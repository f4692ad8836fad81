/// A value of JSON (RFC 8259).
enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// As it is written.
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// The text of a text or a number.
    var words: String? {
        switch self {
        case .text(let text): text
        case .number(let number): number
        case .null, .boolean, .list, .object: nil
        }
    }

    var items: [JSONValue]? { if case .list(let items) = self { items } else { nil } }

    subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }
}

/// Why a text isn’t JSON.
struct JSONFault: Error, Hashable {
    /// In bytes from 0.
    let position: Int
    let message: String
}
