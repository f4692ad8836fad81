import Kernel

/// Gathers what is wrong with the fields of something before it is saved.
struct FieldFaults {
    private(set) var errors: [Problem.FieldError] = []

    mutating func add(_ field: String, _ message: String) { errors.append(.init(field: field, message: message)) }

    mutating func length(of text: String, _ range: ClosedRange<Int>, field: String, called name: String) {
        if text.isEmpty, range.lowerBound > 0 {
            add(field, "The \(name) is missing.")
        } else if !range.contains(text.count) {
            add(field, "The \(name) has \(text.count) characters; at most \(range.upperBound) fit.")
        } else if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }) {
            add(field, "The \(name) has a control character.")
        }
    }

    func check(slug: String, title: String) throws(Problem) {
        guard !errors.isEmpty else { return }
        throw Problem(
            .invalid, slug: slug, title: title, detail: errors.map(\.message).joined(separator: " "),
            fieldErrors: errors)
    }
}
