import Kernel

/// Reads the values that stand as text in the example site's files.
enum ExampleValue {
    /// - Throws: ``Problem`` that names the text when it is not of the form.
    static func parse<Value>(_ text: String, _ read: (String) -> Value?) throws -> Value {
        guard let value = read(text) else {
            throw Problem(
                .invalid, slug: "example-value", title: "The example site is broken",
                detail: "“\(text)” is not a \(Value.self).")
        }
        return value
    }
}
