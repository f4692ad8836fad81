package import HTTPTypes

/// The document of a creative in HTML, as it stands in its frame.
///
/// The frame is sandboxed twice, by its element and by these fields: the document runs in an origin of its own, without
/// cookies, and loads nothing but what is in it. It can open its destination when somebody clicks, and nothing else.
package struct CreativeFrame: Sendable {
    /// What a document has in the place of the address that a click leads to.
    package static let placeholder = "{{click}}"

    package static let fields = fields(
        policy: """
            sandbox \(AdvertisementMarkup.sandbox); default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
            img-src data:; font-src data:; media-src data:; form-action 'none'; base-uri 'none'; \
            frame-ancestors 'self'
            """)

    /// - Parameter policy: What the document may load and do.
    static func fields(policy: String) -> HTTPFields {
        var fields: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "private, no-store",
            .contentSecurityPolicy: policy,
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { fields[name] = "no-referrer" }
        if let name = HTTPField.Name("X-Robots-Tag") { fields[name] = "noindex, nofollow" }
        if let name = HTTPField.Name("Permissions-Policy") {
            fields[name] = "autoplay=(), camera=(), geolocation=(), microphone=(), browsing-topics=(), fullscreen=()"
        }
        return fields
    }

    package let html: String

    /// - Parameter click: The address of this site that counts a click and leads on; of letters, digits, `/`, `-` and `_`.
    package init(document: String, click: String) {
        html = document.split(separator: Self.placeholder, omittingEmptySubsequences: false).joined(separator: click)
    }
}
