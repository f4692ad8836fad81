import Kernel

/// Gathers what is wrong with the fields of a form, so that a person hears of all of it at once.
struct FieldChecks {
    private(set) var errors: [Problem.FieldError] = []

    mutating func add(_ field: String, _ message: String) {
        errors.append(Problem.FieldError(field: field, message: message))
    }

    /// A text that must say something, in one line unless `multiline`.
    mutating func require(_ text: String, as field: String, upTo limit: Int, multiline: Bool = false) {
        if text.allSatisfy(\.isWhitespace) { return add(field, "This can’t be empty.") }
        allow(text, as: field, upTo: limit, multiline: multiline)
    }

    /// A text that may be empty, in one line unless `multiline`; `limit` counts characters.
    mutating func allow(_ text: String, as field: String, upTo limit: Int, multiline: Bool = false) {
        // A character has at least one byte, so short texts needn't be counted.
        if text.utf8.count > limit, text.count > limit {
            add(field, "This is longer than \(limit) characters.")
        }
        let hasControl = text.unicodeScalars.contains { scalar in
            switch scalar {
            case "\t", "\n", "\r": !multiline
            default: scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            }
        }
        if hasControl {
            add(field, "This holds a \(multiline ? "" : "line break or a ")control character.")
        }
    }

    /// - Throws: ``Problem`` of kind `invalid` with every fault, when there is any.
    func finish(slug: String, title: String) throws(Problem) {
        guard let first = errors.first else { return }
        let others = errors.count == 1 ? "" : " There are \(errors.count) faults in all."
        throw Problem(
            .invalid, slug: slug, title: title, detail: "\(first.field): \(first.message)\(others)",
            fieldErrors: errors)
    }
}
