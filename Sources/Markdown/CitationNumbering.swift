package import Kernel

/// The numbers of a page's sources, in the order in which the page first cites them.
package struct CitationNumbering: Sendable, Hashable {
    /// Position + 1 is the number.
    package private(set) var sources: [Slug] = []
    private var numbers: [Slug: Int] = [:]

    package init() {}

    /// The number of a source, given to it now if this is its first citation.
    package mutating func cite(_ source: Slug) -> (number: Int, isFirst: Bool) {
        if let number = numbers[source] { return (number, false) }
        sources.append(source)
        numbers[source] = sources.count
        return (sources.count, true)
    }
}
