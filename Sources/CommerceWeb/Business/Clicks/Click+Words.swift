import Commerce
import Kernel

extension Click.Outcome {
    /// The reasons for which a click doesn’t count.
    static let reasons = allCases.filter { $0 != .counted }

    /// As the head of a column.
    var heading: String {
        switch self {
        case .counted: "Counted"
        case .head: "Header only"
        case .prefetch: "Fetched ahead"
        case .crawler: "Crawler"
        case .unfurler: "Link preview"
        case .noAgent: "No agent"
        case .repeated: "Repeated"
        }
    }
}

extension OutboundLink.Place {
    /// Where on a page it is, as the sub-id names it.
    var word: String { rawValue }
}
