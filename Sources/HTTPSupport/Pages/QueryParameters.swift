package import HummingbirdCore
import Kernel

/// The query of a request, decoded as a form's.
package struct QueryParameters: Sendable {
    private let values: [String: String]

    /// Those of a request without a query.
    package init() { values = [:] }

    /// Those that were decoded elsewhere.
    package init(_ values: [String: String]) { self.values = values }

    /// - Throws: ``Problem`` of kind `invalid` when it is not percent-encoded UTF-8 or names something twice.
    package init(of request: Request) throws {
        var values: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true),
                !name.utf8.contains(0), !value.utf8.contains(0)
            else {
                throw Problem(
                    .invalid, slug: "query-invalid", title: "The address could not be read",
                    detail: "What follows the question mark is not percent-encoded text.")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Problem(
                    .invalid, slug: "query-repeated", title: "The address could not be read",
                    detail: "“\(name.prefix(40))” stands in it twice.")
            }
        }
        self.values = values
    }

    package subscript(name: String) -> String? { values[name] }
}
