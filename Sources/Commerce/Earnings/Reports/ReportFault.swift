/// A row of a report that can’t be imported, and why.
package struct ReportFault: Sendable, Hashable {
    /// From 1.
    package let line: Int
    package let reason: String

    /// Why a row can’t be imported, in a sentence.
    struct Reason: Error {
        let text: String

        init(_ text: String) { self.text = text }
    }
}
