import Audience
import HTTPSupport
import Kernel

/// Every address of discussions; nothing else in the code spells out a path, and a part that varies is text, so that the same
/// case gives an address and the pattern that the router matches.
enum DiscussionRoute: Sendable, Hashable {
    /// By the article’s slug.
    case list(String)
    case reply(String)
    case preview(String)
    case feed(String)
    /// By the comment’s identifier.
    case comment(String)
    case own(String)
    case edit(String)
    case delete(String)
    case vote(String)
    case flag(String)
    case appeal(String)
    case handle
    case signOut
    case export
    case erase
    case keep
    case signIn
    /// By the secret of a link that was mailed.
    case link(String)
    case notifications
    /// Stops mails about answers; by the token in them.
    case notices(String)

    var path: String {
        switch self {
        case .list(let slug): "/discussion/\(slug)"
        case .reply(let slug): "/discussion/\(slug)/reply"
        case .preview(let slug): "/discussion/\(slug)/preview"
        case .feed(let slug): "/discussion/\(slug)/feed.xml"
        case .comment(let id): "/discussion/comment/\(id)"
        case .own(let id): "/discussion/comment/\(id)/own"
        case .edit(let id): "/discussion/comment/\(id)/edit"
        case .delete(let id): "/discussion/comment/\(id)/delete"
        case .vote(let id): "/discussion/comment/\(id)/vote"
        case .flag(let id): "/discussion/comment/\(id)/flag"
        case .appeal(let id): "/discussion/comment/\(id)/appeal"
        case .handle: "/discussion/handle"
        case .signOut: "/discussion/handle/sign-out"
        case .export: "/discussion/handle/export"
        case .erase: "/discussion/handle/erase"
        case .keep: "/discussion/handle/keep"
        case .signIn: "/discussion/handle/sign-in"
        case .link(let secret): "/discussion/handle/link/\(secret)"
        case .notifications: "/discussion/handle/notifications"
        case .notices(let token): "/discussion/notices/\(token)"
        }
    }
}

/// A page of the discussion under an article, by what its address asks for.
struct DiscussionPlace: Sendable, Hashable {
    static let pageLength = 50

    let slug: Slug
    var sort = DiscussionSort.oldest
    /// From 1.
    var number = 1

    /// - Throws: ``Problem`` of kind `invalid` when the query asks for nothing that there is.
    init(slug: Slug, query: QueryParameters) throws(Problem) {
        self.slug = slug
        if let name = query["sort"] {
            guard let sort = DiscussionSort(rawValue: name) else { throw Self.unreadable }
            self.sort = sort
        }
        if let text = query["page"] {
            guard let number = Int(text), (1...1_000_000).contains(number), String(number) == text else {
                throw Self.unreadable
            }
            self.number = number
        }
    }

    init(slug: Slug, sort: DiscussionSort = .oldest, number: Int = 1) {
        self.slug = slug
        self.sort = sort
        self.number = number
    }

    /// What follows the path; empty for the first page of the usual order.
    var query: String {
        let parts = [
            sort == .oldest ? nil : "sort=\(sort.rawValue)", number == 1 ? nil : "page=\(number)",
        ].compactMap(\.self)
        return parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
    }

    var path: String { DiscussionRoute.list(slug.description).path + query }

    /// The path with the page’s number, also of the first.
    var numberedPath: String { number == 1 ? "\(path)\(sort == .oldest ? "?" : "&")page=1" : path }

    private static let unreadable = Problem(
        .invalid, slug: "query-invalid", title: "The address could not be read",
        detail: "There is no such page or order of a discussion.")
}
