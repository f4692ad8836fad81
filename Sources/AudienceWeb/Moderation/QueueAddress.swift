import Audience
import HTTPSupport
import Kernel

/// What the list of comments shows, as its address tells it.
struct QueueAddress: Hashable {
    var filter = QueueFilter()
    var position: QueuePosition?
    /// Whether every box is ticked, for whoever has no script to do it.
    var isAllSelected = false

    static let longestSearch = 200

    init(_ filter: QueueFilter = QueueFilter()) { self.filter = filter }

    init(_ query: QueryParameters) { self.init { query[$0] } }

    /// Reads what ``text`` writes.
    ///
    /// - Throws: ``Problem`` when it is no query.
    init(_ text: String) throws(Problem) {
        let fields = try FormBody(text.utf8.prefix(2000).drop { $0 == UInt8(ascii: "?") })
        self.init { fields.has($0) ? fields[$0] : nil }
    }

    private init(_ value: (String) -> String?) {
        func words(_ name: String) -> String? {
            let text = String((value(name) ?? "").prefix(Self.longestSearch))
            let words = text.split(separator: " ").joined(separator: " ")
            return words.isEmpty ? nil : words
        }
        filter = QueueFilter(
            show: value("show").flatMap(QueueFilter.Show.init) ?? .waiting,
            article: value("article").flatMap { ArticleID($0) }, handle: words("handle"), text: words("text"))
        position = value("after").flatMap { QueuePosition($0) }
        isAllSelected = value("select") == "all"
    }

    /// What follows the path; empty for what waits.
    var text: String {
        var fields: [FormBody.Field] = []
        func add(_ name: String, _ value: String?) {
            if let value { fields.append(.init(name: name, value: value)) }
        }
        add("show", filter.show == .waiting ? nil : filter.show.rawValue)
        add("article", filter.article?.description)
        add("handle", filter.handle)
        add("text", filter.text)
        add("after", position?.description)
        add("select", isAllSelected ? "all" : nil)
        return fields.isEmpty ? "" : "?\(FormBody(fields: fields).encoded)"
    }

    var path: String { OfficeRoute.moderation.path + text }

    func showing(_ show: QueueFilter.Show) -> QueueAddress {
        var address = self
        address.filter.show = show
        address.position = nil
        address.isAllSelected = false
        return address
    }

    func beginning(after position: QueuePosition) -> QueueAddress {
        var address = self
        address.position = position
        address.isAllSelected = false
        return address
    }

    var selectingAll: QueueAddress {
        var address = self
        address.isAllSelected = true
        return address
    }
}
