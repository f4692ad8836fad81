/// A statement with its arguments, written as an interpolated literal: `"SELECT title FROM article WHERE id = \(id)"`.
///
/// What is interpolated becomes a numbered parameter (`$1`, `$2`, …), never text of the statement, so that no input can
/// change what a statement means. The text is the same for every set of arguments, which is what lets an adapter keep
/// it prepared.
///
/// PostgreSQL takes an integer as `BIGINT`, a real as `DOUBLE PRECISION` and bytes as `BYTEA`; a text or NULL gets its
/// type from what is around it. `CAST(\(count) AS INTEGER)` serves a function that wants another type, in both engines.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The statement with `$1`, `$2`, … where the arguments go; both engines accept this form.
    package private(set) var text: String
    package private(set) var arguments: [Value]

    package init(stringLiteral text: String) {
        self.text = text
        arguments = []
    }

    /// Takes a text whose parameters are numbered in the order of `arguments`.
    init(text: String, arguments: [Value]) {
        self.text = text
        self.arguments = arguments
    }

    package init(stringInterpolation interpolation: Interpolation) {
        text = interpolation.text
        arguments = interpolation.arguments
    }

    /// Longer lists of parameters are rare, and take what they need.
    package static let longestFilledList = 1024

    /// Collects the parts of a literal.
    package struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var arguments: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            arguments.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ argument: some ColumnEncodable) {
            arguments.append(argument.databaseValue)
            text += "$\(arguments.count)"
        }

        package mutating func appendInterpolation(_ argument: (some ColumnEncodable)?) {
            arguments.append(argument?.databaseValue ?? .null)
            text += "$\(arguments.count)"
        }

        /// A list of parameters between parentheses, for `IN`; an empty list matches nothing, even after `NOT`.
        ///
        /// The last one is repeated until there is a power of two of them, so that lists of any length come to a few statements, which
        /// stay prepared.
        package mutating func appendInterpolation(list: [some ColumnEncodable]) {
            guard let last = list.last?.databaseValue else {
                text += "(NULL)"
                return
            }
            let first = arguments.count
            for argument in list { arguments.append(argument.databaseValue) }
            if list.count <= SQL.longestFilledList {
                while !(arguments.count - first).isPowerOfTwo { arguments.append(last) }
            }
            text += "("
            for number in first + 1...arguments.count { text += number == first + 1 ? "$\(number)" : ", $\(number)" }
            text += ")"
        }

        /// Another statement's text and arguments, with its parameters numbered on.
        package mutating func appendInterpolation(_ fragment: SQL) {
            let offset = arguments.count
            arguments += fragment.arguments
            text += offset == 0 ? fragment.text : fragment.renumbered(by: offset)
        }
    }

    private func renumbered(by offset: Int) -> String {
        var result: [UInt8] = []
        var quote: UInt8?
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            result.append(byte)
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                if quote == nil { quote = byte } else if quote == byte { quote = nil }
            case UInt8(ascii: "$") where quote == nil:
                let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard let number = Int(String(decoding: digits, as: UTF8.self)) else { continue }
                result += String(number + offset).utf8
                rest = rest[digits.endIndex...]
            default: break
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension Int {
    fileprivate var isPowerOfTwo: Bool { self > 0 && self & (self - 1) == 0 }
}
