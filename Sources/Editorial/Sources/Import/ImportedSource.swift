package import Kernel

/// A source as a file of references describes it, whatever it lacks.
package struct ImportedSource: Sendable, Hashable {
    /// What the file calls it; empty when it has no name there.
    package var key: String
    /// Where it begins in the file.
    package var place: ImportPlace
    package var title: String?
    package var authors: [ImportedName] = []
    /// Whether the file says that there are more authors than it names.
    package var hasMoreAuthors = false
    package var publisher: String?
    package var published: PartialDate?
    package var address: String?
    package var doi: String?
    package var accessed: CalendarDay?
    /// What of it couldn’t be understood.
    package var warnings: [String] = []

    package init(key: String, place: ImportPlace) {
        self.key = key
        self.place = place
    }

    /// The authors as a reader sees them; as many as there is room for.
    package var author: String? {
        let names = authors.map(\.written).filter { !$0.isEmpty }
        for count in stride(from: names.count, to: 0, by: -1) {
            let more = hasMoreAuthors || count < names.count
            var shown = Array(names.prefix(count))
            if more { shown.append("others") }
            let last = shown.removeLast()
            let text = shown.isEmpty ? last : "\(shown.joined(separator: ", ")) and \(last)"
            if text.count <= SourceRules.longestAuthor { return text }
        }
        return names.first.map { String($0.prefix(SourceRules.longestAuthor)) }
    }
}

/// Where something stands in a file of references; both count from 1.
package enum ImportPlace: Sendable, Hashable, CustomStringConvertible {
    case line(Int)
    case entry(Int)

    package var description: String {
        switch self {
        case .line(let number): "Line \(number)"
        case .entry(let number): "Entry \(number)"
        }
    }
}

/// Something in a file of references that was left out or taken in another way than it stands there.
package struct ImportWarning: Sendable, Hashable {
    package let place: ImportPlace
    package let message: String

    package init(place: ImportPlace, message: String) {
        self.place = place
        self.message = message
    }
}

/// What a file of references held.
package struct ImportedFile: Sendable, Hashable {
    package var sources: [ImportedSource] = []
    /// About what became no source at all; what is odd about a source stands with it.
    package var warnings: [ImportWarning] = []

    package init() {}
}
