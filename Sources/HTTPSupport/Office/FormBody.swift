package import Kernel

/// The fields of a form as a browser sends them (`application/x-www-form-urlencoded`, WHATWG URL §5.1).
package struct FormBody: Sendable, Hashable {
    /// One field with its value.
    package struct Field: Sendable, Hashable {
        package let name: String
        /// With `\n` at line ends.
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In the order in which they came.
    package let fields: [Field]

    private static let mostFields = 2000

    package init(fields: [Field] = []) { self.fields = fields }

    /// - Throws: ``Problem`` of kind `invalid` when it is not percent-encoded UTF-8 or has too many fields.
    package init(_ bytes: some Collection<UInt8>) throws(Problem) {
        var fields: [Field] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard fields.count < Self.mostFields, let name = Self.decode(parts[0]),
                let value = Self.decode(parts.count > 1 ? parts[1] : pair[pair.endIndex...])
            else {
                throw Problem(
                    .invalid, slug: "form-invalid", title: "The form could not be read",
                    detail: "What the browser sent is not a form that this page knows. Nothing was changed.")
            }
            fields.append(Field(name: name, value: value))
        }
        self.fields = fields
    }

    /// The value of a field; empty when it is not there, as an unticked box is not.
    package subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// Whether there is such a field.
    package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// Every value of a field that may be there several times.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The fields but those of one name.
    package func without(_ name: String) -> FormBody { FormBody(fields: fields.filter { $0.name != name }) }

    /// In the form in which a browser sends it.
    package var encoded: String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        // U+0000 stands in no text that anybody types, and no database keeps it.
        func append(_ byte: UInt8) { if byte != 0 { decoded.append(byte) } }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            bytes.formIndex(after: &index)
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index < bytes.endIndex, let high = digit(bytes[index]) else { return nil }
                bytes.formIndex(after: &index)
                guard index < bytes.endIndex, let low = digit(bytes[index]) else { return nil }
                bytes.formIndex(after: &index)
                let value = high << 4 | low
                // A line ends in CR LF on the wire, and in LF everywhere else.
                if value == UInt8(ascii: "\n"), decoded.last == UInt8(ascii: "\r") { decoded.removeLast() }
                append(value)
            default: append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
