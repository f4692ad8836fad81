/// What somebody on the staff may do.
package enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
    case writer, editor
    case factChecker = "fact-checker"
    case moderator, business, publisher

    /// Whether it is on the editorial side of the wall.
    package var isEditorial: Bool {
        switch self {
        case .writer, .editor, .factChecker: true
        case .moderator, .business, .publisher: false
        }
    }

    /// The roles on the editorial side of the wall.
    package static let editorial = Set(allCases.filter(\.isEditorial))

    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
