import Kernel

/// The place in a list after which its next page begins; it stays valid while articles come and go.
package struct Cursor: Sendable, Hashable {
    /// What the list is ordered by, newest first: milliseconds or days since 1970.
    let position: Int64
    /// Tells apart what has the same position.
    let identifier: String

    init(position: Int64, identifier: String) {
        self.position = position
        self.identifier = identifier
    }

    init(after article: ArticleSummary) {
        self.init(position: article.published.milliseconds, identifier: article.id.description)
    }
}

extension Cursor: LosslessStringConvertible {
    /// Reads the form that goes into an address; `nil` for anything else.
    package init?(_ description: String) {
        guard let separator = description.firstIndex(of: "_"), let position = Int64(description[..<separator]),
            let identifier = Identifier<Cursor>(description[description.index(after: separator)...])
        else { return nil }
        self.init(position: position, identifier: identifier.description)
    }

    /// Letters, digits, hyphens and an underscore, so it needs no escaping in an address.
    package var description: String { "\(position)_\(identifier)" }
}
