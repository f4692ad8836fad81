import Audience
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Secrets

/// A request to a discussion, and who sends it as far as they show it.
struct DiscussionVisit: Sendable {
    let request: Request
    let context: ReaderContext
    let query: QueryParameters
    let form: FormBody
    let now: Timestamp
    let network: AddressPrefix?
    /// The key that was shown, by the address, the form or the cookie; `nil` when it opens nothing.
    let key: Secret?
    /// Whether the cookie shows it, so that addresses need not.
    let isRemembered: Bool
    /// Whose key it is.
    let handle: Handle?

    /// The key for addresses and forms, where no cookie tells it.
    var spokenKey: Secret? { isRemembered ? nil : key }

    /// - Throws: ``Problem`` of kind `notFound` when the address names no comment.
    func comment() throws(Problem) -> Comment.ID {
        guard let id = context.parameters.get("id").flatMap({ Comment.ID($0) }) else { throw Self.nothingHere }
        return id
    }

    /// - Throws: ``Problem`` of kind `notFound` when the address names no article.
    func slug() throws(Problem) -> Slug {
        guard let slug = context.parameters.get("slug").flatMap({ Slug(validating: $0) }) else {
            throw Self.nothingHere
        }
        return slug
    }

    static let nothingHere = Problem(
        .notFound, slug: "not-found", title: "There is no page at this address",
        detail: "It may have been mistyped, or what stood here may have been deleted.")

    /// The network that asks; `nil` when it is unknown.
    static func network(_ request: Request, _ context: ReaderContext, isBehindProxy: Bool) -> AddressPrefix? {
        guard isBehindProxy else { return AddressPrefix(context.peer) }
        // The last entry is the one that our own proxy wrote; those before it are anybody’s.
        let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[values: $0].last }
        guard let last = forwarded?.split(separator: ",").last else { return AddressPrefix(context.peer) }
        return AddressPrefix(String(last.drop { $0 == " " }))
    }
}
