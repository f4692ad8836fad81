import HTTPSupport
import Kernel

/// As whom and in which colours a letter is looked at, as an address tells it.
struct LetterView: Hashable {
    /// What the reader chose; `nil` for everything.
    var topic: Slug?
    var isDark: Bool

    init(topic: Slug? = nil, isDark: Bool = false) {
        self.topic = topic
        self.isDark = isDark
    }

    /// - Throws: ``Problem`` of kind `notFound` when it names a topic that there isn’t.
    init(_ query: QueryParameters, among topics: [TopicChoice]) throws(Problem) {
        isDark = query["look"] == "dark"
        let name = query["topic"] ?? ""
        guard !name.isEmpty else { return }
        topic = Slug(validating: name)
        guard let topic, topics.contains(where: { $0.slug == topic }) else { throw StaffRequest.nothingHere }
    }

    /// What the reader wants, as a subscription has it.
    var topics: Set<Slug> { topic.map { [$0] } ?? [] }

    /// What follows the path; empty for everything in light colours.
    var query: String {
        var parts: [String] = []
        if let topic { parts.append("topic=\(topic)") }
        if isDark { parts.append("look=dark") }
        return parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
    }
}
